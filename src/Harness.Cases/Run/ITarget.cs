using Harness.Wire;

namespace Harness.Cases.Run;

/// <summary>Something that speaks QMP and can be connected to; design "Target". Implemented where sockets and the emulator are known.</summary>
public interface ITarget : IAsyncDisposable
{
    /// <summary>As the user typed it, e.g. <c>unix:/run/qmp.sock</c>.</summary>
    string Description { get; }

    /// <summary><c>emu</c>, <c>unix</c>, <c>tcp</c>, <c>exec</c>.</summary>
    string Kind { get; }

    /// <summary>True when the harness starts the peer and may end it: a fresh machine for each case.</summary>
    bool StartsFresh { get; }

    /// <summary>True where every case gets a peer of its own: a fresh one costs next to nothing, or can be connected only once.</summary>
    bool FreshForEachCase { get; }

    /// <summary>How many connections one peer serves at the same time.</summary>
    int Monitors { get; }

    /// <summary>True when the peer runs on the virtual clock, so that waiting costs no time.</summary>
    bool VirtualTime { get; }

    /// <summary>True when a documented example's reply must be met member by member (the reference emulator, for stateful commands).</summary>
    bool AnswersExactly(string command);

    /// <summary>Why a peer of this target cannot be brought into that state; null when it can.</summary>
    string? CanBe(MachineReference machine);

    /// <summary>Starts a peer in the state that <paramref name="machine"/> describes, or attaches to the one that runs.</summary>
    /// <exception cref="TargetUnavailableException">It could not be started or reached.</exception>
    ValueTask<IPeer> StartAsync(MachineReference machine, CancellationToken cancel);
}

/// <summary>A running peer.</summary>
public interface IPeer : IAsyncDisposable
{
    /// <summary>Connects to the monitor of that number, 0-based, below <see cref="ITarget.Monitors"/>.</summary>
    /// <exception cref="TargetUnavailableException">Refused, gone, or not in time.</exception>
    ValueTask<IByteChannel> ConnectAsync(int monitor, CancellationToken cancel);

    /// <summary>The peer's time, which is virtual where <see cref="ITarget.VirtualTime"/>: what recordings say of time is the same in each run then.</summary>
    TimeProvider Clock => TimeProvider.System;

    /// <summary>Moves the virtual clock; only where <see cref="ITarget.VirtualTime"/>.</summary>
    void Advance(TimeSpan time);

    /// <summary>How a child process ended, with the tail of its stderr; null while it runs or when it is not ours.</summary>
    string? Death { get; }
}

/// <summary>The target could not be measured: exit code 3, never a verdict about the peer.</summary>
public sealed class TargetUnavailableException : Exception
{
    public TargetUnavailableException(string message)
        : base(message)
    {
    }

    public TargetUnavailableException(string message, Exception inner)
        : base(message, inner)
    {
    }

    public TargetUnavailableException()
    {
    }
}
