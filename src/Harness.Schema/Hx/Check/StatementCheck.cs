using System.Text.RegularExpressions;

using Harness.Schema.Examples;
using Harness.Schema.Hx.Prose;
using Harness.Schema.Hx.Syntax;
using Harness.Schema.Source;

namespace Harness.Schema.Hx.Check;

/// <summary>"The only supported value is …", and references to commands.</summary>
internal sealed partial class StatementCheck(HxDocument document, List<Diagnostic> diagnostics)
{
    private readonly HashSet<string> _commands = [.. document.File.Entries.Select(e => e.Name)];

    public void Check()
    {
        foreach (HxPage page in document.Pages)
        {
            HashSet<string> described = [.. page.Arguments.Descendants.SelectMany(m => m.Forms).Select(f => f.TagValue).OfType<string>()];
            foreach (LineText text in Texts(page))
            {
                foreach (Match only in Only().Matches(text.Text))
                {
                    CheckOnly(page, text, only, described);
                }

                foreach (Match reference in Reference().Matches(text.Text).Where(m => !_commands.Contains(m.Groups["name"].Value)))
                {
                    Group name = reference.Groups["name"];
                    diagnostics.Add(StatementRules.UnknownCommand.At(text.Span(name.Index, name.Length), $"the text speaks of a command '{name.Value}'; the table has none", null, page.Name));
                }
            }
        }
    }

    /// <summary>What is called the only one, against what the section describes by <c>When "x" is "y"</c>.</summary>
    private void CheckOnly(HxPage page, LineText text, Match only, HashSet<string> described)
    {
        string sentence = text.Text[(only.Index + only.Length)..];
        int end = SentenceEnd().Match(sentence) is { Success: true } stop ? stop.Index : sentence.Length;
        string list = sentence[..end];
        HashSet<string> named = [.. Quoted().Matches(list).Select(m => m.Groups["name"].Value)];
        List<string> commands = [.. CommandWord().Matches(list).Select(m => m.Value).Where(w => _commands.Contains(w) && !named.Contains(w))];
        List<string> others = [.. described.Where(d => named.Count > 0 && !named.Contains(d)).Order(StringComparer.Ordinal)];
        List<string> undescribed = [.. commands.Where(c => described.Count > 0 && !described.Contains(c))];
        SourceSpan span = text.Span(only.Index, only.Length);
        if (others.Count > 0)
        {
            SourceSpan? place = Place(page, others[0]);
            diagnostics.Add(StatementRules.NotTheOnlyOne.At(span, $"{Listing.Of(named)} is called the only one; the section describes {Listing.Of(others)} as well", place, page.Name));
        }
        else if (undescribed.Count > 0)
        {
            diagnostics.Add(StatementRules.NotTheOnlyOne.At(span, $"{Listing.Of(undescribed)} is said to be supported; the section describes only {Listing.Of(described.Order(StringComparer.Ordinal))}", null, page.Name));
        }
    }

    private SourceSpan? Place(HxPage page, string value)
    {
        SourceLine line = page.Section.Lines.FirstOrDefault(l => l.Text.Contains($"is \"{value}\"", StringComparison.Ordinal));
        return line.Text is null ? null : new SourceSpan(document.File.Path, line.Number, line.Column, line.Text.Length);
    }

    private IEnumerable<LineText> Texts(HxPage page) => Paragraphs.Of(document.File.Path, page.Parts.Where(p => p.Kind != PartKind.Example).SelectMany(p => p.Lines));

    [GeneratedRegex(@"\b[Tt]he only (supported|possible|valid|allowed) \w+( for now)? (is|are)\b")]
    private static partial Regex Only();

    [GeneratedRegex(@"\.(\s|$)")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"""(?<name>[\w-]+)""")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"[a-z][a-z0-9]*([-_][a-z0-9]+)+")]
    private static partial Regex CommandWord();

    [GeneratedRegex(@"['""](?<name>[a-z][\w-]*)['""] commands?\b")]
    private static partial Regex Reference();
}
