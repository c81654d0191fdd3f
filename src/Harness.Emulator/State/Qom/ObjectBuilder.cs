using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

using Harness.Emulator.Dispatch;
using Harness.Session;

namespace Harness.Emulator.State.Qom;

/// <summary>Makes objects from the properties that a client gives. Refuses, in QEMU's words, before anything is in the tree.</summary>
internal sealed class ObjectBuilder(QomTree tree)
{
    /// <param name="textForAll">Text may stand for values of any type, as <c>device_add</c> has it.</param>
    /// <exception cref="RefusedException">The class has no such property, or the value does not suit it.</exception>
    public QomObject Build(ObjectType type, IEnumerable<JsonProperty> given, bool textForAll, bool hotplugged)
    {
        QomObject made = new(type) { IsHotplugged = hotplugged };
        foreach (ObjectProperty property in ObjectTypes.PropertiesOf(type))
        {
            made.Values[property.Name] = property.Initial;
        }

        foreach (JsonProperty member in given)
        {
            ObjectProperty property = ObjectTypes.PropertiesOf(type).LastOrDefault(p => p.Name == member.Name)
                ?? throw new RefusedException($"Property '{type.Name}.{member.Name}' not found");
            Set(made, property, member.Value, textForAll);
        }

        return made;
    }

    /// <summary>Gives one property a value.</summary>
    /// <exception cref="RefusedException">It does not suit.</exception>
    public void Set(QomObject target, ObjectProperty property, JsonElement json, bool textForAll)
    {
        JsonNode? value = property.Name == "addr" && property.Type == "int32" ? ReadAddress(json)
            : property.Name == "host-nodes" ? ReadNodes(json)
            : property.Name == "mac" ? ReadHardwareAddress(json)
            : property.Read(json, textForAll);
        if (value is null)
        {
            throw new RefusedException(WhyNot(target.Type, property, json, textForAll));
        }

        if (property.IsLink)
        {
            target.Links[property.Name] = Linked(property, value.GetValue<string>());
        }

        target.Values[property.Name] = value;
    }

    private static string WhyNot(ObjectType type, ObjectProperty property, JsonElement json, bool textForAll) =>
        textForAll ? $"Property '{type.Name}.{property.Name}' doesn't take value '{json}'"
        : property.Values is not null && json.ValueKind == JsonValueKind.String ? $"Parameter '{property.Name}' does not accept value '{json}'"
        : ArgumentErrors.WrongType(property.Name, property.Wanted);

    private static JsonValue? ReadAddress(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => PciBus.Parse(json.GetString()!) is { } place ? JsonValue.Create(PciBus.Encode(place.Slot, place.Function)) : null,
        JsonValueKind.Number when json.TryGetInt64(out long number) && number is >= -1 and < 256 => JsonValue.Create(number),
        _ => null,
    };

    private static JsonValue? ReadHardwareAddress(JsonElement json) =>
        json.ValueKind == JsonValueKind.String && json.GetString()!.Split(':', '-') is { Length: 6 } parts
        && parts.All(p => p.Length == 2 && byte.TryParse(p, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _))
            ? JsonValue.Create(string.Join(':', parts).ToLowerInvariant())
            : null;

    private static JsonNode? ReadNodes(JsonElement json) =>
        json.ValueKind == JsonValueKind.Array && json.EnumerateArray().All(n => n.ValueKind == JsonValueKind.Number && n.TryGetUInt16(out _)) ? JsonNode.Parse(json.GetRawText()) : null;

    private QomObject Linked(ObjectProperty property, string name)
    {
        QomObject found = tree.FindLinked(name) ?? throw new RefusedException($"Device '{name}' not found", ErrorClass.DeviceNotFound);
        return ObjectTypes.Is(found.Type, property.LinkedType) ? found : throw new RefusedException(ArgumentErrors.WrongType(property.Name, property.LinkedType));
    }
}
