using Harness.Schema.Source;

namespace Harness.Cases.Coverage;

public enum SpecElementKind
{
    Command,
    Argument,
    Value,
    Example,
}

/// <summary>One documented thing that cases can exercise: a line of a spec file.</summary>
/// <param name="Owner">The command, or the named type, that it belongs to.</param>
/// <param name="Name">The command, argument or value itself; of an example its number.</param>
public sealed record SpecElement(SpecElementKind Kind, string Owner, string Name, SourceSpan Span);
