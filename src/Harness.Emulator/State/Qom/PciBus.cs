using System.Globalization;

using Harness.Emulator.Output;

namespace Harness.Emulator.State.Qom;

/// <summary>
/// The PCI bus; section <c>pci</c>: <c>{ "devices": [ … ] }</c> with the members of <c>query-pci</c>, among them <c>bridge</c> with the
/// buses and devices behind one. Without it the bus has the devices of a PC. What is plugged comes beside them.
/// </summary>
internal sealed class PciBus
{
    private const int Slots = 32;
    private const int Functions = 8;

    private readonly List<PciDevice> _devices;

    public PciBus(MachineSection section) => _devices = section.Has("devices") ? [.. section.Objects("devices").Select(d => PciDevice.Read(d, 0))] : [.. PciDevice.OfBoard];

    /// <summary>By slot and function.</summary>
    public IEnumerable<PciDevice> Devices => _devices.OrderBy(d => d.Slot).ThenBy(d => d.Function);

    /// <summary>The first slot that is free; null for none.</summary>
    public long? FreeSlot() => Enumerable.Range(0, Slots).Where(s => _devices.TrueForAll(d => d.Slot != s)).Select(s => (long?)s).FirstOrDefault();

    public PciDevice? At(long slot, long function) => _devices.Find(d => d.Slot == slot && d.Function == function);

    /// <summary>Whether any function of the slot is taken.</summary>
    public bool HasFunctions(long slot) => _devices.Exists(d => d.Slot == slot);

    public void Add(PciDevice device) => _devices.Add(device);

    public void Remove(long slot, long function) => _devices.RemoveAll(d => d.Slot == slot && d.Function == function);

    /// <summary>Reads <c>SLOT</c> or <c>SLOT.FUNCTION</c>, both in hexadecimal, as <c>addr</c> has it; null where it is neither.</summary>
    public static (long Slot, long Function)? Parse(string text)
    {
        string[] parts = text.Split('.');
        return parts.Length is 1 or 2
            && long.TryParse(parts[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long slot) && slot is >= 0 and < Slots
            && long.TryParse(parts.ElementAtOrDefault(1) ?? "0", NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long function) && function is >= 0 and < Functions
            ? (slot, function)
            : null;
    }

    /// <summary>The integer that <c>addr</c> reads as.</summary>
    public static long Encode(long slot, long function) => (slot * Functions) + function;

    public static (long Slot, long Function) Decode(long address) => (address / Functions, address % Functions);
}

/// <summary>A device as <c>query-pci</c> shows it.</summary>
/// <param name="Irq">Null where none is assigned.</param>
/// <param name="Id">Empty for none.</param>
internal sealed record PciDevice(long Bus, long Slot, long Function, PciIdentity Identity, long? Irq, string Id)
{
    /// <summary>Null for what is no bridge.</summary>
    public PciBridge? Bridge { get; init; }

    /// <summary>Host bridge, ISA bridge, IDE controller and power management of a PC.</summary>
    public static IReadOnlyList<PciDevice> OfBoard { get; } =
    [
        new(0, 0, 0, new PciIdentity(1536, "Host bridge", 0x8086, 0x1237, []), null, ""),
        new(0, 1, 0, new PciIdentity(1537, "ISA bridge", 0x8086, 0x7000, []), null, ""),
        new(0, 1, 1, new PciIdentity(257, "IDE controller", 0x8086, 0x7010, [new PciRegion(4, 16, 49152, null, null)]), null, ""),
        new(0, 1, 3, new PciIdentity(1664, "Bridge", 0x8086, 0x7113, []), 9, ""),
    ];

