using System.Globalization;

using Harness.Cases.Run;

using Spectre.Console;

namespace Harness.Reports;

/// <summary>What to print beside failures and the closing table.</summary>
public enum Verbosity
{
    /// <summary>Failures and the closing line.</summary>
    Quiet,
    Normal,

    /// <summary>Every case, and the exchange of each that did not pass.</summary>
    Verbose,
}

/// <summary>
/// A run for people: failures as they happen, then a table by kind. Each line about a case ends with the id that
/// pastes back into <c>--run</c>.
/// </summary>
public sealed class ConsoleReporter(IAnsiConsole console, Verbosity verbosity) : IReporter
{
    private readonly SortedDictionary<CaseKind, int[]> _byKind = [];
    private readonly SortedDictionary<string, int> _skips = new(StringComparer.Ordinal);

    /// <summary>Called with the number of finished cases; a progress display hooks in here.</summary>
    public Action<int>? Progress { get; set; }

    /// <summary>Called once with the number of selected cases.</summary>
    public Action<int>? Selected { get; set; }

    private int _finished;

    public void Report(RunEvent runEvent)
    {
        switch (runEvent)
        {
            case RunEvent.Started started:
                Start(started);
                break;
            case RunEvent.Finished finished:
                Finish(finished.Result);
                break;
            case RunEvent.Ended ended:
                End(ended);
                break;
            default:
                throw new System.Diagnostics.UnreachableException(runEvent.GetType().Name);
        }
    }

    public void Dispose()
    {
    }

    private void Start(RunEvent.Started started)
    {
        Selected?.Invoke(started.Selected);
        if (verbosity != Verbosity.Quiet)
        {
            Line($"{started.Tool} · target {started.Target} · spec {started.Spec} · {Count(started.Selected)} cases · seed {started.Seed}");
        }
    }

    private void Finish(CaseResult result)
    {
        int[] counts = _byKind.TryGetValue(result.Kind, out int[]? found) ? found : _byKind[result.Kind] = new int[5];
        counts[(int)result.Verdict]++;
        if (result is { Verdict: Verdict.Skip, Reason: { } why })
        {
            _skips[why] = _skips.GetValueOrDefault(why) + 1;
        }

        if (result.Verdict is Verdict.Fail or Verdict.Error || verbosity == Verbosity.Verbose)
        {
            Line($"{Label(result.Verdict)} {Reason(result)}{result.Id}", Colour(result.Verdict));
            Details(result);
        }

        Progress?.Invoke(++_finished);
    }

    /// <summary>Arrow notation is indented over several lines for files; here a case has one line each.</summary>
    private static string Joined(string? text) => string.Join(' ', (text ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    private static string Reason(CaseResult result) => result.Reason is null ? "" : $"{result.Reason}  ";

    private void Details(CaseResult result)
    {
        if (result.Expected is not null && verbosity != Verbosity.Quiet)
        {
            Line($"        expected {Joined(result.Expected)}");
            Line($"        actual   {Joined(result.Actual)}");
        }

        if (verbosity == Verbosity.Verbose)
        {
            foreach (ExchangeLine line in result.Exchange)
            {
                Line($"        {line.Mark} {line.Text}");
            }
        }
    }

    private void End(RunEvent.Ended ended)
    {
        if (verbosity != Verbosity.Quiet)
        {
            Table();
            Skips();
        }

        foreach (string id in ended.Stale)
        {
            Line($"stale baseline entry, the case passes or is gone: take it out or use --update-baseline  {id}", Color.Red);
        }

        RunCounts counts = ended.Counts;
        string summary = string.Create(
            CultureInfo.InvariantCulture,
            $"{counts.Pass} passed, {counts.Fail} failed, {counts.Error} errors, {counts.Skip} skipped, {counts.Known} known in {ended.Elapsed.TotalSeconds:0.00} s");
        Line(summary, counts.Fail + counts.Error + ended.Stale.Count == 0 && ended.Complete ? Color.Green : Color.Red);
        if (!ended.Complete)
        {
            Line($"incomplete: {ended.Why}", Color.Red);
        }
    }

    private void Table()
    {
        Line($"{"",-10} {"pass",6} {"fail",6} {"error",6} {"skip",6} {"known",6}");
        foreach ((CaseKind kind, int[] c) in _byKind)
        {
            Line($"{Words.Of(kind),-10} {c[0],6} {c[1],6} {c[2],6} {c[3],6} {c[4],6}");
        }
    }

    /// <summary>Why cases were skipped, most frequent first: a skip that nobody sees is a hole.</summary>
    private void Skips()
    {
        foreach ((string why, int count) in _skips.OrderByDescending(s => s.Value).ThenBy(s => s.Key, StringComparer.Ordinal).Take(8))
        {
            Line($"skipped {Count(count)}: {why}");
        }

        if (_skips.Count > 8)
        {
            Line($"skipped for {Count(_skips.Count - 8)} further reasons: see results.ndjson");
        }
    }

    private void Line(string text, Color? colour = null)
    {
        string printable = PrintableText.OneLine(text);
        console.Write(new Text(printable + "\n", colour is null ? Style.Plain : new Style(colour)) { Overflow = Overflow.Fold });
    }

    private static string Count(int n) => n.ToString("N0", CultureInfo.InvariantCulture);

    private static string Label(Verdict verdict) => verdict switch
    {
        Verdict.Pass => "pass ",
        Verdict.Fail => "FAIL ",
        Verdict.Error => "ERROR",
        Verdict.Skip => "skip ",
        _ => "known",
    };

    private static Color? Colour(Verdict verdict) => verdict switch
    {
        Verdict.Fail => Color.Red,
        Verdict.Error => Color.Fuchsia,
        Verdict.Pass => Color.Green,
        _ => Color.Grey,
    };
}
