using Harness.Cli.Options;
using Harness.Reports;

namespace Harness.Cli.Running;

/// <summary>What the user asked of <c>run</c>, as given.</summary>
internal sealed record RunSettings
{
    public required string Target { get; init; }

    public string? Spec { get; init; }

    public IReadOnlyList<string> Run { get; init; } = [];

    public IReadOnlyList<string> Skip { get; init; } = [];

    public string? Shard { get; init; }

    /// <summary>Results of an earlier run, whose fails and errors alone are run.</summary>
    public string? RerunFailed { get; init; }

    public IReadOnlyList<string> Allow { get; init; } = [];

    public ulong Seed { get; init; } = 1;

    public int Jobs { get; init; } = 1;

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    public string? Baseline { get; init; }

    public bool UpdateBaseline { get; init; }

    public IReadOnlyList<string> Reports { get; init; } = [];

    public string? ReportDirectory { get; init; }

    /// <summary>Folder for a transcript of each case; null to record nothing.</summary>
    public string? Record { get; init; }

    /// <summary>Whether secrets are replaced in transcripts.</summary>
    public bool Redact { get; init; } = true;

    public OutputFormat Format { get; init; }

    public bool FailFast { get; init; }

    public int MinimumCases { get; init; } = 1;

    public Verbosity Verbosity { get; init; } = Verbosity.Normal;

    public bool NoColor { get; init; }

    /// <summary>The command line that repeats this run.</summary>
    public string CommandLine { get; init; } = "";
}
