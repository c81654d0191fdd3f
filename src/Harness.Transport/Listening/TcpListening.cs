using System.Net;
using System.Net.Sockets;

using Harness.Transport.Channels;

namespace Harness.Transport.Listening;

/// <summary>Listens on TCP, on an address of this machine's own unless more is asked for.</summary>
internal static class TcpListening
{
    private const int Backlog = 512;

    /// <exception cref="EndpointUnavailableException">Unknown, in use, or reached by other machines when that was not asked for.</exception>
    public static async ValueTask<SocketListener> OpenAsync(Endpoint.Tcp endpoint, ListenOptions options, TimeProvider clock, CancellationToken cancel)
    {
        IPAddress address = await ResolveAsync(endpoint, cancel).ConfigureAwait(false);
        if (!IPAddress.IsLoopback(address) && !options.AnyAddress)
        {
            throw new EndpointUnavailableException(
                endpoint.ToString(), "other machines could connect to this address; use 127.0.0.1, or --listen-any if that is meant");
        }

        Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, endpoint.Port));
            socket.Listen(Backlog);
            return new SocketListener(
                endpoint with { Port = ((IPEndPoint)socket.LocalEndPoint!).Port }, socket, accepted => new SocketChannel(accepted, clock), clock);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new EndpointUnavailableException(endpoint.ToString(), SocketReasons.For(e), e);
        }
    }

    private static async ValueTask<IPAddress> ResolveAsync(Endpoint.Tcp endpoint, CancellationToken cancel)
    {
        if (IPAddress.TryParse(endpoint.Host, out IPAddress? literal))
        {
            return literal;
        }

        try
        {
            IPAddress[] addresses = await Dns.GetHostAddressesAsync(endpoint.Host, cancel).ConfigureAwait(false);
            return Array.Find(addresses, a => a.AddressFamily == AddressFamily.InterNetwork) ?? addresses[0];
        }
        catch (SocketException e)
        {
            throw new EndpointUnavailableException(endpoint.ToString(), SocketReasons.For(e), e);
        }
    }
}
