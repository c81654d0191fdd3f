using System.Text.Json;
using System.Text.Json.Nodes;

using Harness.Emulator.Dispatch;
using Harness.Emulator.State;
using Harness.Emulator.State.Qom;
using Harness.Session;

namespace Harness.Emulator.Commands;

/// <summary>The tree of objects and the classes that there are.</summary>
internal sealed class QomCommands(Machine machine)
{
    private readonly ObjectBuilder _builder = new(machine.Qom);

    [QmpCommand("qom-list")]
    private Reply List(Arguments arguments)
    {
        QomObject target = Find(arguments.String("path"), saysAmbiguous: true);
        return Reply.Array(data =>
        {
            foreach ((string name, string type) in PropertiesOf(target))
            {
                data.BeginObject();
                data.String("name", name);
                data.String("type", type);
                data.EndObject();
            }
        });
    }

    [QmpCommand("qom-get")]
    private Reply Get(Arguments arguments)
    {
        string path = arguments.String("path");
        string property = arguments.String("property");
        QomObject target = Find(path);
        JsonNode? value = target.Follow(property) is { } linked ? JsonValue.Create(linked.Path)
            : property == "type" ? JsonValue.Create(target.Type.Name)
            : target.IsDevice && property == "realized" ? JsonValue.Create(true)
            : target.IsDevice && property == "hotplugged" ? JsonValue.Create(target.IsHotplugged)
            : target.IsDevice && property == "hotpluggable" ? JsonValue.Create(ObjectTypes.BusOf(target.Type) != "ISA")
            : target.Values.GetValueOrDefault(property);
        return value is null ? NotFound(target, property) : Reply.Json(value.ToJsonString());
    }

    [QmpCommand("qom-set")]
    private Reply Set(Arguments arguments)
    {
        string path = arguments.String("path");
        string name = arguments.String("property");
        JsonElement value = arguments.Json("value");
        QomObject target = Find(path);
        if (PropertiesOf(target).All(p => p.Name != name))
        {
            return NotFound(target, name);
        }

        if (ObjectTypes.PropertiesOf(target.Type).LastOrDefault(p => p.Name == name) is not { } property)
        {
            return Reply.Error($"Property '{target.Type.Name}.{name}' is not writable");
        }

        if (!property.IsWritable)
        {
            return Reply.Error(target.IsDevice
                ? $"Attempt to set property '{name}' on device '{target.Name}' (type '{target.Type.Name}') after it was realized"
                : $"cannot change property {name} of {target.Type.Name}");
        }

        _builder.Set(target, property, value, textForAll: false);
        machine.Objects.Changed(target);
        return Reply.Empty;
    }

    [QmpCommand("qom-list-types")]
    private static Reply ListTypes(Arguments arguments)
    {
        string? implements = arguments.OptionalString("implements");
        bool withAbstract = arguments.Bool("abstract", false);
        return Reply.Array(data =>
        {
            foreach (ObjectType type in ObjectTypes.All.Where(t => (withAbstract || !t.IsAbstract) && (implements is null || ObjectTypes.Is(t, implements))))
            {
                data.BeginObject();
                data.String("name", type.Name);
                data.EndObject();
            }
        });
    }

    private static IEnumerable<(string Name, string Type)> PropertiesOf(QomObject target)
    {
        yield return ("type", "string");
        if (target.IsDevice)
        {
            yield return ("parent_bus", "link<bus>");
            yield return ("realized", "bool");
            yield return ("hotplugged", "bool");
            yield return ("hotpluggable", "bool");
        }

        foreach (ObjectProperty property in ObjectTypes.PropertiesOf(target.Type))
        {
            yield return (property.Name, property.Type);
        }

        foreach (QomObject child in target.Children)
        {
            yield return (child.Name, $"child<{child.Type.Name}>");
        }
    }

    private static Reply NotFound(QomObject target, string property) => property == "parent_bus" && target.IsDevice
        ? Reply.Json("\"\"")
        : Reply.Error($"Property '{target.Type.Name}.{property}' not found");

    /// <param name="saysAmbiguous">Whether a path that fits in several places is told from one that fits in none.</param>
    private QomObject Find(string path, bool saysAmbiguous = false)
    {
        QomObject? found = machine.Qom.Find(path, out bool ambiguous);
        return found ?? throw (ambiguous && saysAmbiguous
            ? new RefusedException($"Path '{path}' is ambiguous")
            : new RefusedException($"Device '{path}' not found", ErrorClass.DeviceNotFound));
    }
}
