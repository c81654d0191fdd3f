using System.Text.Json;

using Harness.Emulator.Dispatch;
using Harness.Emulator.State;
using Harness.Emulator.State.Qom;

namespace Harness.Emulator.Commands;

/// <summary>Objects that clients make.</summary>
internal sealed class ObjectCommands(Machine machine)
{
    [QmpCommand("object-add")]
    private Reply Add(Arguments arguments)
    {
        string name = arguments.String("qom-type");
        string id = arguments.String("id");
        JsonElement properties = arguments.TryGet("props", out JsonElement given) ? given : default;
        if (properties.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Object))
        {
            return Reply.Error("Parameter 'props' expects an object");
        }

        ObjectType? type = ObjectTypes.Find(name);
        string? why = type is null ? $"invalid object type: {name}"
            : !ObjectTypes.Is(type, "user-creatable") ? $"object type '{name}' isn't supported by object-add"
            : type.IsAbstract ? $"object type '{name}' is abstract"
            : !Identifiers.IsWellFormed(id) ? "Parameter 'id' expects an identifier"
            : machine.Objects.Find(id) is not null ? $"attempt to add duplicate property '{id}' to object (type 'container')"
            : null;
        if (why is not null)
        {
            return Reply.Error(why);
        }

        machine.Objects.Add(type!, id, properties.ValueKind == JsonValueKind.Object ? properties.EnumerateObject() : []);
        return Reply.Empty;
    }

    [QmpCommand("object-del")]
    private Reply Delete(Arguments arguments)
    {
        string id = arguments.String("id");
        if (machine.Objects.Find(id) is not { } target)
        {
            return Reply.Error($"object '{id}' not found");
        }

        if (machine.Qom.IsUsed(target))
        {
            return Reply.Error($"object '{id}' is in use, can not be deleted");
        }

        machine.Objects.Remove(target);
        return Reply.Empty;
    }
}
