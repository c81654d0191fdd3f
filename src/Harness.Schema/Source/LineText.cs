using System.Text;

namespace Harness.Schema.Source;

/// <summary>A text that is spread over lines of a file, joined, and every character's place in the file.</summary>
internal sealed class LineText
{
    private readonly string _file;
    private readonly List<(int Offset, SourceLine Line)> _pieces = [];

    /// <param name="separator">What the joined text has between two pieces: a line feed for messages, a blank for prose.</param>
    public LineText(string file, IEnumerable<SourceLine> lines, string separator)
    {
        _file = file;
        StringBuilder text = new();
        foreach (SourceLine line in lines)
        {
            text.Append(_pieces.Count > 0 ? separator : "");
            _pieces.Add((text.Length, line));
            text.Append(line.Text);
        }

        Text = text.ToString();
    }

    public string Text { get; }

    /// <summary>The whole first piece.</summary>
    public SourceSpan Start => _pieces.Count == 0 ? SourceSpan.None : Span(0, _pieces[0].Line.Text.Length);

    /// <summary>1-based line of the last piece; 0 when there is none.</summary>
    public int LastLine => _pieces.Count == 0 ? 0 : _pieces[^1].Line.Number;

    /// <summary>The place of a character of the joined text; the length stays on its line.</summary>
    public SourceSpan Span(int offset, int length = 0)
    {
        if (_pieces.Count == 0)
        {
            return new SourceSpan(_file, 0, 0);
        }

        int index = _pieces.Count - 1;
        while (index > 0 && _pieces[index].Offset > offset)
        {
            index--;
        }

        (int start, SourceLine line) = _pieces[index];
        int within = Math.Min(offset - start, line.Text.Length);
        return new SourceSpan(_file, line.Number, line.Column + within, Math.Clamp(length, 0, line.Text.Length - within));
    }
}
