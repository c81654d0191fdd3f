using Harness.Wire;

namespace Harness.Transport.Listening;

/// <summary>Something that accepts connections. Disposing it ends the accepting, not the channels that it yielded.</summary>
public interface IListener : IAsyncDisposable
{
    /// <summary>Where clients connect: with the port that the system chose when none was given.</summary>
    Endpoint Endpoint { get; }

    /// <summary>Yields each connection; the channels are the caller's. Ends when the listener is disposed.</summary>
    IAsyncEnumerable<IByteChannel> AcceptAsync(CancellationToken cancel);
}
