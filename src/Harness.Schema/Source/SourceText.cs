namespace Harness.Schema.Source;

/// <summary>A source file in memory with its lines.</summary>
public sealed class SourceText
{
    private readonly List<int> _lineStarts = [0];

    public SourceText(string path, string text)
    {
        Path = path;
        Text = text;
        for (int i = text.IndexOf('\n', StringComparison.Ordinal); i >= 0; i = text.IndexOf('\n', i + 1))
        {
            _lineStarts.Add(i + 1);
        }
    }

    public string Path { get; }

    public string Text { get; }

    public int LineCount => _lineStarts.Count;

    /// <summary>The place of a character offset; the length stays on one line.</summary>
    public SourceSpan Span(int offset, int length = 0)
    {
        int line = LineAt(offset);
        return new SourceSpan(Path, line, offset - _lineStarts[line - 1] + 1, length);
    }

    /// <summary>1-based line of a character offset.</summary>
    public int LineAt(int offset)
    {
        int found = _lineStarts.BinarySearch(offset);
        return found >= 0 ? found + 1 : ~found;
    }

    /// <summary>Offset of the first character of a 1-based line; the length of the text beyond the last line.</summary>
    public int OffsetOf(int line) => line <= _lineStarts.Count ? _lineStarts[line - 1] : Text.Length;

    /// <summary>Text of a 1-based line without its line end; empty beyond the end.</summary>
    public string Line(int number) => LineSpan(number).ToString();

    /// <summary>As <see cref="Line"/>, without a copy.</summary>
    public ReadOnlySpan<char> LineSpan(int number)
    {
        if (number < 1 || number > _lineStarts.Count)
        {
            return [];
        }

        int start = _lineStarts[number - 1];
        int end = number < _lineStarts.Count ? _lineStarts[number] - 1 : Text.Length;
        return Text.AsSpan(start, end - start).TrimEnd('\r');
    }
}
