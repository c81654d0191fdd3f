using System.Text;

namespace Harness.Schema.Hx.Import;

/// <summary>Lines of a schema file, and the layout of its documentation comments.</summary>
internal sealed class QapiText
{
    private const int Width = 76;

    private readonly StringBuilder _text = new();

    public void Line(string line) => _text.Append(line).Append('\n');

    public void Comment(params IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            Line($"# {line}");
        }
    }

    /// <summary>An empty line of a documentation block.</summary>
    public void Gap() => Line("#");

    /// <summary>A paragraph, wrapped. Only the first line begins in the first column: what looks like a mark later on is none.</summary>
    public void Paragraph(string text, string indent = "")
    {
        string line = "";
        string margin = "";
        foreach (string word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            bool mark = line.Length == 0 && margin.Length == 0 && IsMark(word);
            if (line.Length > 0 && margin.Length + line.Length + 1 + word.Length > Width)
            {
                Line($"# {margin}{line}");
                (line, margin) = ("", indent.Length > 0 ? indent : IsMark(word) ? " " : "");
            }

            line = line.Length == 0 ? mark ? $" {word}" : word : $"{line} {word}";
        }

        if (line.Length > 0)
        {
            Line($"# {margin}{line}");
        }
    }

    /// <summary>A line of an example, as it is.</summary>
    public void Example(string line) => Line(line.Length == 0 ? "#" : $"# {line}");

    public override string ToString() => _text.ToString();

    /// <summary>What a documentation block takes for a member, a heading, a section or a message.</summary>
    private static bool IsMark(string word) => word[0] is '@' or '=' || word.EndsWith(':') || word is "->" or "<-" or ".." or "TODO";
}
