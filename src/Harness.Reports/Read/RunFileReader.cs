using System.Globalization;
using System.Text.Json;

using Harness.Cases.Run;

namespace Harness.Reports.Read;

/// <summary>
/// Reads <c>results.ndjson</c> back into the events of the run. A file that a killed run left, cut in the middle of a line, is
/// read as far as it goes; what is lost is said, and the run is incomplete then, whatever its end claims.
/// </summary>
public static class RunFileReader
{
    /// <exception cref="FormatException">No run: there is no start in it.</exception>
    public static RunFile Read(TextReader input, string name)
    {
        CollectedRun run = new();
        List<string> problems = [];
        int number = 0;
        while (input.ReadLine() is { } line)
        {
            number++;
            if (line.Length > 0 && TryRead(line, number, run, problems) is { } runEvent)
            {
                run.Take(runEvent);
            }
        }

        if (run.Started is null)
        {
            throw new FormatException($"{name} is no results.ndjson of a run: it has no line {{\"event\": \"start\", …}}{(problems.Count > 0 ? $"; {problems[0]}" : "")}");
        }

        Check(run, problems);
        return new RunFile(name, run, problems);
    }

    private static RunEvent? TryRead(string line, int number, CollectedRun run, List<string> problems)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            RunEvent? runEvent = RunEventReader.Read(document.RootElement);
            bool isAgain = (runEvent is RunEvent.Started && run.Started is not null) || run.Ended is not null;
            if (runEvent is not null && !isAgain)
            {
                return runEvent;
            }

            problems.Add(Say(number, isAgain ? "an event behind the end, or a second start" : "an event of an unknown name"));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            problems.Add(Say(number, $"torn or damaged ({e.Message.Split('.')[0]})"));
        }

        return null;
    }

    private static string Say(int line, string what) => string.Create(CultureInfo.InvariantCulture, $"line {line}: {what}");

    /// <summary>A complete run has as many cases as it selected, and its end counts what is there.</summary>
    private static void Check(CollectedRun run, List<string> problems)
    {
        if (run.Ended is null)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"the run did not end: {run.Results.Count} of {run.Started!.Selected} cases are there"));
            return;
        }

        if (run.Ended.Counts != run.Counts || (run.Ended.Complete && run.Results.Count != run.Started!.Selected))
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"cases are lost: {run.Results.Count} are there, {run.Ended.Counts.Total} were counted, {run.Started!.Selected} were selected"));
        }

        if (problems.Count > 0)
        {
            string why = run.Ended.Complete ? $"its results are damaged: {string.Join("; ", problems)}" : run.Ended.Why!;
            run.Take(run.Ended with { Counts = run.Counts, Complete = false, Why = why });
        }
    }
}
