using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Harness.Emulator.State.Qom;

/// <summary>A property that every object of a class has.</summary>
/// <param name="Type">As <c>qom-list</c> names it; <c>link&lt;TYPE&gt;</c> takes the ID or the path of an object.</param>
/// <param name="Default">JSON; null for a property without a value, as which it reads as an empty string.</param>
/// <param name="IsWritable">Whether it may change once the object is complete.</param>
internal sealed record ObjectProperty(string Name, string Type, string? Default = null, string? Description = null, bool IsWritable = false)
{
    /// <summary>The values of an enumeration; null for any other type.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    public bool IsLink => Type.StartsWith("link<", StringComparison.Ordinal);

    /// <summary>The class that a link leads to.</summary>
    public string LinkedType => Type["link<".Length..^1];

    public JsonNode Initial => Default is null ? JsonValue.Create("")! : JsonNode.Parse(Default)!;

    /// <summary>The value that JSON stands for; null where it suits not. <c>device_add</c> takes text for any type.</summary>
    public JsonNode? Read(JsonElement json, bool textForAll) => Type switch
    {
        "bool" => ReadBool(json, textForAll),
        "str" or "string" => json.ValueKind == JsonValueKind.String ? JsonValue.Create(json.GetString()) : textForAll && json.ValueKind == JsonValueKind.Number ? JsonValue.Create(json.GetRawText()) : null,
        _ when Values is not null => json.ValueKind == JsonValueKind.String && Values.Contains(json.GetString()!) ? JsonValue.Create(json.GetString()) : null,
        _ when IsLink => json.ValueKind == JsonValueKind.String ? JsonValue.Create(json.GetString()) : null,
        _ => ReadInteger(json, textForAll),
    };

    /// <summary>What a value of another JSON type is told.</summary>
    public string Wanted => Type == "bool" ? "boolean" : Type is "str" or "string" || IsLink || Values is not null ? "string" : "integer";

    private static JsonValue? ReadBool(JsonElement json, bool textForAll) => json.ValueKind switch
    {
        JsonValueKind.True => JsonValue.Create(true),
        JsonValueKind.False => JsonValue.Create(false),
        JsonValueKind.String when textForAll => json.GetString() switch
        {
            "on" or "yes" or "true" => JsonValue.Create(true),
            "off" or "no" or "false" => JsonValue.Create(false),
            _ => null,
        },
        _ => null,
    };

    private JsonNode? ReadInteger(JsonElement json, bool textForAll)
    {
        string text = json.ValueKind == JsonValueKind.Number ? json.GetRawText() : textForAll && json.ValueKind == JsonValueKind.String ? json.GetString()! : "";
        return Int128.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out Int128 value) && value >= Least && value <= Greatest
            ? JsonNode.Parse(value.ToString(CultureInfo.InvariantCulture))
            : null;
    }

    private Int128 Least => Type switch
    {
        "int8" => sbyte.MinValue,
        "int16" => short.MinValue,
        "int32" => int.MinValue,
        "int" or "int64" => long.MinValue,
        _ => 0,
    };

    private Int128 Greatest => Type switch
    {
        "int8" => sbyte.MaxValue,
        "uint8" => byte.MaxValue,
        "int16" => short.MaxValue,
        "uint16" => ushort.MaxValue,
        "int32" => int.MaxValue,
        "uint32" => uint.MaxValue,
        "int" or "int64" => long.MaxValue,
        _ => ulong.MaxValue,
    };
}
