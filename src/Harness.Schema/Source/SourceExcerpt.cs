namespace Harness.Schema.Source;

/// <summary>A diagnostic for people: its place, message and the source line with a caret under the culprit.</summary>
public static class SourceExcerpt
{
    /// <summary>Renders one diagnostic on several lines, the last without a line end.</summary>
    /// <param name="files">Where the source line comes from; a line that is not there is left out.</param>
    public static string Render(Diagnostic diagnostic, ISourceFiles files)
    {
        string text = diagnostic.ToString();
        string? line = Line(diagnostic.Span, files);
        if (line is not null)
        {
            string indent = new([.. line.Take(diagnostic.Span.Column - 1).Select(c => c == '\t' ? '\t' : ' ')]);
            string number = diagnostic.Span.Line.ToString(System.Globalization.CultureInfo.InvariantCulture);
            string margin = new(' ', number.Length);
            string caret = new('^', Math.Clamp(diagnostic.Span.Length, 1, Math.Max(1, line.Length - indent.Length)));
            text += $"\n {number} | {line}\n {margin} | {indent}{caret}";
        }

        return diagnostic.Related is { } related ? $"{text}\n  see {related}" : text;
    }

    private static string? Line(SourceSpan span, ISourceFiles files)
    {
        string? text = span.Line > 0 ? files.Read(span.File) : null;
        if (text is null)
        {
            return null;
        }

        string line = new SourceText(span.File, text).Line(span.Line);
        return span.Column <= line.Length + 1 ? line : null;
    }
}
