using System.Globalization;

namespace Harness.Schema.Introspection;

internal enum JsonKind
{
    Object,
    Array,
    Text,
    Other,
}

/// <summary>A JSON value with its place. Values whose end was not reached stay in the tree, marked.</summary>
internal sealed class JsonNode(JsonKind kind, int byteOffset, JsonNode? parent, string? name)
{
    private readonly List<JsonNode> _children = [];
    private readonly int _index = parent?._children.Count ?? 0;

    public JsonKind Kind { get; } = kind;

    /// <summary>0-based, in the text's UTF-8.</summary>
    public int ByteOffset { get; } = byteOffset;

    /// <summary>Member name; null for elements and top-level values.</summary>
    public string? Name { get; } = name;

    /// <summary>The value of a string, the text of a number or literal.</summary>
    public string Text { get; init; } = "";

    /// <summary>False when the text ended or was damaged inside it.</summary>
    public bool IsComplete { get; set; } = true;

    /// <summary>Elements, or members in their order.</summary>
    public IReadOnlyList<JsonNode> Children => _children;

    /// <summary>JSONPath from the top-level value: <c>$[12].members[0].type</c>.</summary>
    public string Path => parent is null ? "$"
        : Name is not null ? $"{parent.Path}.{Name}"
        : $"{parent.Path}[{_index.ToString(CultureInfo.InvariantCulture)}]";

    /// <summary>The member of that name; null when there is none.</summary>
    public JsonNode? this[string member]
    {
        get
        {
            foreach (JsonNode child in _children)
            {
                if (child.Name == member)
                {
                    return child;
                }
            }

            return null;
        }
    }

    public JsonNode Add(JsonNode child)
    {
        _children.Add(child);
        return child;
    }
}
