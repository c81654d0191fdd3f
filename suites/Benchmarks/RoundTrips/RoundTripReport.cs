using System.Diagnostics;
using System.Globalization;

namespace Harness.Benchmarks.RoundTrips;

/// <summary>
/// Emulator, echo server and QEMU measured in turn in one run, best of several rounds each, as ratios: absolute figures of
/// different runs do not compare. Which CPUs client and servers had is part of the result.
/// </summary>
internal static class RoundTripReport
{
    private static readonly byte[] Request = "{\"execute\": \"query-status\"}\n"u8.ToArray();

    public static int Run(bool quick, TextWriter output)
    {
        string folder = Directory.CreateTempSubdirectory("qmp-bench-").FullName;
        try
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} processors; rates are the best of {Rounds(quick)} rounds"));
            bool two = Environment.ProcessorCount > 1;
            bool held = Compare("client on CPU 0, servers on CPU 0", "0", folder, quick, 10, output);
            held &= !two || Compare("client on CPU 0, servers on CPU 1", "1", folder, quick, 2.5, output);
            return held ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int Rounds(bool quick) => quick ? 3 : 7;

    /// <param name="sequentialBudget">What the emulator must reach against QEMU, sequentially, with these CPUs.</param>
    private static bool Compare(string title, string cpus, string folder, bool quick, double sequentialBudget, TextWriter output)
    {
        if (OperatingSystem.IsLinux())
        {
            Process.GetCurrentProcess().ProcessorAffinity = 1;
        }

        using Contender echo = Contender.Echo(folder, cpus);
        using Contender emulator = Contender.Emulator(folder, cpus);
        using Contender? qemu = Contender.Qemu(folder, cpus);
        Contender[] all = [echo, emulator, .. qemu is null ? Array.Empty<Contender>() : [qemu]];
        int n = quick ? 4_000 : 20_000;
        Dictionary<string, double> sequential = Measure(all, quick, c => Sequential(c, n));
        Dictionary<string, double> pipelined = Measure(all, quick, c => Pipelined(c, n, 100));
        Dictionary<string, double> connections = Measure(all, quick, c => Connections(c, n / 20));
        output.WriteLine($"\n{title}");
        output.WriteLine($"{"per second",-24}{string.Concat(all.Select(c => $"{c.Name,12}"))}");
        Row("sequential round trips", sequential, all, output);
        Row("pipelined, window 100", pipelined, all, output);
        Row("connections", connections, all, output);
        bool held = Budget("sequential, emulator / echo", sequential["emulator"] / sequential["echo"], 0.8, output);
        if (qemu is not null)
        {
            held &= Budget("sequential, emulator / qemu", sequential["emulator"] / sequential["qemu"], sequentialBudget, output);
            held &= Budget("pipelined, emulator / qemu", pipelined["emulator"] / pipelined["qemu"], 60, output);
            held &= Budget("connections, emulator / qemu", connections["emulator"] / connections["qemu"], 2, output);
        }

        return held;
    }

    /// <summary>The contenders take turns within each round, so that a change of the machine's mood hits all of them.</summary>
    private static Dictionary<string, double> Measure(Contender[] all, bool quick, Func<Contender, double> measure)
    {
        Dictionary<string, double> best = all.ToDictionary(c => c.Name, _ => 0.0);
        for (int round = 0; round < Rounds(quick); round++)
        {
            foreach (Contender contender in all)
            {
                best[contender.Name] = Math.Max(best[contender.Name], measure(contender));
            }
        }

        return best;
    }

    private static double Sequential(Contender contender, int n)
    {
        using LineClient client = Open(contender);
        Stopwatch time = Stopwatch.StartNew();
        for (int i = 0; i < n; i++)
        {
            client.Send(Request);
            client.ReadLines(1);
        }

        return n / time.Elapsed.TotalSeconds;
    }

    private static double Pipelined(Contender contender, int n, int window)
    {
        byte[] batch = [.. Enumerable.Repeat(Request, window).SelectMany(r => r)];
        using LineClient client = Open(contender);
        Stopwatch time = Stopwatch.StartNew();
        for (int i = 0; i < n; i += window)
        {
            client.Send(batch);
            client.ReadLines(window);
        }

        return n / time.Elapsed.TotalSeconds;
    }

    private static double Connections(Contender contender, int n)
    {
        Stopwatch time = Stopwatch.StartNew();
        for (int i = 0; i < n; i++)
        {
            using LineClient client = contender.Connect();
            if (!contender.SpeaksQmp)
            {
                client.Send(Request);
                client.ReadLines(1);
            }
        }

        return n / time.Elapsed.TotalSeconds;
    }

    private static LineClient Open(Contender contender)
    {
        LineClient client = contender.Connect();
        client.Send("{\"execute\": \"qmp_capabilities\"}\n"u8);
        client.ReadLines(1);
        return client;
    }

    private static void Row(string name, Dictionary<string, double> rates, Contender[] all, TextWriter output) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-24}{string.Concat(all.Select(c => $"{rates[c.Name],12:N0}"))}"));

    private static bool Budget(string name, double ratio, double atLeast, TextWriter output)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-32} {ratio,8:0.00}   budget {atLeast:0.##}   {(ratio >= atLeast ? "held" : "MISSED")}"));
        return ratio >= atLeast;
    }
}
