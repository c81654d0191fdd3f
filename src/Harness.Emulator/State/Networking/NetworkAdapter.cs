using Harness.Emulator.Output;

namespace Harness.Emulator.State.Networking;

/// <summary>The guest's end of a network connection.</summary>
internal sealed class NetworkAdapter
{
    private static readonly string[] States = ["normal", "none", "all"];

    private readonly string _multicast;
    private readonly string _unicast;
    private readonly string _vlan;
    private readonly bool _broadcast;
    private readonly IReadOnlyList<long> _vlans;
    private readonly IReadOnlyList<string> _unicastTable;
    private readonly IReadOnlyList<string> _multicastTable;

    public NetworkAdapter(MachineSection section, string name, bool tellsFilter)
    {
        Name = name;
        Path = section.String("path", $"/machine/peripheral/{Name}/virtio-backend");
        TellsFilter = section.Bool("tells-filter", tellsFilter);
        IsUp = section.Bool("up", true);
        IsPromiscuous = section.Bool("promiscuous", true);
        _multicast = States[section.OneOf("multicast", 0, States)];
        _unicast = States[section.OneOf("unicast", 0, States)];
        _vlan = States[section.OneOf("vlan", 2, States)];
        _broadcast = section.Bool("broadcast-allowed", false);
        Mac = section.String("main-mac", "52:54:00:12:34:56");
        _vlans = section.Ints("vlan-table");
        _unicastTable = section.Strings("unicast-table");
        _multicastTable = section.Strings("multicast-table");
    }

    public string Name { get; }

    /// <summary>Where it is in the QOM tree.</summary>
    public string Path { get; }

    public string Mac { get; }

    /// <summary>Its model can be asked for its filter.</summary>
    public bool TellsFilter { get; }

    /// <summary>The cable is plugged in.</summary>
    public bool IsUp { get; set; }

    public bool IsPromiscuous { get; private set; }

    /// <summary>The next change of the filter is told: at first, and again once the filter was asked for.</summary>
    public bool TellsNextChange { get; set; } = true;

    /// <summary>The guest changes its filter.</summary>
    /// <returns>True where it is to be told: once, until the filter is asked for.</returns>
    public bool Change(bool promiscuous)
    {
        IsPromiscuous = promiscuous;
        bool tell = TellsNextChange;
        TellsNextChange = false;
        return tell;
    }

    /// <summary>Writes the members of QAPI <c>RxFilterInfo</c>. Its tables never overflow.</summary>
    public void Write(DataWriter data)
    {
        data.Bool("promiscuous", IsPromiscuous);
        data.String("name", Name);
        data.String("main-mac", Mac);
        data.String("unicast", _unicast);
        data.String("vlan", _vlan);
        data.BeginArray("vlan-table");
        foreach (long vlan in _vlans)
        {
            data.Int(vlan);
        }

        data.EndArray();
        WriteTable(data, "unicast-table", _unicastTable);
        data.String("multicast", _multicast);
        data.Bool("multicast-overflow", false);
        data.Bool("unicast-overflow", false);
        WriteTable(data, "multicast-table", _multicastTable);
        data.Bool("broadcast-allowed", _broadcast);
    }

    private static void WriteTable(DataWriter data, string member, IReadOnlyList<string> addresses)
    {
        data.BeginArray(member);
        foreach (string address in addresses)
        {
            data.String(address);
        }

        data.EndArray();
    }
}
