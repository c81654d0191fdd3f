using System.Text.RegularExpressions;

using Harness.Schema.Examples;
using Harness.Schema.Hx.Prose;
using Harness.Schema.Hx.Syntax;
using Harness.Schema.Source;

namespace Harness.Schema.Hx.Check;

/// <summary>Slips of writing that need no understanding to be seen. Examples are data and are not read here.</summary>
internal sealed partial class WordingCheck(HxDocument document, List<Diagnostic> diagnostics)
{
    /// <summary>How often an abbreviation must occur to be the right spelling of a rare one next to it.</summary>
    private const int Frequent = 5;

    private static readonly string[] MayRepeat = ["that", "had"];

    public void Check()
    {
        List<(LineText Text, string? Command)> paragraphs = [.. Running()];
        foreach ((LineText text, string? command) in paragraphs)
        {
            CheckWords(text, command);
            CheckMarks(text, command);
            foreach ((Match match, string advice) in GrammarTable.Find(text.Text))
            {
                diagnostics.Add(StyleRules.Grammar.At(text.Span(match.Index, match.Length), $"'{match.Value}': {advice}", null, command));
            }
        }

        CheckAbbreviations(paragraphs);
        CheckFullStops();
    }

    /// <summary>The last sentence of a description, where most descriptions end theirs.</summary>
    private void CheckFullStops()
    {
        List<(HxPage Page, SourceLine Line)> last = [.. document.Pages
            .Select(p => (p, p.Of(PartKind.Description).SelectMany(d => ItemReader.Preamble(d.Lines)).LastOrDefault(l => !l.IsBlank)))
            .Where(l => l.Item2.Text is not null)];
        List<(HxPage Page, SourceLine Line)> open = [.. last.Where(l => !Ended().IsMatch(l.Line.Text))];
        foreach ((HxPage page, SourceLine line) in open.Count * 2 < last.Count ? open : [])
        {
            diagnostics.Add(StyleRules.NoFullStop.At(new SourceSpan(document.File.Path, line.Number, line.Column, line.Text.Length), "this sentence does not end with a full stop", null, page.Name));
        }
    }

    private IEnumerable<(LineText Text, string? Command)> Running()
    {
        string path = document.File.Path;
        foreach (HxSection section in document.File.Sections.Where(s => s.Level != SectionLevel.Command))
        {
            foreach (LineText text in Paragraphs.Of(path, section.Lines))
            {
                yield return (text, null);
            }
        }

        foreach (HxPage page in document.Pages)
        {
            foreach (LineText text in page.Parts.Where(p => p.Kind != PartKind.Example).SelectMany(p => Paragraphs.Of(path, p.Lines)))
            {
                yield return (text, page.Name);
            }
        }
    }

    private void CheckWords(LineText text, string? command)
    {
        foreach (Match repeated in Repeated().Matches(text.Text).Where(m => !MayRepeat.Contains(m.Groups["word"].Value)))
        {
            Group second = repeated.Groups["again"];
            diagnostics.Add(StyleRules.RepeatedWord.At(text.Span(second.Index, second.Length), $"'{second.Value}' stands twice in a row", text.Span(repeated.Index), command));
        }

        foreach (Match article in Articles().Matches(text.Text))
        {
            string right = article.Value.StartsWith("an", StringComparison.OrdinalIgnoreCase) ? "a" : "an";
            diagnostics.Add(StyleRules.Article.At(text.Span(article.Index, article.Length), $"'{article.Value}': '{right}' belongs before '{article.Groups["noun"].Value}'", null, command));
        }
    }

    private void CheckMarks(LineText text, string? command)
    {
        foreach (int at in BracketBalance.Strays(text.Text))
        {
            diagnostics.Add(StyleRules.Unbalanced.At(text.Span(at, 1), $"'{text.Text[at]}' has no partner", null, command));
        }

        foreach (Match tight in TightBracket().Matches(text.Text))
        {
            diagnostics.Add(StyleRules.NoBlank.At(text.Span(tight.Index + 1, 1), "a blank is missing before '('", null, command));
        }

        if (text.Text.Count(c => c == '"') % 2 != 0 && !HalfQuotedName().IsMatch(text.Text))
        {
            diagnostics.Add(StyleRules.OddQuotes.At(text.Span(text.Text.LastIndexOf('"'), 1), "the text has an odd number of double quotes", null, command));
        }
    }

