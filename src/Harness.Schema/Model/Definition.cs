using Harness.Schema.Source;

namespace Harness.Schema.Model;

/// <summary>What all named definitions have: name, place, documentation, condition, features.</summary>
/// <param name="Span">The definition's name in the source.</param>
/// <param name="EndLine">Last line of the definition's expression.</param>
public sealed record Definition(
    string Name,
    SourceSpan Span,
    int EndLine,
    Documentation Documentation,
    Condition? If,
    IReadOnlyList<Feature> Features);

public sealed record Feature(string Name, SourceSpan Span, Condition? If, string Text);

/// <summary>An <c>if</c> condition: a build-time symbol or a combination. Kept, never evaluated.</summary>
public abstract record Condition
{
    public sealed record Symbol(string Name) : Condition
    {
        public override string ToString() => Name;
    }

    public sealed record All(IReadOnlyList<Condition> Parts) : Condition
    {
        public override string ToString() => $"({string.Join(" and ", Parts)})";
    }

    public sealed record Any(IReadOnlyList<Condition> Parts) : Condition
    {
        public override string ToString() => $"({string.Join(" or ", Parts)})";
    }

    public sealed record Not(Condition Part) : Condition
    {
        public override string ToString() => $"not {Part}";
    }
}

public sealed class Command(Definition definition)
{
    public Definition Definition { get; } = definition;

    public string Name => Definition.Name;

    /// <summary>The arguments as an object type; an empty one when the command takes none.</summary>
    public required ObjectType Arguments { get; init; }

    /// <summary>Type of the <c>return</c> member; null when nothing is documented, which on the wire is an empty object.</summary>
    public SchemaType? Returns { get; init; }

    /// <summary>False for commands that send no success reply (guest agent: <c>guest-shutdown</c>).</summary>
    public bool SuccessResponse { get; init; } = true;

    public bool AllowOutOfBand { get; init; }

    public bool AllowPreconfig { get; init; }

    public IReadOnlyList<Example> Examples => Definition.Documentation.Examples;
}

public sealed class Event(Definition definition)
{
    public Definition Definition { get; } = definition;

    public string Name => Definition.Name;

    /// <summary>Type of the <c>data</c> member; an empty object type when the event has none.</summary>
    public required ObjectType Data { get; init; }

    public IReadOnlyList<Example> Examples => Definition.Documentation.Examples;
}
