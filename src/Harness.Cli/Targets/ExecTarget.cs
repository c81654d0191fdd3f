using Harness.Cases.Run;
using Harness.Transport;
using Harness.Transport.Processes;
using Harness.Wire;

namespace Harness.Cli.Targets;

/// <summary>
/// <c>exec:COMMAND…</c>: a program that the harness starts, QMP on its standard input and output or on the sockets that stand as
/// <c>{socket}</c>, <c>{socket2}</c> … in its arguments. One that has sockets is kept over cases that only read; one on standard
/// input and output is started anew for each case, since that can be connected once.
/// </summary>
internal sealed class ExecTarget(string text, ChildCommand command, TimeSpan timeout, bool passDescriptors) : ITarget
{
    /// <summary>A program may take longer to start than to answer.</summary>
    private static readonly TimeSpan LeastStart = TimeSpan.FromSeconds(10);

    public string Description => $"exec:{text}";

    public string Kind => "exec";

    public bool StartsFresh => true;

    public bool FreshForEachCase => command.Sockets == 0;

    public int Monitors => Math.Max(1, command.Sockets);

    public bool VirtualTime => false;

    /// <param name="text">What follows <c>exec:</c>.</param>
    /// <exception cref="UsageException">Not a command.</exception>
    public static ExecTarget Parse(string text, TimeSpan timeout, bool passDescriptors) =>
        ChildCommand.Parse(text, out string? why) is { } command ? new ExecTarget(text, command, timeout, passDescriptors) : throw new UsageException($"--target exec:{text}: {why}");

    public bool AnswersExactly(string command) => false;

    public string? CanBe(MachineReference machine) => machine switch
    {
        _ when machine == MachineReference.Default => null,
        { QemuArguments: null } => $"no command line builds machine '{machine.Name}'",
        _ when !Path.GetFileName(command.Words[0]).StartsWith("qemu-system", StringComparison.Ordinal) => $"machine '{machine.Name}' is built by arguments of qemu-system",
        _ => null,
    };

    public ValueTask<IPeer> StartAsync(MachineReference machine, CancellationToken cancel)
    {
        ChildCommand full = ChildCommand.Create([.. command.Words, .. machine.QemuArguments ?? []], out string? why)
            ?? throw new UsageException($"machine '{machine.Name}': {why}");
        try
        {
            return ValueTask.FromResult<IPeer>(new Peer(ChildProcess.Start(full, TimeProvider.System), timeout > LeastStart ? timeout : LeastStart, passDescriptors));
        }
        catch (EndpointUnavailableException e)
        {
            throw new TargetUnavailableException($"cannot start {e.Message}", e);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class Peer(ChildProcess child, TimeSpan start, bool passDescriptors) : IPeer
    {
        public string? Death => child.Death;

        public async ValueTask<IByteChannel> ConnectAsync(int monitor, CancellationToken cancel)
        {
            try
            {
                return await child.ConnectAsync(monitor, start, cancel, passDescriptors);
            }
            catch (EndpointUnavailableException e)
            {
                throw new TargetUnavailableException(e.Message, e);
            }
        }

        public void Advance(TimeSpan time) => throw new NotSupportedException("a program is on the real clock");

        public ValueTask DisposeAsync() => child.DisposeAsync();
    }
}
