using System.Globalization;

using Harness.Cli.Options;
using Harness.Fuzz;
using Harness.Fuzz.Play;

namespace Harness.Cli.Fuzzing;

/// <summary>What <c>fuzz</c> prints while it goes on: findings as they come, rate and coverage every few seconds, a closing line.</summary>
internal sealed class FuzzDisplay(FuzzSettings settings, TextWriter output, int commands)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private TimeSpan _next = Pause;

    public void Report(FuzzEvent fuzzEvent)
    {
        if (settings.Format == OutputFormat.Json)
        {
            output.WriteLine(FindingStore.LineOf(fuzzEvent));
            return;
        }

        switch (fuzzEvent)
        {
            case FuzzEvent.Found { Finding: var finding }:
                output.WriteLine($"FOUND {finding.Breach.Word}: {Printable(finding.Breach.Why)}");
                output.WriteLine($"      {finding.Exchanges} {(finding.Exchanges == 1 ? "exchange" : "exchanges")}, {Path.GetFileName(FindingStore.PathOf("", finding.Id))}: rerun {finding.Id}");
                break;
            case FuzzEvent.NotReproduced lost when !settings.Quiet:
                output.WriteLine($"lost  {lost.Breach.Word} in {lost.CaseId}: {Printable(lost.Breach.Why)} ({Printable(lost.Why)})");
                break;
            case FuzzEvent.Progress { Totals: var totals } when !settings.Quiet && totals.Elapsed >= _next:
                _next = totals.Elapsed + Pause;
                output.WriteLine(Summary(totals));
                break;
            case FuzzEvent.Ended ended:
                output.WriteLine(Covered(ended.Coverage));
                output.WriteLine($"{Summary(ended.Totals)}; {ended.Why}; digest {ended.Totals.Digest:x16}");
                break;
            default:
                break;
        }
    }

    private static string Summary(in FuzzTotals totals) => string.Create(
        CultureInfo.InvariantCulture,
        $"{totals.Cases:N0} cases, {totals.Requests:N0} requests in {totals.Elapsed.TotalSeconds:F1} s ({totals.Rate:N0} cases/s), {totals.Findings} findings, {totals.Repeats:N0} repeats, {totals.NotReproduced} not reproduced{(totals.Restarts > 0 ? $", {totals.Restarts} restarts" : "")}");

    private string Covered(Coverage coverage)
    {
        string[] items = [.. coverage.Counts.Keys];
        int Count(string before, string after) => items.Count(i => i.StartsWith(before, StringComparison.Ordinal) && i.EndsWith(after, StringComparison.Ordinal));
        return $"covered: of {commands} commands {Count("command/", "/success")} succeeded, {Count("command/", "/refused")} were refused for their arguments, {Count("command/", "/error")} failed otherwise; {Count("event/", "")} events, {Count("class/", "")} error classes";
    }

    /// <summary>What a peer says is data: no control character reaches a terminal.</summary>
    private static string Printable(string text)
    {
        string safe = string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));
        return safe.Length > 300 ? safe[..300] + "…" : safe;
    }
}
