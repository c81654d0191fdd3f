using System.Runtime.CompilerServices;

namespace Harness.Emulator.State;

/// <summary>
/// File descriptors that clients gave names, and those that came with bytes and have no place. Section <c>descriptors</c>: names of
/// those that are there from the start, for all connections; the others belong to the connection that gave them.
/// </summary>
internal sealed class NamedDescriptors(IEnumerable<string> names)
{
    private readonly Dictionary<string, HostDescriptor> _initial = names.Distinct().ToDictionary(n => n, _ => new HostDescriptor(-1), StringComparer.Ordinal);
    private readonly ConditionalWeakTable<MonitorSession, Owned> _owned = [];

    /// <summary>Those that something in the machine holds open, and have no name any more.</summary>
    private readonly List<HostDescriptor> _used = [];

    /// <summary>Descriptors came with bytes of that connection. Those that came before and were not taken are closed.</summary>
    public void Pass(MonitorSession monitor, IEnumerable<HostDescriptor> passed)
    {
        Owned owned = _owned.GetOrCreateValue(monitor);
        CloseAll(owned.Passed);
        owned.Passed = [.. passed];
    }

    /// <summary>The first descriptor that came last; others that came with it are closed. Null where none came.</summary>
    public HostDescriptor? TakePassed(MonitorSession monitor)
    {
        if (!_owned.TryGetValue(monitor, out Owned? owned) || owned.Passed is not [HostDescriptor first, ..])
        {
            return null;
        }

        CloseAll(owned.Passed[1..]);
        owned.Passed = [];
        return first;
    }

    public bool Has(MonitorSession monitor, string name) => Find(monitor, name) is not null;

    /// <summary>Names a descriptor; one that has the name already is closed.</summary>
    public void Name(MonitorSession monitor, string name, HostDescriptor descriptor)
    {
        Dictionary<string, HostDescriptor> named = _owned.GetOrCreateValue(monitor).Named;
        named.GetValueOrDefault(name)?.Close?.Invoke();
        named[name] = descriptor;
    }

    /// <summary>Closes a descriptor, whose name is free then. False where none has it.</summary>
    public bool Close(MonitorSession monitor, string name)
    {
        if (Find(monitor, name) is not { } place)
        {
            return false;
        }

        place.Remove(name, out HostDescriptor? descriptor);
        descriptor!.Close?.Invoke();
        return true;
    }

    /// <summary>Something in the machine takes a descriptor over, which stays open as long as the machine is there; its name is free.</summary>
    public void Use(MonitorSession monitor, string name)
    {
        if (Find(monitor, name) is { } place && place.Remove(name, out HostDescriptor? descriptor))
        {
            _used.Add(descriptor);
        }
    }

    /// <summary>The machine is over.</summary>
    public void CloseUsed()
    {
        CloseAll(_used);
        _used.Clear();
    }

    /// <summary>The connection is over: closes what belongs to it.</summary>
    public void Forget(MonitorSession monitor)
    {
        if (_owned.TryGetValue(monitor, out Owned? owned))
        {
            CloseAll([.. owned.Passed, .. owned.Named.Values]);
            _owned.Remove(monitor);
        }
    }

    private static void CloseAll(IEnumerable<HostDescriptor> descriptors)
    {
        foreach (HostDescriptor descriptor in descriptors)
        {
            descriptor.Close?.Invoke();
        }
    }

    /// <summary>Where a name is known to a connection: its own come first.</summary>
    private Dictionary<string, HostDescriptor>? Find(MonitorSession monitor, string name) =>
        _owned.TryGetValue(monitor, out Owned? owned) && owned.Named.ContainsKey(name) ? owned.Named
        : _initial.ContainsKey(name) ? _initial
        : null;

    /// <summary>What one connection gave.</summary>
    private sealed class Owned
    {
        public HostDescriptor[] Passed { get; set; } = [];

        public Dictionary<string, HostDescriptor> Named { get; } = new(StringComparer.Ordinal);
    }
}
