using System.Globalization;
using System.Text.Json;

namespace Harness.Emulator.State;

/// <summary>
/// An object of a machine file, read member by member; absent members have the fallback that the reader names.
/// <see cref="End"/> refuses what nobody read, so that a misspelt member is an error and not a default.
/// </summary>
internal sealed class MachineSection(string file, string place, JsonElement json)
{
    private readonly Dictionary<string, object?> _read = new(StringComparer.Ordinal);

    public bool Has(string member) => TryRead(member, out _);

    public string String(string member, string fallback) => OptionalString(member) ?? fallback;

    public string? OptionalString(string member) =>
        !TryRead(member, out JsonElement found) ? null : found.ValueKind == JsonValueKind.String ? found.GetString() : throw Wrong(member, "a string");

    public string RequiredString(string member) => OptionalString(member) ?? throw Wrong(member, "a string");

    public bool Bool(string member, bool fallback) => !TryRead(member, out JsonElement found) ? fallback : found.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong(member, "true or false"),
    };

    public long Int(string member, long fallback, long minimum = long.MinValue, long maximum = long.MaxValue)
    {
        if (!TryRead(member, out JsonElement found))
        {
            return fallback;
        }

        return found.ValueKind == JsonValueKind.Number && found.TryGetInt64(out long value) && value >= minimum && value <= maximum
            ? value
            : throw Wrong(member, $"an integer from {minimum} to {maximum}");
    }

    public double Number(string member, double fallback) =>
        !TryRead(member, out JsonElement found) ? fallback : found.ValueKind == JsonValueKind.Number ? found.GetDouble() : throw Wrong(member, "a number");

    /// <summary>Index of the string among those that are allowed.</summary>
    public int OneOf(string member, int fallback, IReadOnlyList<string> allowed)
    {
        string value = String(member, allowed[fallback]);
        for (int i = 0; i < allowed.Count; i++)
        {
            if (allowed[i] == value)
            {
                return i;
            }
        }

        throw Wrong(member, $"one of {string.Join(", ", allowed)}");
    }

    public IReadOnlyList<string> Strings(string member) =>
        [.. Items(member).Select((item, index) => item.ValueKind == JsonValueKind.String ? item.GetString()! : throw Wrong($"{member}[{index}]", "a string"))];

    /// <summary>The integers of an array; none when it is absent.</summary>
    public IReadOnlyList<long> Ints(string member) =>
        [.. Items(member).Select((item, index) => item.ValueKind == JsonValueKind.Number && item.TryGetInt64(out long value) ? value : throw Wrong($"{member}[{index}]", "an integer"))];

    /// <summary>An object inside this one; an empty one when it is absent.</summary>
    public MachineSection Object(string member) => OptionalObject(member) ?? Child(member, default);

    public MachineSection? OptionalObject(string member) =>
        !TryRead(member, out JsonElement found) ? null : found.ValueKind == JsonValueKind.Object ? Child(member, found) : throw Wrong(member, "an object");

    /// <summary>The objects of an array; none when it is absent.</summary>
    public IReadOnlyList<MachineSection> Objects(string member) =>
        [.. Items(member).Select((item, index) => item.ValueKind == JsonValueKind.Object
            ? Child($"{member}[{index}]", item)
            : throw Wrong($"{member}[{index}]", "an object"))];

    /// <summary>Any value, not looked into; undefined when it is absent.</summary>
    public JsonElement Json(string member) => TryRead(member, out JsonElement found) ? found : default;

    /// <summary>To be thrown when a value is not what its reader can take.</summary>
    public MachineFormatException Wrong(string member, string wanted)
    {
        string found = json.ValueKind == JsonValueKind.Object && json.TryGetProperty(member, out JsonElement value) ? $", not {Shorten(value.GetRawText())}" : "";
        return new MachineFormatException($"{file}: '{PathOf(member)}' must be {wanted}{found}");
    }

    /// <summary>Refuses members that were not read, here and in the objects that were opened.</summary>
    /// <exception cref="MachineFormatException">There is one.</exception>
    public void End()
    {
        if (json.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty property in json.EnumerateObject().Where(p => !_read.ContainsKey(p.Name)))
            {
                string known = string.Join(", ", _read.Keys.Where(k => !k.EndsWith(']')).Order(StringComparer.Ordinal));
                throw new MachineFormatException($"{file}: '{PathOf(property.Name)}' is unknown; known here: {known}");
            }
        }

        foreach (MachineSection child in _read.Values.OfType<MachineSection>())
        {
            child.End();
        }
    }

    private static string Shorten(string text) => text.Length <= 60 ? text : string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, 57)}...");

    private JsonElement[] Items(string member)
    {
        if (!TryRead(member, out JsonElement found))
        {
            return [];
        }

        return found.ValueKind == JsonValueKind.Array ? [.. found.EnumerateArray()] : throw Wrong(member, "an array");
    }

    private MachineSection Child(string member, JsonElement value)
    {
        MachineSection child = new(file, PathOf(member), value);
        _read[member] = child;
        return child;
    }

    private bool TryRead(string member, out JsonElement found)
    {
        _read.TryAdd(member, null);
        if (json.ValueKind == JsonValueKind.Object && json.TryGetProperty(member, out found))
        {
            return true;
        }

        found = default;
        return json.ValueKind is JsonValueKind.Undefined or JsonValueKind.Object
            ? false
            : throw new MachineFormatException($"{file}: '{place}' must be an object");
    }

    private string PathOf(string member) => place.Length == 0 ? member : $"{place}.{member}";
}