    private void CheckAbbreviations(List<(LineText Text, string? Command)> paragraphs)
    {
        Dictionary<string, int> counts = new(StringComparer.Ordinal);
        foreach (Match word in paragraphs.SelectMany(p => Capitals().Matches(p.Text.Text)))
        {
            counts[word.Value] = counts.GetValueOrDefault(word.Value) + 1;
        }

        CheckSmallLetters(paragraphs, counts);
        List<string> frequent = [.. counts.Where(c => c.Value >= Frequent).Select(c => c.Key).Order(StringComparer.Ordinal)];
        foreach ((LineText text, string? command) in paragraphs)
        {
            foreach (Match word in Capitals().Matches(text.Text).Where(w => w.Length > 4 && counts[w.Value] < Frequent))
            {
                if (frequent.FirstOrDefault(f => counts[f] > 2 * counts[word.Value] && NearName.Distance(f, word.Value) == 1) is { } right)
                {
                    diagnostics.Add(StyleRules.Abbreviation.At(text.Span(word.Index, word.Length), $"'{word.Value}' is most likely meant to be '{right}', which the document has elsewhere", null, command));
                }
            }
        }
    }

    /// <summary>An abbreviation in small letters where the document has it in capitals. In quotes, paths and compounds it is a name, and so is what the table has.</summary>
    private void CheckSmallLetters(List<(LineText Text, string? Command)> paragraphs, Dictionary<string, int> counts)
    {
        List<(LineText Text, string? Command, Match Word)> small = [.. paragraphs.SelectMany(p => SmallWord().Matches(p.Text.Text).Select(w => (p.Text, p.Command, w)))];
        HashSet<string> names = [.. document.File.Entries.SelectMany(e => e.Arguments.Select(a => a.Name).Append(e.Name))];
        Dictionary<string, int> smallCounts = small.GroupBy(s => s.Word.Value.ToUpperInvariant()).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        foreach ((LineText text, string? command, Match word) in small)
        {
            string capitals = word.Value.ToUpperInvariant();
            if (!names.Contains(word.Value) && counts.GetValueOrDefault(capitals) >= Math.Max(Frequent, 4 * smallCounts[capitals]))
            {
                diagnostics.Add(StyleRules.Abbreviation.At(text.Span(word.Index, word.Length), $"'{word.Value}' is '{capitals}' elsewhere in the document", null, command));
            }
        }
    }

    [GeneratedRegex(@"(?<![\w""'/.-])[a-z]{4,}(?![\w""'/-]|\.\w)")]
    private static partial Regex SmallWord();

    [GeneratedRegex(@"[.:!?;](\)|"")?$")]
    private static partial Regex Ended();

    [GeneratedRegex(@"(?<![\w-])(?<word>[A-Za-z]+) (?<again>\k<word>)(?![\w-])")]
    private static partial Regex Repeated();

    /// <summary>Only small words that can be spoken: letters of abbreviations and the u of "unit" have their own rules.</summary>
    [GeneratedRegex(@"(?<![\w'-])(?:[Aa] (?<noun>[aei][a-z]{3,}|o(?!ne)[a-z]{3,})|[Aa]n (?<noun>(?=[a-z]{0,2}[aeiou])[bcdfgjklmnpqrstvwz][a-z]{3,}))\b")]
    private static partial Regex Articles();

    [GeneratedRegex(@"[a-z]\((?=[a-z]+ )")]
    private static partial Regex TightBracket();

    [GeneratedRegex(@"^- (""[\w.-]+\s*:|[\w.-]+"")")]
    private static partial Regex HalfQuotedName();

    [GeneratedRegex(@"\b[A-Z]{4,}\b(?! events?\b)")]
    private static partial Regex Capitals();
}
