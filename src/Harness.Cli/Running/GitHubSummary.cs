using Harness.Cases.Run;
using Harness.Reports;

namespace Harness.Cli.Running;

/// <summary>What GitHub Actions shows of a run: annotations among the output, and the summary of the step. Elsewhere it does nothing.</summary>
internal sealed class GitHubSummary : IDisposable
{
    private readonly IReadOnlyList<IReporter> _reporters;

    private GitHubSummary(IReadOnlyList<IReporter> reporters) => _reporters = reporters;

    public static GitHubSummary Open(TextWriter output)
    {
        if (Environment.GetEnvironmentVariable("GITHUB_ACTIONS") != "true")
        {
            return new GitHubSummary([]);
        }

        string? summary = Environment.GetEnvironmentVariable("GITHUB_STEP_SUMMARY");
        return new GitHubSummary(string.IsNullOrEmpty(summary)
            ? [new GitHubReporter(output)]
            : [new GitHubReporter(output), new MarkdownReporter(new FileStream(summary, FileMode.Append, FileAccess.Write))]);
    }

    public void Report(RunEvent runEvent)
    {
        foreach (IReporter reporter in _reporters)
        {
            reporter.Report(runEvent);
        }
    }

    public void Dispose()
    {
        foreach (IReporter reporter in _reporters)
        {
            reporter.Dispose();
        }
    }
}
