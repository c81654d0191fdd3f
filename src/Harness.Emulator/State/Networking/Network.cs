using Harness.Emulator.Events;

namespace Harness.Emulator.State.Networking;

/// <summary>
/// Both ends of the machine's network connections; section <c>network</c>: <c>{ "backends": [ { "id", "type" } ], "adapters": [ { "name",
/// "tells-filter", … } ], "guest": [ { "after": MILLISECONDS, "adapter": NAME, "promiscuous": BOOL } ] }</c>; <c>guest</c> is when the
/// guest changes what an adapter lets through. By default one adapter, <c>e1000.0</c>, of a model that cannot be asked for its filter.
/// </summary>
internal sealed class Network
{
    private readonly EventSender _events;
    private readonly List<NetworkBackend> _backends;

    public Network(MachineSection section, MachineEnvironment environment)
    {
        _events = environment.Events;
        Adapters = section.Has("adapters")
            ? [.. section.Objects("adapters").Select(a => new NetworkAdapter(a, a.RequiredString("name"), tellsFilter: true))]
            : [new NetworkAdapter(section.Object("default-adapter"), "e1000.0", tellsFilter: false)];
        _backends = [.. section.Objects("backends").Select(b => new NetworkBackend(b.RequiredString("id"), b.String("type", "user")))];
        foreach (MachineSection deed in section.Objects("guest"))
        {
            NetworkAdapter adapter = Adapter(deed.RequiredString("adapter")) ?? throw deed.Wrong("adapter", "an adapter");
            bool promiscuous = deed.Bool("promiscuous", false);
            environment.Scheduler.After(TimeSpan.FromMilliseconds(deed.Int("after", 0, 0, int.MaxValue)), () => ChangeFilter(adapter, promiscuous));
        }
    }

    public IReadOnlyList<NetworkAdapter> Adapters { get; }

    /// <summary>In the order in which they were added.</summary>
    public IReadOnlyList<NetworkBackend> Backends => _backends;

    public NetworkBackend? Backend(string id) => _backends.Find(b => b.Id == id);

    public NetworkAdapter? Adapter(string name) => Adapters.FirstOrDefault(a => a.Name == name);

    public void Add(NetworkBackend backend) => _backends.Add(backend);

    public void Remove(NetworkBackend backend) => _backends.Remove(backend);

    /// <summary>The guest changes which packets an adapter lets through.</summary>
    private void ChangeFilter(NetworkAdapter adapter, bool promiscuous)
    {
        if (adapter.Change(promiscuous))
        {
            _events.Emit("NIC_RX_FILTER_CHANGED", data =>
            {
                data.String("name", adapter.Name);
                data.String("path", adapter.Path);
            });
        }
    }
}
