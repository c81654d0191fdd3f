using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Harness.Transport;

/// <summary>Text to <see cref="Endpoint"/>. Each refusal says what to write instead.</summary>
internal static class EndpointParser
{
    public static Endpoint? Parse(string text, EndpointRole role, out string? why)
    {
        (Endpoint? endpoint, why) = text switch
        {
            _ when text.StartsWith("unix:", StringComparison.Ordinal) => ParseUnix(text["unix:".Length..]),
            _ when text.StartsWith("tcp:", StringComparison.Ordinal) => ParseTcp(text, role),
            "stdio" when role == EndpointRole.Listen => Good(new Endpoint.Stdio()),
            "stdio" => Bad("stdio can only be listened on; to talk to a program's standard input and output, start it with exec:COMMAND"),
            _ => Bad($"'{text}' is no endpoint; write unix:PATH{(role == EndpointRole.Listen ? ", tcp:HOST:PORT or stdio" : " or tcp:HOST:PORT")}"),
        };
        return endpoint;
    }

    private static (Endpoint?, string?) ParseUnix(string path)
    {
        if (path.Length == 0)
        {
            return Bad("the path is missing; write unix:PATH");
        }

        if (path.Contains('\0', StringComparison.Ordinal))
        {
            return Bad("the path has a NUL character");
        }

        foreach (string option in (ReadOnlySpan<string>)[",server", ",wait", ",nowait"])
        {
            int at = path.IndexOf(option, StringComparison.Ordinal);
            if (at >= 0)
            {
                return Bad($"'{path[at..]}' belongs to QEMU's command line; write unix:{path[..at]}");
            }
        }

        int length = Encoding.UTF8.GetByteCount(path);
        return length > Endpoint.Unix.MaxPathBytes
            ? Bad($"the path has {length} bytes, but a unix socket's has at most {Endpoint.Unix.MaxPathBytes}; use a shorter one, or one relative to the working directory")
            : Good(new Endpoint.Unix(path));
    }

    private static (Endpoint?, string?) ParseTcp(string text, EndpointRole role)
    {
        string rest = text["tcp:".Length..];
        int colon = rest.LastIndexOf(':');
        if (colon < 0 || rest.EndsWith(']'))
        {
            return Bad($"the port is missing in '{text}'; write tcp:HOST:PORT");
        }

        string host = rest[..colon];
        if (!ushort.TryParse(rest.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) || (port == 0 && role == EndpointRole.Connect))
        {
            string any = role == EndpointRole.Listen ? ", or 0 for any that is free" : "";
            return Bad($"'{rest[(colon + 1)..]}' is no port; write a number from 1 to 65535{any}");
        }

        return CheckHost(host, port) is { } trouble ? Bad(trouble) : Good(new Endpoint.Tcp(host.Trim('[', ']'), port));
    }

    private static string? CheckHost(string host, int port)
    {
        bool bracketed = host.StartsWith('[') && host.EndsWith(']');
        return host switch
        {
            "" => $"the host is missing; write tcp:127.0.0.1:{port}",
            _ when bracketed => IPAddress.TryParse(host[1..^1], out IPAddress? address) && address.AddressFamily == AddressFamily.InterNetworkV6
                ? null
                : $"'{host}' is no IPv6 address",
            _ when host.Contains(':', StringComparison.Ordinal) => $"an IPv6 address stands in brackets; write tcp:[{host}]:{port}",
            _ => Uri.CheckHostName(host) is UriHostNameType.Dns or UriHostNameType.IPv4 ? null : $"'{host}' is no host name or address",
        };
    }

    private static (Endpoint? Endpoint, string? Why) Good(Endpoint endpoint) => (endpoint, null);

    private static (Endpoint? Endpoint, string? Why) Bad(string why) => (null, why);
}
