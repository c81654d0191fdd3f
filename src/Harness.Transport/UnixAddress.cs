using System.Net.Sockets;
using System.Text;

namespace Harness.Transport;

internal static class UnixAddress
{
    /// <exception cref="EndpointUnavailableException">The path is too long for the system.</exception>
    public static UnixDomainSocketEndPoint Of(Endpoint.Unix endpoint) =>
        Encoding.UTF8.GetByteCount(endpoint.Path) <= Endpoint.Unix.MaxPathBytes
            ? new UnixDomainSocketEndPoint(endpoint.Path)
            : throw new EndpointUnavailableException(endpoint.ToString(), $"the path is longer than the {Endpoint.Unix.MaxPathBytes} bytes of a unix socket's");
}
