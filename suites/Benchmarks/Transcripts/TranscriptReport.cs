using System.Diagnostics;
using System.Globalization;

using Harness.Benchmarks.RoundTrips;
using Harness.Transcripts.Format;

namespace Harness.Benchmarks.Transcripts;

/// <summary>What recording costs a client, how fast transcripts are read, and with <c>--large</c> what a gigabyte takes in memory.</summary>
internal static class TranscriptReport
{
    private const long Sample = 128L * 1024 * 1024;
    private const long Large = 1024L * 1024 * 1024;

    public static int Run(bool large, TextWriter output)
    {
        string folder = Directory.CreateTempSubdirectory("qmp-bench-").FullName;
        try
        {
            bool held = Latency(folder, output);
            held &= ReadRate(output);
            held &= !large || Memory(folder, output);
            return held ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Median round trip of the emulator directly and through the proxy, in turn.</summary>
    private static bool Latency(string folder, TextWriter output)
    {
        using Contender emulator = Contender.Emulator(folder, "0-1");
        using Contender proxy = Contender.Proxy(folder, "0-1", emulator);
        double direct = double.MaxValue, proxied = double.MaxValue;
        for (int round = 0; round < 5; round++)
        {
            direct = Math.Min(direct, Median(emulator));
            proxied = Math.Min(proxied, Median(proxy));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round trip p50: direct {direct:0.0} us, recorded {proxied:0.0} us"));
        return Budget("proxy, added p50 (us)", proxied - direct, 60, atMost: true, output);
    }

    private static double Median(Contender contender)
    {
        using LineClient client = contender.Connect();
        client.Send("{\"execute\": \"qmp_capabilities\"}\n"u8);
        client.ReadLines(1);
        double[] times = new double[4000];
        for (int i = 0; i < times.Length; i++)
        {
            long start = Stopwatch.GetTimestamp();
            client.Send("{\"execute\": \"query-status\"}\n"u8);
            client.ReadLines(1);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }

        Array.Sort(times);
        return times[times.Length / 2];
    }

    private static bool ReadRate(TextWriter output)
    {
        using MemoryStream file = new((int)(Sample * 11 / 10));
        LargeTranscript.Write(new KeepOpen(file), Sample);
        double best = 0;
        for (int round = 0; round < 3; round++)
        {
            file.Position = 0;
            long start = Stopwatch.GetTimestamp();
            using TranscriptReader reader = TranscriptReader.Open(new KeepOpen(file));
            TranscriptRead read;
            while ((read = reader.Read()).Kind == TranscriptReadKind.Record)
            {
            }

            if (read.Kind != TranscriptReadKind.End)
            {
                throw new InvalidOperationException(read.Why);
            }

            best = Math.Max(best, file.Length / 1e6 / Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return Budget("transcript read (MB/s)", best, 100, atMost: false, output);
    }

    private static bool Memory(string folder, TextWriter output)
    {
        string path = Path.Combine(folder, "large.qmpt");
        using (FileStream file = new(path, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 20))
        {
            LargeTranscript.Write(new KeepOpen(file), Large);
        }

        bool held = Budget("show 1 GB (MB of memory)", Peak(["transcript", "show", path], null), 100, atMost: true, output);
        held &= Budget("check 1 GB (MB of memory)", Peak(["transcript", "check", path], null), 100, atMost: true, output);
        string socket = Path.Combine(folder, "large.sock");
        held &= Budget("replay 1 GB (MB of memory)", Peak(["replay", path, "--listen", $"unix:{socket}"], socket), 100, atMost: true, output);
        return held;
    }

    /// <summary>Largest resident set of the tool in megabytes; where it serves, it is asked until it has replayed much, then ended.</summary>
    private static double Peak(string[] arguments, string? socket)
    {
        ProcessStartInfo info = new("dotnet", [typeof(Cli.CommandLine).Assembly.Location, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(info)!;
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        if (socket is not null)
        {
            process.StandardError.ReadLine();
            using LineClient client = new(socket);
            client.ReadLines(1);
            client.Send("{\"execute\": \"qmp_capabilities\"}\n"u8);
            client.ReadLines(1);
            for (int i = 0; i < 200_000; i++)
            {
                client.Send("{\"execute\": \"query-block\"}\n"u8);
                client.ReadLines(1);
            }

            double serving = PeakOf(process);
            process.Kill();
            process.WaitForExit();
            return serving;
        }

        double peak = 0;
        while (!process.WaitForExit(20))
        {
            peak = Math.Max(peak, PeakOf(process));
        }

        return peak;
    }

    private static double PeakOf(Process process)
    {
        process.Refresh();
        return process.HasExited ? 0 : process.PeakWorkingSet64 / 1e6;
    }

    private static bool Budget(string name, double value, double budget, bool atMost, TextWriter output)
    {
        bool held = atMost ? value <= budget : value >= budget;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-32} {value,8:0.0}   budget {budget:0.##}   {(held ? "held" : "MISSED")}"));
        return held;
    }

    /// <summary>The file outlives its reader and writer.</summary>
    private sealed class KeepOpen(Stream inner) : Stream
    {
        public override bool CanRead => inner.CanRead;

        public override bool CanSeek => false;

        public override bool CanWrite => inner.CanWrite;

        public override long Length => inner.Length;

        public override long Position { get => inner.Position; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

        public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

        public override void Write(ReadOnlySpan<byte> buffer) => inner.Write(buffer);

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
