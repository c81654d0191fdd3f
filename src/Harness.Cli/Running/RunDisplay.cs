using Harness.Cases.Run;
using Harness.Cli.Options;
using Harness.Reports;

using Spectre.Console;

namespace Harness.Cli.Running;

/// <summary>What a run shows while it goes on: NDJSON, plain lines, or lines above a progress bar on a terminal.</summary>
internal sealed class RunDisplay : IDisposable
{
    private readonly IReporter _reporter;
    private readonly IAnsiConsole? _bar;
    private ProgressTask? _task;

    private RunDisplay(IReporter reporter, IAnsiConsole? bar)
    {
        _reporter = reporter;
        _bar = bar;
    }

    public static RunDisplay Create(RunSettings settings, TextWriter output)
    {
        if (settings.Format == OutputFormat.Json)
        {
            return new RunDisplay(new NdjsonReporter(Console.OpenStandardOutput()), null);
        }

        IAnsiConsole console = Terminal.Create(output, settings.NoColor);
        bool bar = console.Profile.Capabilities.Interactive && settings.Verbosity == Verbosity.Normal;
        return new RunDisplay(new ConsoleReporter(console, settings.Verbosity), bar ? console : null);
    }

    public void Report(RunEvent runEvent)
    {
        switch (runEvent)
        {
            case RunEvent.Started started when _task is not null:
                _task.MaxValue = started.Selected;
                break;
            case RunEvent.Finished:
                _task?.Increment(1);
                break;
            case RunEvent.Ended:
                _task?.StopTask();
                break;
            default:
                break;
        }

        _reporter.Report(runEvent);
    }

    /// <summary>Runs the work, below what it reports a bar where there is a terminal.</summary>
    public async Task<RunOutcome> WhileAsync(Func<Task<RunOutcome>> work)
    {
        if (_bar is null)
        {
            return await work();
        }

        return await _bar.Progress().AutoClear(true).Columns(new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).StartAsync(context =>
        {
            _task = context.AddTask("cases");
            return work();
        });
    }

    public void Dispose() => _reporter.Dispose();
}
