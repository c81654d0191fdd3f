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

    /// <summary>Requests that a replay answers before its memory is looked at.</summary>
    private const int Asked = 200_000;

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

        bool held = Budget("show 1 GB (MB of memory)", Peak(["transcript", "show", path]), 100, atMost: true, output);
        held &= Budget("check 1 GB (MB of memory)", Peak(["transcript", "check", path]), 100, atMost: true, output);
        string socket = Path.Combine(folder, "large.sock");
        held &= Budget("replay 1 GB (MB of memory)", ServingPeak(["replay", path, "--listen", $"unix:{socket}"], socket), 100, atMost: true, output);
        held &= Budget("replay 1 GB by request (MB)", ServingPeak(["replay", path, "--match", "request", "--listen", $"unix:{socket}"], socket), 100, atMost: true, output);
        return held;
    }

    /// <summary>Largest resident set in megabytes of the tool, which prints into nothing.</summary>
    private static double Peak(string[] arguments)
    {
        long start = Stopwatch.GetTimestamp();
        using Process process = Start(arguments, "exec \"$@\" > /dev/null");
        double peak = 0;
        while (!process.WaitForExit(20))
        {
            peak = Math.Max(peak, PeakOf(process));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{string.Join(' ', arguments[..2])}: {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s"));
        return process.ExitCode == 0 ? peak : throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with {process.ExitCode}");
    }

    /// <summary>The same of a replay that has answered many requests; it is then ended.</summary>
    private static double ServingPeak(string[] arguments, string socket)
    {
        using Process process = Start(arguments, "exec \"$@\"");
        try
        {
            process.StandardError.ReadLine();
            using LineClient client = new(socket);
            client.ReadLines(1);
            client.Send("{\"execute\": \"qmp_capabilities\"}\n"u8);
            client.ReadLines(1);
            for (int i = 0; i < Asked; i++)
            {
                client.Send([.. LargeTranscript.Request(i), (byte)'\n']);
                client.ReadLines(1);
            }

            return PeakOf(process);
        }
        finally
        {
            process.Kill();
            process.WaitForExit();
            File.Delete(socket);
        }
    }

    private static Process Start(string[] arguments, string shell) =>
        Process.Start(new ProcessStartInfo("sh", ["-c", shell, "sh", "dotnet", typeof(Cli.CommandLine).Assembly.Location, .. arguments]) { RedirectStandardError = true })!;

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
