using System.Text.Json;

using Harness.Emulator.Dispatch;
using Harness.Emulator.State;
using Harness.Emulator.State.Qom;
using Harness.Session;

namespace Harness.Emulator.Commands;

/// <summary>Devices that come and go.</summary>
internal sealed class DeviceCommands(Machine machine)
{
    private static readonly string[] NoProperties = ["driver", "bus", "id"];

    [QmpCommand("device_add")]
    private Reply Add(Arguments arguments)
    {
        string driver = arguments.String("driver");
        string? bus = arguments.OptionalString("bus");
        string? id = arguments.OptionalString("id");
        if (id is not null && !Identifiers.IsWellFormed(id))
        {
            return Reply.Error("Parameter 'id' expects an identifier");
        }

        if (ObjectTypes.Find(driver) is not { } type || !ObjectTypes.Is(type, "device"))
        {
            return Reply.Error($"'{driver}' is not a valid device model name");
        }

        if (type.IsAbstract || !IsForUsers(type))
        {
            return Reply.Error("Parameter 'driver' expects a non-abstract device type");
        }

        if (WhyNotOn(bus, type, out QomObject? place) is { } why)
        {
            return Reply.Error(why);
        }

        if (id is not null && machine.Devices.Find(id) is not null)
        {
            return Reply.Error($"Duplicate device ID '{id}'");
        }

        machine.Devices.Plug(type, id, place, arguments.Element.EnumerateObject().Where(p => !NoProperties.Contains(p.Name)), hotplugged: true);
        return Reply.Empty;
    }

    /// <summary>The ID may be a path as well, which QEMU takes since 2.4.</summary>
    [QmpCommand("device_del")]
    private Reply Delete(Arguments arguments)
    {
        string id = arguments.String("id");
        QomObject? device = id.StartsWith('/') ? machine.Qom.Find(id, out _) : machine.Devices.Find(id);
        if (device is null)
        {
            return Reply.Error(ErrorClass.DeviceNotFound, $"Device '{id}' not found");
        }

        bool canLeave = device.Parent == machine.Qom.Peripheral || device.Parent == machine.Qom.Anonymous;
        string? why = !canLeave ? $"{id} is not a hotpluggable device"
            : ObjectTypes.BusOf(device.Type) == "ISA" ? $"Device '{device.Name}' does not support hotplugging"
            : machine.Devices.IsLeaving(device) ? $"Device {device.Name} is already in the process of unplug"
            : null;
        if (why is not null)
        {
            return Reply.Error(why);
        }

        machine.Devices.Unplug(device);
        return Reply.Empty;
    }

    [QmpCommand("device-list-properties")]
    private static Reply ListProperties(Arguments arguments)
    {
        string name = arguments.String("typename");
        if (ObjectTypes.Find(name) is not { } type)
        {
            return Reply.Error(ErrorClass.DeviceNotFound, $"Device '{name}' not found");
        }

        if (type.IsAbstract || !ObjectTypes.Is(type, "device"))
        {
            return Reply.Error("Parameter 'typename' expects a non-abstract device type");
        }

        return Reply.Array(data =>
        {
            foreach (ObjectProperty property in ObjectTypes.PropertiesOf(type))
            {
                data.BeginObject();
                data.String("name", property.Name);
                data.String("type", property.Type);
                data.OptionalString("description", property.Description);
                data.EndObject();
            }
        });
    }

    private static bool IsForUsers(ObjectType type) => !ObjectTypes.Is(type, "sys-bus-device");

    /// <summary>A bus is named by its own name, or by the path to it.</summary>
    private string? WhyNotOn(string? bus, ObjectType type, out QomObject? place)
    {
        place = null;
        if (bus is null)
        {
            return null;
        }

        place = machine.Qom.Root.Walk().FirstOrDefault(o => ObjectTypes.Is(o.Type, "bus") && (o.Name == bus || o.Path == bus));
        return place is null ? $"Bus '{bus}' not found"
            : ObjectTypes.BusOf(type) != place.Type.Name ? $"Device '{type.Name}' can't go on {place.Type.Name} bus"
            : null;
    }
}
