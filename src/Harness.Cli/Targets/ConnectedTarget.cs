using Harness.Cases.Run;
using Harness.Transport;
using Harness.Transport.Connecting;
using Harness.Wire;

namespace Harness.Cli.Targets;

/// <summary><c>unix:PATH</c> and <c>tcp:HOST:PORT</c>: a server that runs already. One connection at a time, as QEMU's monitors serve them.</summary>
internal sealed class ConnectedTarget(Endpoint endpoint, TimeSpan timeout, bool passDescriptors) : ITarget
{
    public string Description => endpoint.ToString();

    public string Kind => endpoint is Endpoint.Unix ? "unix" : "tcp";

    public bool StartsFresh => false;

    public bool FreshForEachCase => false;

    public int Monitors => 1;

    public bool VirtualTime => false;

    /// <exception cref="UsageException">Not an endpoint.</exception>
    public static ConnectedTarget Parse(string text, TimeSpan timeout, bool passDescriptors) =>
        Endpoint.Parse(text, EndpointRole.Connect, out string? why) is { } endpoint
            ? new ConnectedTarget(endpoint, timeout, passDescriptors)
            : throw new UsageException($"--target {text}: {why}");

    public bool AnswersExactly(string command) => false;

    public string? CanBe(MachineReference machine) =>
        machine == MachineReference.Default ? null : $"the case starts from machine '{machine.Name}', which a server that runs already cannot be put into";

    public ValueTask<IPeer> StartAsync(MachineReference machine, CancellationToken cancel) => ValueTask.FromResult<IPeer>(new Peer(endpoint, timeout, passDescriptors));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class Peer(Endpoint endpoint, TimeSpan timeout, bool passDescriptors) : IPeer
    {
        public string? Death => null;

        public async ValueTask<IByteChannel> ConnectAsync(int monitor, CancellationToken cancel)
        {
            try
            {
                return await new Connector(TimeProvider.System).ConnectAsync(endpoint, timeout, cancel, passDescriptors);
            }
            catch (EndpointUnavailableException e)
            {
                throw new TargetUnavailableException($"cannot connect to {e.Message}; is the server running?", e);
            }
        }

        public void Advance(TimeSpan time) => throw new NotSupportedException("a server that runs already is on the real clock");

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
