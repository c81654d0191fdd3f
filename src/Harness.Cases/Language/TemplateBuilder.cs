namespace Harness.Cases.Language;

/// <summary>Collects where the text of a message to send differs from what stands in the file.</summary>
internal sealed class TemplateBuilder(CaseCursor cursor, bool outOfBand)
{
    private readonly List<(int Start, int End, TemplatePart Part)> _splices = [];

    /// <summary>True once the message's own member <c>execute</c> was seen.</summary>
    public bool HasExecute { get; private set; }

    /// <summary>Puts other text in place of what stands between <paramref name="start"/> and the cursor.</summary>
    public void Replace(int start, string text) => _splices.Add((start, cursor.Position, new TemplatePart(text, null)));

    /// <summary>Puts a bound name there.</summary>
    public void Insert(int start, string name) => _splices.Add((start, cursor.Position, new TemplatePart(null, name)));

    /// <summary>Notes a member's name, which has just been read.</summary>
    public void Key(string name, int depth, int start)
    {
        if (name == "execute" && depth == 0)
        {
            HasExecute = true;
            if (outOfBand)
            {
                Replace(start, "\"exec-oob\"");
            }
        }
    }

    public Template Build(int start, int end)
    {
        List<TemplatePart> parts = [];
        foreach ((int from, int to, TemplatePart part) in _splices)
        {
            AddText(parts, cursor.Slice(start, from));
            if (part.Name is not null)
            {
                parts.Add(part);
            }
            else
            {
                AddText(parts, part.Text!);
            }

            start = to;
        }

        AddText(parts, cursor.Slice(start, end));
        return new Template(parts);
    }

    /// <summary>Text next to text is one part, so that equal messages have equal parts.</summary>
    private static void AddText(List<TemplatePart> parts, string text)
    {
        if (parts is [.., { Text: { } before }])
        {
            parts[^1] = new TemplatePart(before + text, null);
        }
        else if (text.Length > 0)
        {
            parts.Add(new TemplatePart(text, null));
        }
    }
}
