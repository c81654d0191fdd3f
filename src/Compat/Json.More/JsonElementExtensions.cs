using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Json.More;

/// <summary>Equality in the sense of JSON (member order and number notation do not count), and conversions.</summary>
public static class JsonElementExtensions
{
    /// <summary>True for equal JSON values: objects as sets of members, arrays in order, numbers by value at any precision.</summary>
    public static bool IsEquivalentTo(this JsonElement a, JsonElement b) => a.ValueKind == b.ValueKind && a.ValueKind switch
    {
        JsonValueKind.Object => SameMembers(a, b),
        JsonValueKind.Array => SameElements(a, b),
        JsonValueKind.String => a.ValueEquals(b.GetString()),
        JsonValueKind.Number => ExactNumber.Of(a) == ExactNumber.Of(b),
        JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null => true,
        _ => false,
    };

    /// <summary>Equal for equivalent values.</summary>
    /// <param name="maxHashDepth">How many levels of nesting count; negative for all.</param>
    public static int GetEquivalenceHashCode(this JsonElement element, int maxHashDepth = -1) => element.ValueKind switch
    {
        JsonValueKind.Object => HashMembers(element, maxHashDepth),
        JsonValueKind.Array => HashElements(element, maxHashDepth),
        JsonValueKind.String => string.GetHashCode(element.GetString(), StringComparison.Ordinal),
        JsonValueKind.Number => ExactNumber.Of(element).GetHashCode(),
        _ => (int)element.ValueKind,
    };

    public static JsonElement AsJsonElement(this bool value) => Parse(value ? "true" : "false");

    public static JsonElement AsJsonElement(this int value) => Parse(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>The JSON string; <c>null</c> for null.</summary>
    public static JsonElement AsJsonElement(this string? value) => Parse(value is null ? "null" : $"\"{JsonEncodedText.Encode(value)}\"");

    /// <summary>Null for JSON <c>null</c>.</summary>
    public static JsonNode? AsNode(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => JsonObject.Create(element),
        JsonValueKind.Array => JsonArray.Create(element),
        _ => JsonValue.Create(element),
    };

    /// <summary>The value as JSON text without blanks.</summary>
    public static string ToJsonString(this JsonElement element)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter writer = new(buffer))
        {
            element.WriteTo(writer);
        }

        return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static JsonElement Parse(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    private static bool SameMembers(JsonElement a, JsonElement b)
    {
        if (a.GetPropertyCount() != b.GetPropertyCount())
        {
            return false;
        }

        foreach (JsonProperty property in a.EnumerateObject())
        {
            if (!b.TryGetProperty(property.Name, out JsonElement other) || !property.Value.IsEquivalentTo(other))
            {
                return false;
            }
        }

        return true;
    }

    private static bool SameElements(JsonElement a, JsonElement b)
    {
        if (a.GetArrayLength() != b.GetArrayLength())
        {
            return false;
        }

        using JsonElement.ArrayEnumerator others = b.EnumerateArray().GetEnumerator();
        foreach (JsonElement item in a.EnumerateArray())
        {
            if (!others.MoveNext() || !item.IsEquivalentTo(others.Current))
            {
                return false;
            }
        }

        return true;
    }

    private static int HashMembers(JsonElement element, int depth)
    {
        int hash = element.GetPropertyCount();
        foreach (JsonProperty property in element.EnumerateObject())
        {
            int value = depth == 0 ? 0 : property.Value.GetEquivalenceHashCode(depth - 1);
            hash ^= HashCode.Combine(string.GetHashCode(property.Name, StringComparison.Ordinal), value);
        }

        return hash;
    }

    private static int HashElements(JsonElement element, int depth)
    {
        HashCode hash = default;
        hash.Add(element.GetArrayLength());
        if (depth != 0)
        {
            foreach (JsonElement item in element.EnumerateArray())
            {
                hash.Add(item.GetEquivalenceHashCode(depth - 1));
            }
        }

        return hash.ToHashCode();
    }
}
