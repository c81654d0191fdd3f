using System.Text.Json;

namespace Harness.Emulator.Dispatch;

/// <summary>
/// A request's arguments, or an object among them. They fit the loaded schema already; an accessor that finds another shape
/// (a schema of another version) refuses the command with the words of the argument check. Read all arguments before the
/// first effect. The elements live as long as the handler runs: <c>Clone()</c> what is kept.
/// </summary>
internal readonly struct Arguments(JsonElement json, string path = "")
{
    /// <summary>Undefined when the request had no arguments.</summary>
    public JsonElement Element { get; } = json;

    public bool Has(string name) => TryGet(name, out _);

    public string String(string name) => Text(Get(name), name);

    public string? OptionalString(string name) => TryGet(name, out JsonElement found) ? Text(found, name) : null;

    public bool Bool(string name) => Flag(Get(name), name);

    public bool Bool(string name, bool fallback) => TryGet(name, out JsonElement found) ? Flag(found, name) : fallback;

    public bool? OptionalBool(string name) => TryGet(name, out JsonElement found) ? Flag(found, name) : null;

    public long Int(string name) => Whole(Get(name), name);

    public long Int(string name, long fallback) => TryGet(name, out JsonElement found) ? Whole(found, name) : fallback;

    public long? OptionalInt(string name) => TryGet(name, out JsonElement found) ? Whole(found, name) : null;

    public ulong UInt(string name) => Natural(Get(name), name);

    public ulong? OptionalUInt(string name) => TryGet(name, out JsonElement found) ? Natural(found, name) : null;

    public double Number(string name) => Real(Get(name), name);

    public double? OptionalNumber(string name) => TryGet(name, out JsonElement found) ? Real(found, name) : null;

    public Arguments Object(string name) => Nested(Get(name), PathOf(name));

    public Arguments? OptionalObject(string name) => TryGet(name, out JsonElement found) ? Nested(found, PathOf(name)) : null;

    /// <summary>The objects of an array; none when it is absent.</summary>
    public IReadOnlyList<Arguments> Objects(string name)
    {
        string where = PathOf(name);
        return [.. Items(name).Select((item, index) => Nested(item, $"{where}[{index}]"))];
    }

    /// <summary>The strings of an array; none when it is absent.</summary>
    public IReadOnlyList<string> Strings(string name)
    {
        string where = PathOf(name);
        return [.. Items(name).Select((item, index) => item.ValueKind == JsonValueKind.String ? item.GetString()! : throw Wrong($"{where}[{index}]", "string"))];
    }

    /// <summary>Any value as it was sent.</summary>
    public JsonElement Json(string name) => Get(name);

    public bool TryGet(string name, out JsonElement found)
    {
        found = default;
        return Element.ValueKind == JsonValueKind.Object && Element.TryGetProperty(name, out found);
    }

    private static Arguments Nested(JsonElement found, string where) =>
        found.ValueKind == JsonValueKind.Object ? new Arguments(found, where) : throw Wrong(where, "object");

    private static RefusedException Wrong(string where, string wanted) => new(ArgumentErrors.WrongType(where, wanted));

    private JsonElement Get(string name) => TryGet(name, out JsonElement found) ? found : throw new RefusedException(ArgumentErrors.Missing(PathOf(name)));

    private JsonElement[] Items(string name)
    {
        if (!TryGet(name, out JsonElement found))
        {
            return [];
        }

        return found.ValueKind == JsonValueKind.Array ? [.. found.EnumerateArray()] : throw Wrong(PathOf(name), "array");
    }

    private string Text(JsonElement found, string name) => found.ValueKind == JsonValueKind.String ? found.GetString()! : throw Wrong(PathOf(name), "string");

    private bool Flag(JsonElement found, string name) => found.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong(PathOf(name), "boolean"),
    };

    private long Whole(JsonElement found, string name) =>
        found.ValueKind == JsonValueKind.Number && found.TryGetInt64(out long value) ? value : throw Wrong(PathOf(name), "integer");

    private ulong Natural(JsonElement found, string name) =>
        found.ValueKind == JsonValueKind.Number && found.TryGetUInt64(out ulong value) ? value : throw Wrong(PathOf(name), "integer");

    private double Real(JsonElement found, string name) =>
        found.ValueKind == JsonValueKind.Number ? found.GetDouble() : throw Wrong(PathOf(name), "number");

    private string PathOf(string name) => path.Length == 0 ? name : $"{path}.{name}";
}
