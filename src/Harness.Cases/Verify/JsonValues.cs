using System.Diagnostics;
using System.Text.Json;

namespace Harness.Cases.Verify;

/// <summary>JSON values as values: the order of members, escapes and the spelling of numbers do not count.</summary>
internal static class JsonValues
{
    /// <summary>True for equal values, and for two that are not there.</summary>
    public static bool AreEqual(JsonElement a, JsonElement b)
    {
        if (a.ValueKind != b.ValueKind)
        {
            return false;
        }

        return a.ValueKind switch
        {
            JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.True or JsonValueKind.False => true,
            JsonValueKind.String => string.Equals(a.GetString(), b.GetString(), StringComparison.Ordinal),
            JsonValueKind.Number => DecimalText.Of(a.GetRawText()) == DecimalText.Of(b.GetRawText()),
            JsonValueKind.Array => ItemsAreEqual(a, b),
            JsonValueKind.Object => MembersAreEqual(a, b),
            _ => throw new UnreachableException(a.ValueKind.ToString()),
        };
    }

    /// <summary>The member of that name; undefined where there is none.</summary>
    public static JsonElement Member(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out JsonElement member) ? member : default;

    private static bool ItemsAreEqual(JsonElement a, JsonElement b)
    {
        if (a.GetArrayLength() != b.GetArrayLength())
        {
            return false;
        }

        JsonElement.ArrayEnumerator others = b.EnumerateArray();
        foreach (JsonElement item in a.EnumerateArray())
        {
            others.MoveNext();
            if (!AreEqual(item, others.Current))
            {
                return false;
            }
        }

        return true;
    }

    private static bool MembersAreEqual(JsonElement a, JsonElement b)
    {
        if (a.GetPropertyCount() != b.GetPropertyCount())
        {
            return false;
        }

        foreach (JsonProperty member in a.EnumerateObject())
        {
            if (!b.TryGetProperty(member.Name, out JsonElement other) || !AreEqual(member.Value, other))
            {
                return false;
            }
        }

        return true;
    }
}
