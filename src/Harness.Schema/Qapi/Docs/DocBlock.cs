using Harness.Schema.Source;

namespace Harness.Schema.Qapi.Docs;

/// <summary>A line of documentation without its mark and without blanks at the end.</summary>
/// <param name="Number">1-based line in the file.</param>
/// <param name="Column">1-based column of the text's first character in the file.</param>
internal readonly record struct DocLine(string Text, int Number, int Column)
{
    public bool IsBlank => Text.Length == 0;

    /// <summary>Whether the text begins in the first column.</summary>
    public bool IsFlush => Text.Length > 0 && Text[0] != ' ';
}

/// <summary>A <c>##</c> block as lines, with the name that its first line documents.</summary>
/// <param name="Span">The opening mark.</param>
/// <param name="Symbol">null for a free-form block.</param>
/// <param name="EndOffset">Offset of the first character behind the block.</param>
internal sealed record DocBlock(SourceSpan Span, IReadOnlyList<DocLine> Lines, string? Symbol, int EndOffset)
{
    /// <summary>Reads the block that begins at a line; reports what is wrong in its frame.</summary>
    public static DocBlock Read(SourceText source, int firstLine, List<Diagnostic> diagnostics)
    {
        CheckMark(source, firstLine, diagnostics);
        List<DocLine> lines = [];
        int number = firstLine + 1;
        bool closed = false;
        for (; number <= source.LineCount && !closed; number++)
        {
            ReadOnlySpan<char> line = source.LineSpan(number);
            if (line.StartsWith("##"))
            {
                CheckMark(source, number, diagnostics);
                closed = true;
            }
            else if (line.IsWhiteSpace())
            {
                // The language lets a block go on behind an empty line.
                lines.Add(new DocLine("", number, 1));
            }
            else if (line[0] == '#')
            {
                lines.Add(Strip(source, number, line, diagnostics));
            }
            else
            {
                break;
            }
        }

        SourceSpan mark = new(source.Path, firstLine, 1, 2);
        if (!closed)
        {
            diagnostics.Add(DocRules.Unterminated.At(new SourceSpan(source.Path, Math.Min(number, source.LineCount), 1), "documentation comment must end with '##'", mark));
        }

        return new DocBlock(mark, lines, SymbolOf(source, lines, diagnostics), source.OffsetOf(number));
    }

    /// <summary>Reports member descriptions, which a block for no definition has no place for.</summary>
    public void CheckFreeForm(List<Diagnostic> diagnostics)
    {
        foreach (DocLine line in Lines)
        {
            if (SectionMark.Read(line.Text) is { Kind: SectionMarkKind.Member, Name: { } name })
            {
                diagnostics.Add(DocRules.MemberInFreeForm.At(Place(line), $"'@{name}:' stands in documentation that is for no definition"));
            }
        }
    }

    /// <param name="length">0: to the end of the line.</param>
    public SourceSpan Place(DocLine line, int length = 0) => new(Span.File, line.Number, line.Column, length == 0 ? line.Text.Length : length);

    private static void CheckMark(SourceText source, int number, List<Diagnostic> diagnostics)
    {
        ReadOnlySpan<char> line = source.LineSpan(number).TrimEnd();
        if (line.Length > 2)
        {
            diagnostics.Add(DocRules.Junk.At(new SourceSpan(source.Path, number, 3, line.Length - 2), "the '##' of a documentation block must stand alone on its line"));
        }
    }

    private static DocLine Strip(SourceText source, int number, ReadOnlySpan<char> line, List<Diagnostic> diagnostics)
    {
        if (line.Length > 1 && line[1] != ' ')
        {
            diagnostics.Add(DocRules.MissingSpace.At(new SourceSpan(source.Path, number, 2, 1), "missing space after #"));
            return new DocLine(line[1..].TrimEnd().ToString(), number, 2);
        }

        return new DocLine(line.Length > 2 ? line[2..].TrimEnd().ToString() : "", number, 3);
    }

    /// <summary>The first line that is not empty, when it begins with <c>@</c>, must be <c>@name:</c>.</summary>
    private static string? SymbolOf(SourceText source, List<DocLine> lines, List<Diagnostic> diagnostics)
    {
        DocLine first = lines.FirstOrDefault(l => l.Text.Length > 0);
        if (first.Text is null || first.Text[0] != '@')
        {
            return null;
        }

        SourceSpan span = new(source.Path, first.Number, first.Column, first.Text.Length);
        if (first.Text[^1] != ':')
        {
            diagnostics.Add(DocRules.SymbolLine.At(span, "line should end with ':'"));
            return first.Text[1..].Split(' ', ':')[0];
        }

        string name = first.Text[1..^1];
        if (name.Length == 0 || name.Contains(' '))
        {
            diagnostics.Add(DocRules.BadName.At(span, $"'{name}' is no valid name"));
        }

        return name;
    }
}
