using Harness.Cases.Run;
using Harness.Reports;

using Spectre.Console;

namespace Harness.Unit.Reports;

public sealed class ConsoleReporterTests
{
    [TestCaseSource(typeof(Streams), nameof(Streams.All))]
    public void No_stream_gets_an_escape_to_a_terminal_without_colour(IReadOnlyList<RunEvent> events) =>
        Assert.That(Write(events, Verbosity.Verbose).Where(c => char.IsControl(c) && c != '\n'), Is.Empty);

    [Test]
    public void Quiet_shows_failures_and_the_closing_line_only()
    {
        string[] lines = Write(Streams.Mixed, Verbosity.Quiet).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines, Is.EqualTo(new[]
        {
            "FAIL  the request was not refused  args/eject/device/missing",
            "ERROR the target died: exited with status 1  returns/query-status",
            "1 passed, 1 failed, 1 errors, 1 skipped, 1 known in 1.50 s",
        }));
    }

    [TestCase(Verbosity.Quiet)]
    [TestCase(Verbosity.Normal)]
    [TestCase(Verbosity.Verbose)]
    public void Every_failure_line_ends_with_the_id(Verbosity verbosity)
    {
        string[] failures = [.. Write(Streams.Mixed, verbosity).Split('\n').Where(l => l.StartsWith("FAIL", StringComparison.Ordinal) || l.StartsWith("ERROR", StringComparison.Ordinal))];
        Assert.That(failures.Select(l => l.Split(' ')[^1]), Is.EqualTo(new[] { "args/eject/device/missing", "returns/query-status" }));
    }

    [Test]
    public void Normal_shows_expected_actual_the_table_and_why_cases_were_skipped()
    {
        string text = Write(Streams.Mixed, Verbosity.Normal);
        Assert.That(text, Does.Contain("expected <- error"));
        Assert.That(text, Does.Contain("actual   <- {\"return\": {}}"));
        Assert.That(text, Does.Match(@"args +0 +1 +0 +0 +1\n"));
        Assert.That(text, Does.Contain("skipped 1: the target does not offer 'eject'"));
    }

    [Test]
    public void An_incomplete_run_and_a_stale_entry_are_said()
    {
        Assert.That(Write(Streams.Interrupted, Verbosity.Quiet), Does.Contain("incomplete: interrupted"));
        Assert.That(Write(Streams.StaleBaseline, Verbosity.Quiet), Does.Contain("stale baseline entry").And.Contain("surface/eject\n"));
    }

    private static string Write(IReadOnlyList<RunEvent> events, Verbosity verbosity)
    {
        StringWriter output = new();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = 4000;
        using ConsoleReporter reporter = new(console, verbosity);
        foreach (RunEvent runEvent in events)
        {
            reporter.Report(runEvent);
        }

        return output.ToString().Replace("\r\n", "\n", StringComparison.Ordinal);
    }
}
