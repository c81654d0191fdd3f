using System.Text.Json;
using System.Text.Json.Nodes;

using Harness.Emulator.Clock;
using Harness.Emulator.Dispatch;
using Harness.Emulator.Events;

namespace Harness.Emulator.State.Qom;

/// <summary>
/// Devices that are plugged and unplugged; section <c>devices</c>: <c>{ "plugged": [ { "driver": TYPE, "id": ID, "properties": { … } } ],
/// "guest-unplugs": true }</c>. A guest that runs lets a device go after a moment; one that does not, at the next reset.
/// </summary>
internal sealed class Devices
{
    /// <summary>How long the guest takes to let a device go.</summary>
    private static readonly TimeSpan GuestTakes = TimeSpan.FromMilliseconds(10);

    /// <summary>Where modules are put that say nothing of it: behind all that a PC has below 4 GiB.</summary>
    private const long FirstModuleAddress = 1L << 32;

    private const int ModuleSlots = 256;

    private readonly Machine _machine;
    private readonly ObjectBuilder _builder;
    private readonly bool _guestUnplugs;
    private readonly List<QomObject> _leaving = [];
    private long _anonymous;

    public Devices(MachineSection section, Machine machine)
    {
        _machine = machine;
        _builder = new ObjectBuilder(machine.Qom);
        _guestUnplugs = section.Bool("guest-unplugs", true);
        foreach (MemoryModule module in machine.Memory.Modules.Where(m => m.Id is not null))
        {
            Import(module);
        }

        foreach (MachineSection device in section.Objects("plugged"))
        {
            Plug(device);
        }
    }

    private QomTree Tree => _machine.Qom;

    private Scheduler Scheduler => _machine.Scheduler;

    private EventSender Events => _machine.Events;

    public QomObject? Find(string id) => Tree.Peripheral.Child(id);

    public bool IsLeaving(QomObject device) => _leaving.Contains(device);

    /// <summary>Makes a device and plugs it. Nothing has happened where it is refused.</summary>
    /// <exception cref="RefusedException">It cannot be made, or there is no place for it.</exception>
    public void Plug(ObjectType type, string? id, QomObject? bus, IEnumerable<JsonProperty> properties, bool hotplugged)
    {
        QomObject device = _builder.Build(type, properties, textForAll: true, hotplugged);
        QomObject? place = bus ?? DefaultBus(type);
        if (hotplugged && place is not null && place.Type.Name == "ISA")
        {
            throw new RefusedException($"Bus '{place.Name}' does not support hotplugging");
        }

        if (type.Pci is { } identity)
        {
            PlugPci(device, identity, id);
        }
        else if (type.Name == "pc-dimm")
        {
            PlugModule(device, id);
        }

        if (place is not null)
        {
            device.Links["parent_bus"] = place;
        }

        _ = id is null ? Tree.Anonymous.Add($"device[{_anonymous++}]", device) : Tree.Peripheral.Add(id, device);
    }

    /// <summary>Asks the guest to let a device go.</summary>
    public void Unplug(QomObject device)
    {
        _leaving.Add(device);
        if (_guestUnplugs)
        {
            Scheduler.After(GuestTakes, () => GuestAnswers(device));
        }
    }

    /// <summary>At a reset every device goes whose removal was requested.</summary>
    public void Reset()
    {
        foreach (QomObject device in _leaving.ToArray())
        {
            Remove(device);
        }
    }

    /// <summary>A guest that was stopped sees at last what it was asked.</summary>
    public void Resume()
    {
        if (_guestUnplugs)
        {
            foreach (QomObject device in _leaving.ToArray())
            {
                Scheduler.After(GuestTakes, () => GuestAnswers(device));
            }
        }
    }

    private void GuestAnswers(QomObject device)
    {
        if (_machine.RunState.IsRunning && _leaving.Contains(device))
        {
            Remove(device);
        }
    }

    private void Remove(QomObject device)
    {
        string path = device.Path;
        string? id = device.Parent == Tree.Peripheral ? device.Name : null;
        _leaving.Remove(device);
        if (device.Type.Pci is not null)
        {
            (long slot, long function) = PciBus.Decode(device.Values["addr"].GetValue<long>());
            _machine.Pci.Remove(slot, function);
        }
        else if (id is not null && device.Type.Name == "pc-dimm")
        {
            _machine.Memory.RemoveModule(id);
        }

        device.Leave();
        Events.Emit("DEVICE_DELETED", data =>
        {
            data.OptionalString("device", id);
            data.String("path", path);
        });
    }

