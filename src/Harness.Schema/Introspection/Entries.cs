using Harness.Schema.Model;
using Harness.Schema.Source;

namespace Harness.Schema.Introspection;

/// <summary>The entries of a reply by name, and what all of them have in common.</summary>
internal sealed class Entries(JsonTree tree, List<Diagnostic> diagnostics)
{
    private static readonly string[] MetaTypes = ["builtin", "enum", "array", "object", "alternate", "command", "event"];

    private readonly List<JsonNode> _entries = [];
    private readonly Dictionary<string, JsonNode> _byName = new(StringComparer.Ordinal);

    /// <summary>Takes the sound entries of the array. Types, commands and events share one space of names.</summary>
    public void Collect(JsonNode array)
    {
        foreach (JsonNode entry in array.Children)
        {
            if (!entry.IsComplete)
            {
                continue;
            }

            if (entry["name"] is not { Kind: JsonKind.Text } name || entry["meta-type"] is not { Kind: JsonKind.Text } kind || !MetaTypes.Contains(kind.Text))
            {
                Report(IntrospectionRules.BadEntry, entry, $"an entry is an object with a 'name' and a 'meta-type' of {string.Join(", ", MetaTypes)}");
            }
            else if (!_byName.TryAdd(name.Text, entry))
            {
                Report(IntrospectionRules.Duplicate, entry, $"'{name.Text}' is described twice, first at {_byName[name.Text].Path}");
            }
            else
            {
                _entries.Add(entry);
            }
        }
    }

    /// <summary>Entries of a meta-type in the order of the reply.</summary>
    public IEnumerable<JsonNode> Of(string metaType) => _entries.Where(e => e["meta-type"]!.Text == metaType);

    public JsonNode? Named(string name) => _byName.GetValueOrDefault(name);

    public Definition Definition(JsonNode entry)
    {
        SourceSpan span = Span(entry);
        return new Definition(entry["name"]!.Text, span, span.Line, Documentation.None, null, Features(entry));
    }

    public IReadOnlyList<Feature> Features(JsonNode entry)
    {
        if (entry["features"] is null)
        {
            return [];
        }

        return [.. Array(entry, "features").Where(f => IsText(f, "a feature")).Select(f => new Feature(f.Text, Span(f), null, ""))];
    }

    /// <summary>A member that must be a string; null, and reported, when it is not.</summary>
    public string? Text(JsonNode entry, string member)
    {
        if (entry[member] is { Kind: JsonKind.Text } text)
        {
            return text.Text;
        }

        Report(IntrospectionRules.BadMember, entry, $"'{member}' {(entry[member] is null ? "is missing" : "must be a string")}");
        return null;
    }

    /// <summary>The elements of a member that must be an array; empty, and reported, when it is not.</summary>
    public IReadOnlyList<JsonNode> Array(JsonNode entry, string member)
    {
        if (entry[member] is { Kind: JsonKind.Array } array)
        {
            return array.Children;
        }

        Report(IntrospectionRules.BadMember, entry, $"'{member}' {(entry[member] is null ? "is missing" : "must be an array")}");
        return [];
    }

    public bool IsText(JsonNode node, string what)
    {
        if (node.Kind != JsonKind.Text)
        {
            Report(IntrospectionRules.BadMember, node, $"{what} must be a string");
        }

        return node.Kind == JsonKind.Text;
    }

    public SourceSpan Span(JsonNode node) => tree.Span(node);

    /// <summary>Items without those whose name an earlier one has; those are reported.</summary>
    public List<T> Unique<T>(IEnumerable<(string Name, JsonNode Node, T Item)> items)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        List<T> unique = [];
        foreach ((string name, JsonNode node, T item) in items)
        {
            if (names.Add(name))
            {
                unique.Add(item);
            }
            else
            {
                Report(IntrospectionRules.Duplicate, node, $"'{name}' stands twice");
            }
        }

        return unique;
    }

    public RecursionBreaker Recursion() => new(IntrospectionRules.Recursion, diagnostics);

    public Diagnostic At(Rule rule, JsonNode node, string message) => rule.At(Span(node), $"{message} ({node.Path})");

    public void Report(Rule rule, JsonNode node, string message) => diagnostics.Add(At(rule, node, message));
}
