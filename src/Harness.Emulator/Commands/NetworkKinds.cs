namespace Harness.Emulator.Commands;

/// <summary>The kinds of the host's end of a network connection, with the options that <c>netdev_add</c> takes for each.</summary>
internal static class NetworkKinds
{
    private static readonly Dictionary<string, string[]> Options = new(StringComparer.Ordinal)
    {
        ["user"] = ["hostname", "restrict", "ip", "net", "host", "tftp", "bootfile", "dhcpstart", "dns", "dnssearch", "smb", "smbserver", "hostfwd", "guestfwd"],
        ["tap"] = ["fd", "fds", "ifname", "script", "downscript", "helper", "sndbuf", "vnet_hdr", "vhost", "vhostfd", "vhostfds", "vhostforce", "queues"],
        ["bridge"] = ["br", "helper"],
        ["socket"] = ["fd", "listen", "connect", "mcast", "localaddr", "udp"],
        ["vde"] = ["sock", "port", "group", "mode"],
        ["hubport"] = ["hubid"],
        ["vhost-user"] = ["chardev", "vhostforce"],
        ["l2tpv3"] = ["src", "dst", "srcport", "dstport", "ipv6", "udp", "cookie64", "counter", "pincounter", "txcookie", "rxcookie", "txsession", "rxsession", "offset"],
    };

    private static readonly Dictionary<string, string[]> Needed = new(StringComparer.Ordinal)
    {
        ["hubport"] = ["hubid"],
        ["vhost-user"] = ["chardev"],
        ["l2tpv3"] = ["src", "dst", "txsession"],
    };

    private static readonly string[] SocketForms = ["fd", "listen", "connect", "mcast", "udp"];

    /// <summary>Why no end of that kind can be made with these options; null when one can.</summary>
    public static string? WhyNot(string kind, IReadOnlyList<string> options)
    {
        if (!Options.TryGetValue(kind, out string[]? known))
        {
            return $"network backend '{kind}' is not compiled into this binary";
        }

        if (options.FirstOrDefault(o => !known.Contains(o)) is { } unknown)
        {
            return $"Invalid parameter '{unknown}'";
        }

        if (Needed.GetValueOrDefault(kind)?.FirstOrDefault(n => !options.Contains(n)) is { } missing)
        {
            return $"network backend '{kind}' needs option '{missing}'";
        }

        return kind == "socket" && options.Count(SocketForms.Contains) != 1
            ? "exactly one of fd=, listen=, connect=, mcast= or udp= is required"
            : null;
    }
}
