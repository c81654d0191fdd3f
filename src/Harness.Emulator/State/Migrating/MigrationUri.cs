namespace Harness.Emulator.State.Migrating;

/// <summary>The forms of the address of a migration.</summary>
internal static class MigrationUri
{
    /// <summary>Why no migration can go to, or come from, that address; null when one can.</summary>
    /// <param name="descriptors">Where <c>fd:</c> looks.</param>
    /// <param name="monitor">The connection that asks: a descriptor's name belongs to the one that gave it.</param>
    public static string? WhyNot(string uri, NamedDescriptors descriptors, MonitorSession monitor)
    {
        if (uri.Split(':', 2) is not [string scheme, string rest])
        {
            return $"'{uri}' has no valid migration protocol";
        }

        return scheme switch
        {
            "tcp" or "rdma" => HasPort(rest) ? null : $"error parsing address '{rest}'",
            "unix" => rest.Length > 0 ? null : "no path behind 'unix:'",
            "exec" => null,
            "fd" => descriptors.Has(monitor, rest) ? null : $"File descriptor named '{rest}' has not been found",
            _ => $"'{uri}' has no valid migration protocol",
        };
    }

    /// <summary>A host, which may be empty or an IPv6 address in brackets, a colon, and the number or name of a port.</summary>
    private static bool HasPort(string address)
    {
        int colon = address.LastIndexOf(':');
        return colon >= 0 && colon < address.Length - 1 && !address[(colon + 1)..].Contains(']', StringComparison.Ordinal);
    }
}
