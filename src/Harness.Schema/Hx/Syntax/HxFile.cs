using Harness.Schema.Model;
using Harness.Schema.Source;

namespace Harness.Schema.Hx.Syntax;

/// <summary>A .hx file, cut: its table and the sections of its documentation.</summary>
/// <param name="Indented">The documentation kept its indentation, so that nesting can be read from it.</param>
internal sealed record HxFile(string Path, IReadOnlyList<HxEntry> Entries, IReadOnlyList<HxSection> Sections, bool Indented);

/// <summary>A run of documentation or of table between their marks.</summary>
/// <param name="Lines">Blank lines have no text; the indentation of the others is in their column.</param>
/// <param name="Conditions">For table lines: the conditions that hold at each, by index.</param>
internal sealed record HxBlock(bool IsDocumentation, SourceSpan Start, IReadOnlyList<SourceLine> Lines, IReadOnlyList<Condition?> Conditions);

internal enum SectionLevel
{
    /// <summary>Prose for no command: the introduction, what follows a chapter heading.</summary>
    Text,

    /// <summary>A heading underlined with <c>=</c>.</summary>
    Chapter,

    /// <summary>A title, normally underlined with <c>-</c>, that names a command.</summary>
    Command,
}

/// <param name="Title">As written; empty for text without one.</param>
/// <param name="Underline">Null where there is none.</param>
/// <param name="Lines">What follows, without blank lines at either end.</param>
/// <param name="Chapter">The title of the chapter that it belongs to; empty before the first.</param>
internal sealed record HxSection(
    SectionLevel Level,
    string Title,
    SourceSpan TitleSpan,
    SourceSpan? Underline,
    IReadOnlyList<SourceLine> Lines,
    string Chapter)
{
    /// <summary>The name that the title gives: some documents write <c>@name</c>.</summary>
    public string Name => Title.TrimStart('@').Trim();

    public bool HasAtSign => Title.StartsWith('@');
}
