using System.Text.Json;

namespace Harness.Emulator.Commands.Human;

/// <summary>Members of a QMP reply for people to read.</summary>
internal static class ReplyMembers
{
    /// <summary>Null for one that is absent.</summary>
    public static JsonElement? Member(this JsonElement json, string name) => json.TryGetProperty(name, out JsonElement found) ? found : null;

    /// <summary>Null for one that is absent.</summary>
    public static string? Text(this JsonElement json, string name) => json.Member(name)?.GetString();

    public static long Int(this JsonElement json, string name) => json.GetProperty(name).GetInt64();

    /// <summary>False for one that is absent.</summary>
    public static bool Flag(this JsonElement json, string name) => json.Member(name) is { ValueKind: JsonValueKind.True };

    /// <summary>A boolean as JSON and people write it.</summary>
    public static string Word(this JsonElement json, string name) => json.GetProperty(name).GetRawText();

    /// <summary>The elements of an array; none for one that is absent.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement json, string name) => json.Member(name)?.EnumerateArray() ?? Enumerable.Empty<JsonElement>();
}
