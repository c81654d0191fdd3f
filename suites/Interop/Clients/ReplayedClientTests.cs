using System.Diagnostics;

using Harness.Unit;

namespace Harness.Interop.Clients;

/// <summary>
/// Clients that no one here wrote, recorded with a real QEMU: replayed to the same client, with no QEMU, they print the same. Each is
/// a program of its own, and so are recorder and replay.
/// </summary>
public sealed class ReplayedClientTests
{
    private const string Qemu = "exec:qemu-system-x86_64 -M none -nodefaults -display none -S -qmp unix:{socket},server=on,wait=off";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("interop-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task The_python_library_cannot_tell_the_replay_from_qemu() =>
        await CompareAsync("", Path.Combine(Repository.Root, "suites", "Interop", "Clients", "session.py"));

    [Test]
    public async Task Qmp_shell_cannot_tell_the_replay_from_qemu() =>
        await CompareAsync("query-status\nquery-name\ncont\nquery-status\nstop\ndevice_del id=missing\nno-such-command\nquit\n", "-m", "qemu.qmp.qmp_shell", "-v");

    private async Task CompareAsync(string input, params string[] client)
    {
        string transcript = Path.Combine(_folder, "t");
        string live = await RunAsync(["record", "--listen", $"unix:{_folder}/s", "--target", Qemu, "-o", transcript], "s", input, client);
        string replayed = await RunAsync(["replay", transcript, "--listen", $"unix:{_folder}/r", "--once"], "r", input, client);

        Assert.That(live, Does.Contain("prelaunch"), "the client had a conversation");
        Assert.That(replayed, Is.EqualTo(live));
    }

    /// <summary>Serves, lets the client run against it, and gives what the client printed; the server must end by itself with exit code 0.</summary>
    private async Task<string> RunAsync(string[] serve, string socket, string input, string[] client)
    {
        using CancellationTokenSource late = new(Patience);
        using Process server = Start("dotnet", [typeof(Cli.CommandLine).Assembly.Location, .. serve], redirectInput: false);
        try
        {
            Assert.That(await server.StandardError.ReadLineAsync(late.Token), Does.StartWith("listening on"));
            using Process program = Start("python3", [.. client, Path.Combine(_folder, socket)], redirectInput: true);
            await program.StandardInput.WriteAsync(input);
            program.StandardInput.Close();
            Task<string> errors = program.StandardError.ReadToEndAsync(late.Token);
            string printed = await program.StandardOutput.ReadToEndAsync(late.Token);
            await program.WaitForExitAsync(late.Token);
            string complaints = await server.StandardError.ReadToEndAsync(late.Token);
            await server.WaitForExitAsync(late.Token);
            Assert.That(server.ExitCode, Is.Zero, $"{complaints}\n{await errors}");
            return printed;
        }
        finally
        {
            server.Kill(entireProcessTree: true);
        }
    }

    private static Process Start(string program, string[] arguments, bool redirectInput)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardInput = redirectInput,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Root,
        };
        start.Environment["PYTHONPATH"] = QemuSource.Path("python");
        return Process.Start(start)!;
    }
}
