using Harness.Wire;

namespace Harness.Transport.Channels;

/// <summary>Two channels that are connected in memory: what one sends the other receives. For tests, and for peers in one process.</summary>
public sealed class MemoryChannelPair : IAsyncDisposable
{
    private readonly BoundedPipe _toServer;
    private readonly BoundedPipe _toClient;

    /// <param name="boundBytes">How much may be under way in each direction; a sender waits for room.</param>
    /// <param name="clock">By which patience is measured.</param>
    public MemoryChannelPair(int boundBytes, TimeProvider clock)
    {
        _toServer = new BoundedPipe(boundBytes);
        _toClient = new BoundedPipe(boundBytes);
        Client = new MemoryChannel(_toClient, _toServer, clock);
        Server = new MemoryChannel(_toServer, _toClient, clock);
    }

    public IByteChannel Client { get; }

    public IByteChannel Server { get; }

    /// <summary>Breaks both directions, as a reset does: each end reads <see cref="ChannelReadKind.Broken"/> with the detail.</summary>
    public void Break(string detail)
    {
        _toServer.Break(detail);
        _toClient.Break(detail);
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync().ConfigureAwait(false);
        await Server.DisposeAsync().ConfigureAwait(false);
    }
}
