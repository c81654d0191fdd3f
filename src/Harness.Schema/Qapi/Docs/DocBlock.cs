using Harness.Schema.Source;

namespace Harness.Schema.Qapi.Docs;

/// <summary>A line of documentation without its mark.</summary>
/// <param name="Column">1-based column of the text's first character in the file.</param>
internal readonly record struct DocLine(string Text, int Number, int Column);

/// <summary>A <c>##</c> block as lines, with the name that its first line documents.</summary>
internal sealed record DocBlock(SourceSpan Span, IReadOnlyList<DocLine> Lines, string? Symbol, int EndOffset, string File)
{
    /// <summary>Reads the block that begins at a line; reports what is wrong in its frame.</summary>
    public static DocBlock Read(SourceText source, int firstLine, List<Diagnostic> diagnostics)
    {
        List<DocLine> lines = [];
        int number = firstLine + 1;
        for (; number <= source.LineCount; number++)
        {
            string line = source.Line(number);
            if (string.IsNullOrWhiteSpace(line))
            {
                // The language lets a block go on behind an empty line.
                lines.Add(new DocLine("", number, 1));
                continue;
            }

            if (!line.StartsWith('#'))
            {
                break;
            }

            if (line.StartsWith("##", StringComparison.Ordinal))
            {
                if (line.TrimEnd() != "##")
                {
                    diagnostics.Add(DocRules.Junk.At(new SourceSpan(source.Path, number, 3, line.Length - 2), "junk after '##' in a documentation comment"));
                }

                return Make(source, firstLine, number + 1, lines, diagnostics);
            }

            lines.Add(Strip(source, number, line, diagnostics));
        }

        diagnostics.Add(DocRules.Unterminated.At(
            new SourceSpan(source.Path, Math.Min(number, source.LineCount), 1), "documentation comment must end with '##'", new SourceSpan(source.Path, firstLine, 1, 2)));
        return Make(source, firstLine, number, lines, diagnostics);
    }

    private static DocLine Strip(SourceText source, int number, string line, List<Diagnostic> diagnostics)
    {
        if (line.Length > 1 && line[1] != ' ')
        {
            diagnostics.Add(DocRules.MissingSpace.At(new SourceSpan(source.Path, number, 2, 1), "missing space after #"));
            return new DocLine(line[1..].TrimEnd(), number, 2);
        }

        return new DocLine(line.Length > 2 ? line[2..].TrimEnd() : "", number, 3);
    }

    private static DocBlock Make(SourceText source, int firstLine, int nextLine, List<DocLine> lines, List<Diagnostic> diagnostics)
    {
        int end = nextLine > source.LineCount ? source.Text.Length : Offset(source, nextLine);
        SourceSpan span = new(source.Path, firstLine, 1, 2);
        return new DocBlock(span, lines, SymbolOf(source, lines, diagnostics), end, source.Path);
    }

    private static int Offset(SourceText source, int line)
    {
        int low = 0;
        int high = source.Text.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (source.LineAt(middle) < line)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>The first line that is not empty, when it begins with <c>@</c>, must be <c>@name:</c>.</summary>
    private static string? SymbolOf(SourceText source, List<DocLine> lines, List<Diagnostic> diagnostics)
    {
        DocLine first = lines.FirstOrDefault(l => l.Text.Length > 0);
        if (first.Text is null || !first.Text.StartsWith('@'))
        {
            return null;
        }

        SourceSpan span = new(source.Path, first.Number, first.Column, first.Text.Length);
        if (!first.Text.EndsWith(':'))
        {
            diagnostics.Add(DocRules.SymbolLine.At(span, "line should end with ':'"));
            return first.Text[1..].Trim();
        }

        string name = first.Text[1..^1];
        if (name.Length == 0 || name.AsSpan().ContainsAny(" \t"))
        {
            diagnostics.Add(DocRules.BadName.At(span, $"'{name}' is no valid name"));
        }

        return name;
    }
}