    private void Plug(MachineSection section)
    {
        string driver = section.RequiredString("driver");
        ObjectType? type = ObjectTypes.Find(driver);
        if (type is null || type.IsAbstract || !ObjectTypes.Is(type, "device"))
        {
            throw section.Wrong("driver", "a kind of device");
        }

        JsonElement properties = section.Json("properties");
        try
        {
            Plug(type, section.OptionalString("id"), null, properties.ValueKind == JsonValueKind.Object ? properties.EnumerateObject() : [], hotplugged: false);
        }
        catch (RefusedException refused)
        {
            throw section.Wrong("properties", $"what the device takes ({refused.Message})");
        }
    }

    private void Import(MemoryModule module)
    {
        QomObject device = new(ObjectTypes.Find("pc-dimm")!) { IsHotplugged = module.Hotplugged };
        device.Values["memdev"] = JsonValue.Create(module.Backend)!;
        device.Values["node"] = JsonValue.Create(module.Node);
        device.Values["addr"] = JsonValue.Create(module.Address);
        device.Values["slot"] = JsonValue.Create(module.Slot);
        if (Tree.Find(module.Backend, out _) is { } backend)
        {
            device.Links["memdev"] = backend;
        }

        Tree.Peripheral.Add(module.Id!, device);
    }

    private QomObject? DefaultBus(ObjectType type) => ObjectTypes.BusOf(type) switch
    {
        null => null,
        "PCI" => Tree.PciBus,
        "ISA" => Tree.IsaBus,
        { } bus => throw new RefusedException($"No '{bus}' bus found for device '{type.Name}'"),
    };

    private void PlugPci(QomObject device, PciIdentity identity, string? id)
    {
        long address = device.Values["addr"].GetValue<long>();
        long? wanted = address < 0 ? _machine.Pci.FreeSlot() * 8 : address;
        if (wanted is null)
        {
            throw new RefusedException($"PCI: no slot/function available for {device.Type.Name}, all in use or reserved");
        }

        (long slot, long function) = PciBus.Decode(wanted.Value);
        if (_machine.Pci.At(slot, function) is not null)
        {
            throw new RefusedException($"PCI: slot {slot} function {function} not available for {device.Type.Name}, in use");
        }

        if (function > 0 && _machine.Pci.At(slot, 0) is not null)
        {
            throw new RefusedException($"PCI: slot {slot} function 0 is already occupied, a new function cannot be shown to the guest");
        }

        if (function == 0 && !device.Values["multifunction"].GetValue<bool>() && _machine.Pci.HasFunctions(slot))
        {
            throw new RefusedException($"PCI: {slot:x}.0 indicates single function, but others of the slot are already populated");
        }

        device.Values["addr"] = JsonValue.Create(wanted.Value);
        _machine.Pci.Add(new PciDevice(0, slot, function, identity, null, id ?? ""));
    }

    private void PlugModule(QomObject device, string? id)
    {
        if (!device.Links.TryGetValue("memdev", out QomObject? backend))
        {
            throw new RefusedException("'memdev' property must be set");
        }

        if (Tree.IsUsed(backend))
        {
            throw new RefusedException($"can't use already busy memdev: {backend.Name}");
        }

        long size = backend.Values["size"].GetValue<long>();
        long slot = device.Values["slot"].GetValue<long>();
        long address = device.Values["addr"].GetValue<long>();
        IReadOnlyList<MemoryModule> modules = _machine.Memory.Modules;
        slot = slot >= 0 ? slot : Enumerable.Range(0, ModuleSlots).First(s => s == ModuleSlots - 1 || modules.All(m => m.Slot != s));
        address = address > 0 ? address : modules.Select(m => m.Address + m.Size).Append(FirstModuleAddress).Max();
        if (slot >= ModuleSlots || modules.Any(m => m.Slot == slot))
        {
            throw new RefusedException($"slot {slot} is busy");
        }

        if (modules.Any(m => address < m.Address + m.Size && m.Address < address + size))
        {
            throw new RefusedException($"address range [0x{address:x}:0x{address + size:x}] conflicts with memory that is there");
        }

        device.Values["slot"] = JsonValue.Create(slot);
        device.Values["addr"] = JsonValue.Create(address);
        _machine.Memory.Add(new MemoryModule(id, address, size, slot, device.Values["node"].GetValue<long>(), backend.Path, device.IsHotplugged, true));
    }
}
