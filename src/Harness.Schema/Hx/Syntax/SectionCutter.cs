using System.Text.RegularExpressions;

using Harness.Schema.Source;

namespace Harness.Schema.Hx.Syntax;

/// <summary>Cuts documentation into sections at underlined titles; one document of several blocks, in which chapters go on.</summary>
internal sealed partial class SectionCutter(string path)
{
    private readonly List<HxSection> _sections = [];
    private string _chapter = "";

    public IReadOnlyList<HxSection> Sections => _sections;

    public void Take(HxBlock block)
    {
        IReadOnlyList<SourceLine> lines = block.Lines;
        int start = 0;
        for (int i = 0; i < lines.Count; i++)
        {
            if (IsTitleAt(lines, i))
            {
                Add(lines, start, i);
                start = i;
                i++;
            }
        }

        Add(lines, start, lines.Count);
    }

    /// <summary>A line that the next one underlines.</summary>
    private static bool IsTitleAt(IReadOnlyList<SourceLine> lines, int index) =>
        index + 1 < lines.Count && !lines[index].IsBlank && !Underline().IsMatch(lines[index].Text) && Underline().IsMatch(lines[index + 1].Text);

    private void Add(IReadOnlyList<SourceLine> lines, int start, int end)
    {
        while (start < end && lines[start].IsBlank)
        {
            start++;
        }

        if (start == end)
        {
            return;
        }

        SourceLine first = lines[start];
        SourceSpan title = Span(first);
        if (IsTitleAt(lines, start))
        {
            SourceLine underline = lines[start + 1];
            SectionLevel level = underline.Text[0] == '=' ? SectionLevel.Chapter : IsName(first.Text) ? SectionLevel.Command : SectionLevel.Text;
            _chapter = level == SectionLevel.Chapter ? first.Text : _chapter;
            _sections.Add(new HxSection(level, first.Text, title, Span(underline), Body(lines, start + 2, end), _chapter));
        }
        else if (IsName(first.Text))
        {
            _sections.Add(new HxSection(SectionLevel.Command, first.Text, title, null, Body(lines, start + 1, end), _chapter));
        }
        else
        {
            _sections.Add(new HxSection(SectionLevel.Text, "", title, null, Body(lines, start, end), _chapter));
        }
    }

    private static SourceLine[] Body(IReadOnlyList<SourceLine> lines, int start, int end)
    {
        while (start < end && lines[start].IsBlank)
        {
            start++;
        }

        while (end > start && lines[end - 1].IsBlank)
        {
            end--;
        }

        return [.. lines.Skip(start).Take(end - start)];
    }

    private static bool IsName(string text) => CommandName().IsMatch(text);

    private SourceSpan Span(SourceLine line) => new(path, line.Number, line.Column, line.Text.Length);

    [GeneratedRegex("^(-{3,}|={3,})$")]
    private static partial Regex Underline();

    [GeneratedRegex("^@?[A-Za-z_][A-Za-z0-9_-]*$")]
    private static partial Regex CommandName();
}
