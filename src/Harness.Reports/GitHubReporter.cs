using Harness.Cases.Run;

namespace Harness.Reports;

/// <summary>
/// Annotations of GitHub Actions: a workflow command a failure, which the host shows at the file and line concerned. At most ten of a
/// level are shown by the host in a step, so what is left is one line with their number.
/// </summary>
public sealed class GitHubReporter(TextWriter output) : IReporter
{
    private const int Shown = 9;

    private int _annotated;

    public void Report(RunEvent runEvent)
    {
        if (runEvent is RunEvent.Finished { Result: { Verdict: Verdict.Fail or Verdict.Error } result } && ++_annotated <= Shown)
        {
            string place = result.Origin is { Span.Line: > 0 } origin ? $"file={Property(origin.Span.File)},line={origin.Span.Line}," : "";
            output.WriteLine($"::error {place}title={Property(result.Id)}::{Message($"{Words.Of(result.Verdict)}: {result.Reason}")}");
        }
        else if (runEvent is RunEvent.Ended ended)
        {
            End(ended);
        }
    }

    public void Dispose()
    {
    }

    private void End(RunEvent.Ended ended)
    {
        string[] whole =
        [
            .. _annotated > Shown ? [$"{_annotated - Shown} further cases failed: see the step's summary"] : Array.Empty<string>(),
            .. ended.Complete ? Array.Empty<string>() : [$"the run is incomplete: {ended.Why}"],
            .. ended.Stale.Count > 0 ? [$"{ended.Stale.Count} stale baseline entries, the first: {ended.Stale[0]}"] : Array.Empty<string>(),
        ];
        foreach (string line in whole)
        {
            output.WriteLine($"::error title=qmp-harness::{Message(line)}");
        }
    }

    private static string Message(string text) => PrintableText.OneLine(text).Replace("%", "%25", StringComparison.Ordinal);

    private static string Property(string text) => Message(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
