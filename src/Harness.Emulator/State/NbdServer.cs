using System.Globalization;
using System.Net;

using Harness.Emulator.Events;
using Harness.Emulator.State.Block;

namespace Harness.Emulator.State;

/// <summary>
/// The NBD server. Nothing listens: an address is a name, as a file is. Section <c>nbd</c>: <c>{ "taken": [ "HOST:PORT"… ] }</c>, the
/// addresses at which others listen.
/// </summary>
internal sealed class NbdServer(MachineSection section, FileStore files, EventSender events)
{
    private const int LongestPath = 107;
    private const int DefaultPort = 10809;

    private static readonly string[] _localHosts = ["", "localhost", "0.0.0.0", "127.0.0.1", "::", "::1"];
    private static readonly string[] _anyHost = ["", "0.0.0.0", "::"];

    private readonly IReadOnlyList<string> _taken = section.Strings("taken");
    private readonly List<NbdExport> _exports = [];

    public bool IsRunning { get; private set; }

    public NbdExport? FindExport(BlockDevice device) => _exports.Find(e => e.Device == device);

    public void Start() => IsRunning = true;

    /// <summary>Exports a device until its medium is removed or the server stops.</summary>
    public void Export(BlockDevice device, bool writable)
    {
        NbdExport export = new(device, writable && device.Medium is { IsReadOnly: false });
        _exports.Add(export);
        device.OnRemoval(() => End(export));
    }

    /// <summary>Ends all exports and the server; without effect where it does not run.</summary>
    public void Stop()
    {
        IsRunning = false;
        foreach (NbdExport export in _exports.ToArray())
        {
            End(export);
        }
    }

    /// <summary>Why nobody can listen at that Internet address; null when one can at one of its ports.</summary>
    public string? WhyNotInternet(string host, string port, long? lastPort)
    {
        if (PortOf(port) is not { } first)
        {
            return $"address resolution failed for {host}:{port}: Servname not supported for ai_socktype";
        }

        if (!_localHosts.Contains(host))
        {
            return IPAddress.TryParse(host, out _) ? "Failed to bind socket: Cannot assign requested address" : $"address resolution failed for {host}:{port}: Name or service not known";
        }

        bool anyFree = false;
        for (long candidate = first; candidate <= Math.Max(first, lastPort ?? first) && !anyFree; candidate++)
        {
            anyFree = !IsTaken(host, candidate);
        }

        return anyFree ? null : "Failed to bind socket: Address already in use";
    }

    /// <summary>Why nobody can listen at that path; null when one can: a socket that is there is replaced.</summary>
    public string? WhyNotPath(string path) =>
        path.Length > LongestPath ? $"UNIX socket path '{path}' is too long"
        : files.WhyNotWritable(path) is { } why ? $"Failed to bind socket to {path}: {why}"
        : null;

    private static long? PortOf(string port) =>
        port == "nbd" ? DefaultPort
        : long.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number & ushort.MaxValue
        : null;

    private bool IsTaken(string host, long port) => port != 0 && _taken.Any(t =>
    {
        int colon = t.LastIndexOf(':');
        string other = t[..Math.Max(colon, 0)];
        return t[(colon + 1)..] == port.ToString(CultureInfo.InvariantCulture) && (other == host || _anyHost.Contains(other) || _anyHost.Contains(host));
    });

    private void End(NbdExport export)
    {
        if (_exports.Remove(export))
        {
            events.Emit("BLOCK_EXPORT_DELETED", data => data.String("id", export.Device.Name));
        }
    }
}

/// <summary>A device that NBD clients see under its name.</summary>
internal sealed record NbdExport(BlockDevice Device, bool IsWritable);
