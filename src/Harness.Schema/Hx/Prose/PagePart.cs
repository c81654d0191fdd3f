using Harness.Schema.Source;

namespace Harness.Schema.Hx.Prose;

internal enum PartKind
{
    /// <summary>What stands before the first heading.</summary>
    Description,
    Arguments,
    Returns,
    Example,
    Note,
    Since,
    Errors,
}

/// <summary>A part of a section, by its heading.</summary>
/// <param name="Heading">Null for the description, and for return text that begins with a sentence of its own.</param>
/// <param name="Label">What the heading says beyond its word: the number of an example; empty when nothing.</param>
/// <param name="Lines">Without the heading; what stood beside it comes first.</param>
internal sealed record PagePart(PartKind Kind, SourceSpan? Heading, string Label, IReadOnlyList<SourceLine> Lines)
{
    public bool IsEmpty => Lines.All(l => l.IsBlank);
}
