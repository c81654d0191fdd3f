using System.Net.Sockets;

namespace Harness.Transport.Listening;

/// <summary>The file of a listening unix socket: ours alone to connect to, and never in the place of something that is in use.</summary>
internal static class UnixSocketFile
{
    private const int Backlog = 512;

    /// <summary>A server that is alive answers a connection at once, or has a full queue.</summary>
    private static readonly TimeSpan PatienceWithOther = TimeSpan.FromSeconds(1);

    /// <exception cref="EndpointUnavailableException">The path is taken, or cannot be made.</exception>
    public static async ValueTask<Socket> ListenAsync(Endpoint.Unix endpoint, TimeProvider clock, CancellationToken cancel)
    {
        UnixDomainSocketEndPoint address = UnixAddress.Of(endpoint);
        if (File.Exists(endpoint.Path) || Directory.Exists(endpoint.Path))
        {
            await RemoveStaleAsync(endpoint, address, clock, cancel).ConfigureAwait(false);
        }

        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(address);

            // Nobody can connect before the socket listens, so there is no moment at which others could.
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(endpoint.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            socket.Listen(Backlog);
            return socket;
        }
        catch (Exception e) when (e is SocketException or IOException or UnauthorizedAccessException)
        {
            socket.Dispose();
            throw new EndpointUnavailableException(endpoint.ToString(), Reason(endpoint, e), e);
        }
    }

    private static async ValueTask RemoveStaleAsync(Endpoint.Unix endpoint, UnixDomainSocketEndPoint address, TimeProvider clock, CancellationToken cancel)
    {
        if (FileKind.IsSocket(endpoint.Path) != true)
        {
            throw new EndpointUnavailableException(endpoint.ToString(), "there is something there that is not a socket; it is left as it is");
        }

        if (await IsAliveAsync(address, clock, cancel).ConfigureAwait(false))
        {
            throw new EndpointUnavailableException(endpoint.ToString(), "another server listens there");
        }

        try
        {
            File.Delete(endpoint.Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EndpointUnavailableException(endpoint.ToString(), $"the socket of a server that is gone cannot be removed: {e.Message}", e);
        }
    }

    /// <summary>Only a refusal shows that nobody listens; whatever else happens, somebody may.</summary>
    private static async ValueTask<bool> IsAliveAsync(UnixDomainSocketEndPoint address, TimeProvider clock, CancellationToken cancel)
    {
        using Socket probe = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        using CancellationTokenSource late = new(PatienceWithOther, clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancel, late.Token);
        try
        {
            await probe.ConnectAsync(address, either.Token).ConfigureAwait(false);
            return true;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode is not (SocketError.ConnectionRefused or SocketError.AddressNotAvailable);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return true;
        }
    }

    private static string Reason(Endpoint.Unix endpoint, Exception failure)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(endpoint.Path)) ?? "/";
        return failure switch
        {
            SocketException when !Directory.Exists(folder) => $"there is no folder {folder}",
            SocketException s => SocketReasons.For(s),
            _ => failure.Message,
        };
    }
}
