using Harness.Schema.Source;

namespace Harness.Schema.Model;

/// <summary>A documentation block, by section. Texts keep their line breaks and lose comment marks and indentation.</summary>
/// <param name="Span">First line of the block; <see cref="SourceSpan.None"/> when there is no block.</param>
public sealed record Documentation(
    SourceSpan Span,
    string Body,
    IReadOnlyList<DocumentationSection> Sections,
    IReadOnlyList<Example> Examples)
{
    public static Documentation None { get; } = new(SourceSpan.None, "", [], []);

    public bool IsPresent => Span != SourceSpan.None;

    /// <summary>Text of the first section of that kind; empty when absent.</summary>
    public string Text(SectionKind kind) => Sections.FirstOrDefault(s => s.Kind == kind)?.Text ?? "";
}

public enum SectionKind
{
    Member,
    Feature,
    Returns,
    Errors,
    Since,
    Note,
    Todo,
    Example,
}

/// <param name="Name">Member or feature name; null for tagged sections.</param>
public sealed record DocumentationSection(SectionKind Kind, string? Name, string Text, SourceSpan Span);

/// <summary>A documented exchange.</summary>
/// <param name="Title">What the document calls it; empty when nothing.</param>
/// <param name="Index">1-based within its command or event, in source order.</param>
public sealed record Example(string Title, int Index, IReadOnlyList<ExampleLine> Lines, SourceSpan Span)
{
    /// <summary>1-based last source line of the example.</summary>
    public int EndLine => Lines.Count == 0 ? Span.Line : Lines[^1].EndLine;
}

/// <param name="FromClient">True for <c>-></c>.</param>
/// <param name="Text">The message as written, marks and indentation removed, continuation lines joined by line feeds.</param>
/// <param name="Json">The message as strict JSON; null where the text is not JSON even after elisions are taken out.</param>
/// <param name="Elided">True when <c>...</c> stood for left-out parts; the JSON is then a lower bound of the real message.</param>
public sealed record ExampleLine(bool FromClient, string Text, string? Json, bool Elided, SourceSpan Span, int EndLine);
