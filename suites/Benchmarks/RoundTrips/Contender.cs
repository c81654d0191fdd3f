using System.Diagnostics;
using System.Net.Sockets;

namespace Harness.Benchmarks.RoundTrips;

/// <summary>A server process under test, on CPUs of its own, listening on a unix socket.</summary>
internal sealed class Contender : IDisposable
{
    private readonly Process _process;
    private readonly string _socket;

    private Contender(string name, bool speaksQmp, Process process, string socket)
    {
        Name = name;
        SpeaksQmp = speaksQmp;
        _process = process;
        _socket = socket;
    }

    public string Name { get; }

    /// <summary>False for the echo server, which neither greets nor negotiates.</summary>
    public bool SpeaksQmp { get; }

    public static Contender Echo(string folder, string cpus) =>
        Start("echo", false, folder, cpus, s => ["dotnet", typeof(Contender).Assembly.Location, "echo", s]);

    public static Contender Emulator(string folder, string cpus) =>
        Start("emulator", true, folder, cpus, s => ["dotnet", typeof(Cli.CommandLine).Assembly.Location, "emulate", "--listen", $"unix:{s}"]);

    /// <summary>The recording proxy before another contender.</summary>
    public static Contender Proxy(string folder, string cpus, Contender target) =>
        Start("proxy", true, folder, cpus, s => ["dotnet", typeof(Cli.CommandLine).Assembly.Location, "record", "--listen", $"unix:{s}", "--target", $"unix:{target._socket}", "-o", $"{s}.qmpt"]);

    /// <summary>Null where QEMU is not installed.</summary>
    public static Contender? Qemu(string folder, string cpus) => File.Exists("/usr/bin/qemu-system-x86_64")
        ? Start("qemu", true, folder, cpus, s => ["qemu-system-x86_64", "-M", "none", "-nodefaults", "-display", "none", "-S", "-qmp", $"unix:{s},server=on,wait=off"])
        : null;

    /// <summary>Connects, and where QMP is spoken reads the greeting.</summary>
    public LineClient Connect()
    {
        LineClient client = new(_socket);
        if (SpeaksQmp)
        {
            client.ReadLines(1);
        }

        return client;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.WaitForExit();
        _process.Dispose();
        File.Delete(_socket);
    }

    private static Contender Start(string name, bool speaksQmp, string folder, string cpus, Func<string, string[]> command)
    {
        string socket = Path.Combine(folder, $"{name}-{Guid.NewGuid():N}.sock");
        ProcessStartInfo info = new("taskset", ["-c", cpus, .. command(socket)]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        Process process = Process.Start(info)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Contender contender = new(name, speaksQmp, process, socket);
        Stopwatch patience = Stopwatch.StartNew();
        while (!Answers(socket))
        {
            if (process.HasExited || patience.Elapsed > TimeSpan.FromSeconds(20))
            {
                contender.Dispose();
                throw new InvalidOperationException($"{name} did not start: {string.Join(' ', info.ArgumentList)}");
            }

            Thread.Yield();
        }

        return contender;
    }

    private static bool Answers(string socket)
    {
        using Socket probe = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(socket));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
