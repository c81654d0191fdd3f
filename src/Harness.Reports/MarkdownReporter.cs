using System.Globalization;
using System.Text;

using Harness.Cases.Run;

namespace Harness.Reports;

/// <summary><c>summary.md</c>: counts by kind, what failed with how to repeat it, why cases were skipped. CI systems show it as the step's summary.</summary>
public sealed class MarkdownReporter(Stream output) : IReporter
{
    /// <summary>A summary is read, and CI systems cut long ones.</summary>
    private const int MaxListed = 50;

    private readonly CollectedRun _run = new();

    public void Report(RunEvent runEvent) => _run.Take(runEvent);

    public void Dispose()
    {
        using StreamWriter text = new(output, new UTF8Encoding(false)) { NewLine = "\n" };
        Write(text);
    }

    private void Write(TextWriter text)
    {
        RunCounts counts = _run.Counts;
        string word = _run.Trouble is not null ? "incomplete" : counts.Fail + _run.Stale.Count > 0 ? "failed" : counts.Error > 0 ? "could not be measured" : "passed";
        text.WriteLine($"# QMP conformance: {word}\n");
        if (_run.Trouble is { } trouble)
        {
            text.WriteLine($"> **{Escape(trouble)}**\n");
        }

        if (_run.Started is { } started)
        {
            text.WriteLine($"{Escape(started.Tool)} · target {Code(started.Target)} · spec {Code(started.Spec)} · seed {started.Seed}{(started.Shard is { } shard ? $" · shard {shard}" : "")}\n");
        }

        WriteCounts(text, counts);
        WriteCases(text, "Failed", Verdict.Fail);
        WriteCases(text, "Could not be told", Verdict.Error);
        WriteList(text, "Stale baseline entries: these cases pass or are gone", _run.Stale.Select(Code));
        WriteList(text, "Skipped", _run.Results.Where(r => r.Verdict == Verdict.Skip)
            .GroupBy(r => r.Reason ?? "", StringComparer.Ordinal)
            .OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => $"{Number(g.Count())}: {Escape(g.Key)}"));
        if (_run.Started is not null)
        {
            text.WriteLine($"\nRun again: {Code(_run.Started.Reproduce)}");
        }
    }

    private void WriteCounts(TextWriter text, RunCounts counts)
    {
        text.WriteLine("| | pass | fail | error | skip | known |\n|---|--:|--:|--:|--:|--:|");
        foreach (IGrouping<CaseKind, CaseResult> kind in _run.Results.GroupBy(r => r.Kind).OrderBy(g => g.Key))
        {
            IEnumerable<string> cells = Enum.GetValues<Verdict>().Select(v => Number(kind.Count(r => r.Verdict == v)));
            text.WriteLine($"| {Words.Of(kind.Key)} | {string.Join(" | ", cells)} |");
        }

        text.WriteLine($"| **all** | {Number(counts.Pass)} | {Number(counts.Fail)} | {Number(counts.Error)} | {Number(counts.Skip)} | {Number(counts.Known)} |");
    }

    private void WriteCases(TextWriter text, string title, Verdict verdict)
    {
        CaseResult[] cases = [.. _run.Results.Where(r => r.Verdict == verdict)];
        WriteList(text, title, cases.Select(c => $"{Code(c.Id)} {Escape(c.Reason ?? "")}"));
        if (cases.Length > 0 && _run.Started is { } started)
        {
            text.WriteLine($"\nThe first of them alone: {Code(RerunLine.Of(started.Reproduce, cases[0].Id))}");
        }
    }

    private static void WriteList(TextWriter text, string title, IEnumerable<string> items)
    {
        string[] all = [.. items];
        if (all.Length == 0)
        {
            return;
        }

        text.WriteLine($"\n## {title}: {Number(all.Length)}\n");
        foreach (string item in all.Take(MaxListed))
        {
            text.WriteLine($"- {item}");
        }

        if (all.Length > MaxListed)
        {
            text.WriteLine($"- … and {Number(all.Length - MaxListed)} more: see index.html");
        }
    }

    private static string Number(int n) => n.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Text in which nothing is markup, of Markdown or HTML.</summary>
    private static string Escape(string text)
    {
        StringBuilder result = new();
        foreach (char c in PrintableText.OneLine(text))
        {
            _ = c switch
            {
                '<' => result.Append("&lt;"),
                '>' => result.Append("&gt;"),
                '&' => result.Append("&amp;"),
                '@' => result.Append("&#64;"),
                _ when "\\`*_{}[]()#+!|~$".Contains(c, StringComparison.Ordinal) => result.Append('\\').Append(c),
                _ => result.Append(c),
            };
        }

        return result.ToString();
    }

    /// <summary>A code span, fenced by more backticks than it has in a row.</summary>
    private static string Code(string text)
    {
        string line = PrintableText.OneLine(text);
        int longest = 0;
        int row = 0;
        foreach (char c in line)
        {
            row = c == '`' ? row + 1 : 0;
            longest = Math.Max(longest, row);
        }

        string fence = new('`', longest + 1);
        string pad = line.StartsWith('`') || line.EndsWith('`') || line.Length == 0 ? " " : "";
        return $"{fence}{pad}{line}{pad}{fence}";
    }
}
