using Harness.Reports;

namespace Harness.Cli.Running;

/// <summary>What GitHub Actions shows of a run: annotations among the output, and the summary of the step. Elsewhere it does nothing.</summary>
internal static class GitHubSummary
{
    public static IReporter Open(TextWriter output)
    {
        ReporterGroup reporters = new();
        if (Environment.GetEnvironmentVariable("GITHUB_ACTIONS") != "true")
        {
            return reporters;
        }

        reporters.Add(new GitHubReporter(output));
        if (Environment.GetEnvironmentVariable("GITHUB_STEP_SUMMARY") is { Length: > 0 } summary)
        {
            reporters.Add(new MarkdownReporter(new FileStream(summary, FileMode.Append, FileAccess.Write)));
        }

        return reporters;
    }
}
