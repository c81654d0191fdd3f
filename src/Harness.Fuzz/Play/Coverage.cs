using System.Text.Json;

using Harness.Cases.Verify;
using Harness.Fuzz.Oracles;

namespace Harness.Fuzz.Play;

/// <summary>
/// What was exercised of the schema, by its own words: <c>command/NAME/success|error</c>, <c>class/NAME</c>, <c>event/NAME</c>. Counts
/// of parts add up to the counts of the whole.
/// </summary>
public sealed class Coverage
{
    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, long> Counts => _counts;

    public void Add(Coverage other)
    {
        foreach ((string item, long count) in other._counts)
        {
            Add(item, count);
        }
    }

    internal void Reply(Reading reading, JsonElement reply, bool success)
    {
        if (reading.Command is { } command)
        {
            Add($"command/{command.Name}/{(success ? "success" : reading.Expectation == Expectation.Refusal ? "refused" : "error")}", 1);
        }

        if (!success && JsonValues.Member(JsonValues.Member(reply, "error"), "class") is { ValueKind: JsonValueKind.String } name)
        {
            Add($"class/{name.GetString()}", 1);
        }
    }

    internal void Event(JsonElement message) => Add($"event/{message.GetProperty("event"u8).GetString()}", 1);

    private void Add(string item, long count) => _counts[item] = _counts.GetValueOrDefault(item) + count;
}
