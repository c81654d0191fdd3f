using System.Text.Json.Nodes;

namespace Harness.Fuzz.Generate;

/// <summary>On a real host no argument may name a file outside the sandbox: what looks like a path, or stands where one belongs, is moved into it.</summary>
internal static class PathConfinement
{
    public static void Apply(JsonNode? value, string folder)
    {
        switch (value)
        {
            case JsonObject members:
                foreach (string name in members.Select(m => m.Key).ToArray())
                {
                    members[name] = Confined(name, members[name], folder) ?? members[name]?.DeepClone();
                    Apply(members[name], folder);
                }

                break;
            case JsonArray items:
                for (int i = 0; i < items.Count; i++)
                {
                    if (Confined("", items[i], folder) is { } text)
                    {
                        items[i] = text;
                    }

                    Apply(items[i], folder);
                }

                break;
            default:
                break;
        }
    }

    /// <summary>The value to put in place; null where it may stay.</summary>
    private static JsonValue? Confined(string member, JsonNode? value, string folder)
    {
        if (value is not JsonValue scalar || !scalar.TryGetValue(out string? text) || text.StartsWith(folder + "/", StringComparison.Ordinal) && !text.Contains("..", StringComparison.Ordinal))
        {
            return null;
        }

        bool path = text.Contains('/', StringComparison.Ordinal) || (RealisticValues.IsPath(member) && text.Length > 0) || text.StartsWith("exec:", StringComparison.Ordinal);
        return path ? JsonValue.Create($"{folder}/{string.Concat(text.Where(char.IsAsciiLetterOrDigit).Take(40))}") : null;
    }
}