    public static PciDevice Read(MachineSection section, long bus) => new(
        bus,
        section.Int("slot", 0, 0, 31),
        section.Int("function", 0, 0, 7),
        new PciIdentity(
            section.Int("class", 0, 0, 0xffff),
            section.OptionalString("desc"),
            section.Int("vendor", 0, 0, 0xffff),
            section.Int("device", 0, 0, 0xffff),
            [.. section.Objects("regions").Select(ReadRegion)]),
        section.Has("irq") ? section.Int("irq", 0, 0, 255) : null,
        section.String("id", ""))
    {
        Bridge = section.OptionalObject("bridge") is { } bridge ? PciBridge.Read(bridge, bus) : null,
    };

    /// <summary>Writes the members of QAPI <c>PciDeviceInfo</c>.</summary>
    public void Write(DataWriter data)
    {
        data.Int("bus", Bus);
        data.Int("slot", Slot);
        data.Int("function", Function);
        data.BeginObject("class_info");
        data.OptionalString("desc", Identity.Description);
        data.Int("class", Identity.Class);
        data.EndObject();
        data.BeginObject("id");
        data.Int("device", Identity.Device);
        data.Int("vendor", Identity.Vendor);
        data.EndObject();
        data.OptionalInt("irq", Irq);
        data.String("qdev_id", Id);
        Bridge?.Write(data);
        data.BeginArray("regions");
        foreach (PciRegion region in Identity.Regions)
        {
            Write(data, region);
        }

        data.EndArray();
    }

    private static PciRegion ReadRegion(MachineSection section)
    {
        bool memory = section.OneOf("type", 0, ["memory", "io"]) == 0;
        return new PciRegion(
            section.Int("bar", 0, 0, 6),
            section.Int("size", 0, 1),
            section.Int("address", -1, -1),
            memory ? section.Bool("prefetch", false) : null,
            memory ? section.Bool("mem_type_64", false) : null);
    }

    private static void Write(DataWriter data, PciRegion region)
    {
        data.BeginObject();
        data.Int("bar", region.Bar);
        data.String("type", region.Prefetch is null ? "io" : "memory");
        data.Int("address", region.Address);
        data.Int("size", region.Size);
        data.OptionalBool("prefetch", region.Prefetch);
        data.OptionalBool("mem_type_64", region.Is64Bit);
        data.EndObject();
    }
}

/// <summary>What a bridge joins: <c>{ "secondary": N, "subordinate": N, "io_range": { "base": N, "limit": N }, …, "devices": [ … ] }</c>.</summary>
internal sealed record PciBridge(long Bus, long Secondary, long Subordinate, IReadOnlyList<(string Name, long Base, long Limit)> Ranges, IReadOnlyList<PciDevice> Devices)
{
    private static readonly string[] RangeNames = ["io_range", "memory_range", "prefetchable_range"];

    public static PciBridge Read(MachineSection section, long bus)
    {
        long secondary = section.Int("secondary", bus + 1, bus + 1, 255);
        return new PciBridge(
            bus,
            secondary,
            section.Int("subordinate", secondary, secondary, 255),
            [.. RangeNames.Select(name => ReadRange(name, section.Object(name)))],
            [.. section.Objects("devices").Select(d => PciDevice.Read(d, secondary))]);
    }

    private static (string Name, long Base, long Limit) ReadRange(string name, MachineSection range) => (name, range.Int("base", 0, 0), range.Int("limit", 0, 0));

    /// <summary>Writes the member <c>pci_bridge</c>, QAPI <c>PciBridgeInfo</c>.</summary>
    public void Write(DataWriter data)
    {
        data.BeginObject("pci_bridge");
        data.BeginObject("bus");
        data.Int("number", Bus);
        data.Int("secondary", Secondary);
        data.Int("subordinate", Subordinate);
        foreach ((string name, long first, long last) in Ranges)
        {
            data.BeginObject(name);
            data.Int("base", first);
            data.Int("limit", last);
            data.EndObject();
        }

        data.EndObject();
        if (Devices.Count > 0)
        {
            data.BeginArray("devices");
            foreach (PciDevice device in Devices)
            {
                data.BeginObject();
                device.Write(data);
                data.EndObject();
            }

            data.EndArray();
        }

        data.EndObject();
    }
}
