namespace Harness.Wire;

/// <summary>
/// One connection as a pair of byte streams. The seam between pure code and sockets: transports implement it over
/// real descriptors, the in-process emulator implements it over memory and a virtual clock.
/// One sender and one receiver at a time; sending and receiving may overlap.
/// </summary>
public interface IByteChannel : IAsyncDisposable
{
    /// <summary>Sends all bytes. A peer that has gone is not an exception here: the next receive reports it.</summary>
    ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel);

    /// <summary>Ends the outgoing direction; the incoming one stays open.</summary>
    ValueTask EndOutputAsync(CancellationToken cancel);

    /// <summary>Waits at most <paramref name="patience"/> for bytes. The bytes are valid until the next receive.</summary>
    ValueTask<ChannelRead> ReceiveAsync(TimeSpan patience, CancellationToken cancel);
}

public enum ChannelReadKind
{
    /// <summary>At least one byte arrived.</summary>
    Bytes,

    /// <summary>Nothing arrived within the patience given.</summary>
    Silence,

    /// <summary>The peer ended its output in an orderly way.</summary>
    Closed,

    /// <summary>The connection broke (reset, child killed); <see cref="ChannelRead.Detail"/> says how.</summary>
    Broken,
}

public readonly record struct ChannelRead(ChannelReadKind Kind, ReadOnlyMemory<byte> Bytes, string? Detail = null)
{
    public static ChannelRead Silence { get; } = new(ChannelReadKind.Silence, default);

    public static ChannelRead Closed { get; } = new(ChannelReadKind.Closed, default);
}
