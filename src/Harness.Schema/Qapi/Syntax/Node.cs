using Harness.Schema.Source;

namespace Harness.Schema.Qapi.Syntax;

/// <summary>The tree of a schema file as written. Never changed after parsing.</summary>
internal abstract record Node(SourceSpan Span)
{
    /// <summary>What a message calls it.</summary>
    public abstract string Kind { get; }
}

internal sealed record TextNode(string Value, SourceSpan Span) : Node(Span)
{
    public override string Kind => "string";
}

internal sealed record BoolNode(bool Value, SourceSpan Span) : Node(Span)
{
    public override string Kind => "boolean";
}

internal sealed record ListNode(IReadOnlyList<Node> Items, SourceSpan Span) : Node(Span)
{
    public override string Kind => "array";
}

internal sealed record ObjectNode(IReadOnlyList<Property> Properties, SourceSpan Span) : Node(Span)
{
    public override string Kind => "object";

    public Node? this[string key] => Find(key)?.Value;

    public Property? Find(string key)
    {
        foreach (Property property in Properties)
        {
            if (property.Key == key)
            {
                return property;
            }
        }

        return null;
    }
}

internal sealed record Property(string Key, SourceSpan KeySpan, Node Value);
