using System.Text.RegularExpressions;

using Harness.Schema.Examples;
using Harness.Schema.Hx.Prose;
using Harness.Schema.Hx.Syntax;
using Harness.Schema.Source;

namespace Harness.Schema.Hx.Check;

/// <summary><c>.params</c> and <c>.help</c>, which the human monitor shows, against the table and the text.</summary>
internal sealed partial class ParamsCheck(HxDocument document, List<Diagnostic> diagnostics)
{
    public void Check()
    {
        foreach (HxEntry entry in document.File.Entries)
        {
            if (entry.Field("params") is { IsString: true } field && field.Value.Text.Length > 0)
            {
                CheckParams(entry, field.Value);
            }

            if (entry.Field("help") is { IsString: true } help && document.PageOf(entry) is { } page)
            {
                CheckHelp(entry, help.Value, page);
            }
        }
    }

    private void CheckParams(HxEntry entry, LineText text)
    {
        if (TableItem().IsMatch(text.Text))
        {
            string what = Listing.Of(entry.Arguments.Select(a => a.Name));
            Report(entry, ArgumentRules.ParamsTable, text.Start, $".params is written like an args_type; the arguments of the table are {what}", entry.Field("args_type")?.Value.Start);
            return;
        }

        if (entry.Arguments.Any(a => a.IsOpenList) || text.Text.Contains("...", StringComparison.Ordinal) || text.Text.Contains('='))
        {
            return;
        }

        List<Match> words = Word().Matches(text.Text).ToList();
        if (words.Count > 0 && words[0].Groups["name"].Value == entry.Name && entry.Arguments.All(a => a.Name != entry.Name))
        {
            Report(entry, ArgumentRules.ParamsCommand, Span(text, words[0]), $".params begins with the name of the command, '{entry.Name}'; it lists arguments only", null);
            words.RemoveAt(0);
        }

        CheckNames(entry, text, words);
    }

    private void CheckNames(HxEntry entry, LineText text, List<Match> words)
    {
        List<TableArgument> left = [.. entry.Arguments];
        List<Match> unknown = [];
        List<string> wrong = [];
        foreach (Match word in words)
        {
            if (ArgumentOf(word, left) is not { } argument)
            {
                unknown.Add(word);
                continue;
            }

            left.Remove(argument);
            bool flag = word.Groups["name"].Value.StartsWith('-');
            if (!flag && argument.Optional != word.Groups["open"].Success)
            {
                wrong.Add(argument.Name);
            }
        }

        ReportNames(entry, text, unknown, left);
        if (wrong.Count > 0)
        {
            Report(entry, ArgumentRules.ParamsOptional, text.Start, $".params puts what is optional into [ ]; it disagrees with the table on {Listing.Of(wrong)}", entry.Field("args_type")?.Value.Start);
        }
    }

    private void ReportNames(HxEntry entry, LineText text, List<Match> unknown, List<TableArgument> left)
    {
        bool paired = unknown.Count == left.Count;
        for (int i = 0; i < unknown.Count; i++)
        {
            string name = unknown[i].Groups["name"].Value;
            string table = paired ? $"where the table has '{left[i].Name}'" : $"the table has {Listing.Of(entry.Arguments.Select(a => a.Name))}";
            Report(entry, ArgumentRules.ParamsUnknown, Span(text, unknown[i]), paired ? $".params has '{name}' {table}" : $".params has '{name}'; {table}", paired ? left[i].Span : null);
        }

        if (!paired && left.Count > 0)
        {
            Report(entry, ArgumentRules.ParamsMissing, text.Start, $".params does not have {Listing.Of(left.Select(a => a.Name))} of the table", left[0].Span);
        }
    }

    /// <summary>By name; a flag like <c>-p</c> stands for the argument that begins with its letter.</summary>
    private static TableArgument? ArgumentOf(Match word, List<TableArgument> left)
    {
        string name = word.Groups["name"].Value;
        return name is ['-', char letter] ? left.FirstOrDefault(a => a.Code is 'b' or '-' && a.Name[0] == letter) : left.FirstOrDefault(a => a.Name == name);
    }

    /// <summary>Two texts about the same command share at least one word of weight.</summary>
    private void CheckHelp(HxEntry entry, LineText help, HxPage page)
    {
        HashSet<string> said = Stems(string.Join(' ', page.Section.Lines.Take(6).Select(l => l.Text)) + " " + entry.Name.Replace('-', ' ').Replace('_', ' '));
        HashSet<string> helped = Stems(help.Text);
        if (helped.Count >= 2 && said.Count >= 2 && !helped.Overlaps(said))
        {
            Report(entry, ArgumentRules.OtherHelp, help.Start, $".help shares no word with the documentation of '{entry.Name}'", page.Section.TitleSpan);
        }
    }

    private static HashSet<string> Stems(string text) => [.. LongWord().Matches(text).Select(m => m.Value.ToLowerInvariant()[..4])];

    private static SourceSpan Span(LineText text, Match word) => text.Span(word.Groups["name"].Index, word.Groups["name"].Length);

    private void Report(HxEntry entry, Rule rule, SourceSpan span, string message, SourceSpan? related) =>
        diagnostics.Add(rule.At(span, message, related, entry.Name));

    [GeneratedRegex(@"(?<open>\[)?(?<name>-?[A-Za-z_][\w-]*)\]?")]
    private static partial Regex Word();

    [GeneratedRegex(@"^[\w-]+:[sBFilMoTbqO]\??(,|$)")]
    private static partial Regex TableItem();

    [GeneratedRegex("[A-Za-z]{4,}")]
    private static partial Regex LongWord();
}
