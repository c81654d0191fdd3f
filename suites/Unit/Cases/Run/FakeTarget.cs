using Harness.Cases.Run;
using Harness.Wire;

namespace Harness.Unit.Cases.Run;

/// <summary>A target without a peer behind it, which counts what the runner does with it.</summary>
internal sealed class FakeTarget : ITarget
{
    private int _started;
    private int _disposed;

    public string Description => "fake:";

    public string Kind => "fake";

    public bool StartsFresh { get; init; } = true;

    public bool FreshForEachCase { get; init; } = true;

    public int Monitors => 1;

    public bool VirtualTime => true;

    public int Started => _started;

    public int Disposed => _disposed;

    public Func<MachineReference, string?> WhyNot { get; init; } = _ => null;

    public Func<int, string?> Unavailable { get; init; } = _ => null;

    public bool AnswersExactly(string command) => true;

    public string? CanBe(MachineReference machine) => WhyNot(machine);

    public ValueTask<IPeer> StartAsync(MachineReference machine, CancellationToken cancel)
    {
        int number = Interlocked.Increment(ref _started);
        return Unavailable(number) is { } why ? throw new TargetUnavailableException(why) : ValueTask.FromResult<IPeer>(new Peer(this));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class Peer(FakeTarget target) : IPeer
    {
        public string? Death => null;

        public ValueTask<IByteChannel> ConnectAsync(int monitor, CancellationToken cancel) => throw new NotSupportedException();

        public void Advance(TimeSpan time)
        {
        }

        public ValueTask DisposeAsync()
        {
            Interlocked.Increment(ref target._disposed);
            return ValueTask.CompletedTask;
        }
    }
}
