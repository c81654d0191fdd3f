using System.Net.Sockets;
using System.Runtime.CompilerServices;

using Harness.Wire;

namespace Harness.Transport.Listening;

/// <summary>Accepts connections of a listening socket, which it owns. A unix socket removes its file when it is disposed.</summary>
internal sealed class SocketListener(Endpoint endpoint, Socket socket, Func<Socket, IByteChannel> channel, TimeProvider clock) : IListener
{
    /// <summary>How long to wait when the process has no descriptor left for a connection.</summary>
    private static readonly TimeSpan PauseWhenFull = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource _disposed = new();
    private int _isDisposed;

    public Endpoint Endpoint { get; } = endpoint;

    public async IAsyncEnumerable<IByteChannel> AcceptAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        while (await AcceptOneAsync(cancel).ConfigureAwait(false) is { } accepted)
        {
            yield return channel(accepted);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            await _disposed.CancelAsync().ConfigureAwait(false);
            socket.Dispose();
            _disposed.Dispose();
        }
    }

    /// <summary>Null when the listener is disposed.</summary>
    private async ValueTask<Socket?> AcceptOneAsync(CancellationToken cancel)
    {
        while (_isDisposed == 0)
        {
            try
            {
                return await socket.AcceptAsync(cancel).ConfigureAwait(false);
            }
            catch (Exception e) when (_isDisposed != 0 && e is SocketException or ObjectDisposedException)
            {
                return null;
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable)
            {
                await PauseAsync(cancel).ConfigureAwait(false);
            }
            catch (SocketException)
            {
                // The client gave up while it waited in the queue: the next one is none the worse.
                cancel.ThrowIfCancellationRequested();
            }
        }

        return null;
    }

    private async ValueTask PauseAsync(CancellationToken cancel)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancel, _disposed.Token);
        try
        {
            await Task.Delay(PauseWhenFull, clock, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // Disposed meanwhile.
        }
    }
}
