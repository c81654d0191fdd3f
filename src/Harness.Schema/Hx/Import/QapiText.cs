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

    /// <summary>A paragraph, wrapped. A line that would begin like a member or section is moved to the right: it is neither.</summary>
    public void Paragraph(string text) => Wrap(text, word => IsMark(word) ? " " : "");

    /// <summary>A member or section with its mark; what does not fit on its line is indented.</summary>
    public void Section(string mark, string text)
    {
        bool first = true;
        Wrap($"{mark} {text}", _ =>
        {
            string margin = first ? "" : "    ";
            first = false;
            return margin;
        });
    }

    private void Wrap(string text, Func<string, string> margin)
    {
        string line = "";
        foreach (string word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > Width)
            {
                Line($"# {line}");
                line = "";
            }

            line = line.Length == 0 ? margin(word) + word : $"{line} {word}";
        }

        if (line.Length > 0)
        {
            Line($"# {line}");
        }
    }

    /// <summary>A line of an example, as it is.</summary>
    public void Example(string line) => Line(line.Length == 0 ? "#" : $"# {line}");

    public override string ToString() => _text.ToString();

    /// <summary>What a documentation block takes for a member, a heading, a section or a message.</summary>
    private static bool IsMark(string word) => word[0] is '@' or '=' || word.EndsWith(':') || word is "->" or "<-" or ".." or "TODO";
}
