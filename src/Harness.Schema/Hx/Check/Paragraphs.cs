using Harness.Schema.Hx.Prose;
using Harness.Schema.Source;

namespace Harness.Schema.Hx.Check;

/// <summary>Running text: lines up to a blank one or the next bullet, joined.</summary>
internal static class Paragraphs
{
    public static IEnumerable<LineText> Of(string path, IEnumerable<SourceLine> lines)
    {
        List<SourceLine> open = [];
        foreach (SourceLine line in lines)
        {
            bool begins = line.Text.StartsWith("- ", StringComparison.Ordinal);
            if ((line.IsBlank || begins || ExampleReader.IsArrow(line.Text)) && open.Count > 0)
            {
                yield return new LineText(path, open, " ");
                open = [];
            }

            if (!line.IsBlank && !ExampleReader.IsArrow(line.Text))
            {
                open.Add(line);
            }
        }

        if (open.Count > 0)
        {
            yield return new LineText(path, open, " ");
        }
    }
}
