using Harness.Cli.Options;
using Harness.Fuzz.Input;

namespace Harness.Cli.Fuzzing;

/// <summary>What the command line of <c>fuzz</c> says.</summary>
internal sealed record FuzzSettings
{
    public required string Target { get; init; }

    public string? Spec { get; init; }

    public required IReadOnlyList<FuzzPhase> Phases { get; init; }

    public long? Cases { get; init; }

    public TimeSpan? Time { get; init; }

    public ulong Seed { get; init; }

    public required IReadOnlyList<string> Allow { get; init; }

    public int MaxFailures { get; init; }

    public int Jobs { get; init; }

    public string? Shard { get; init; }

    public TimeSpan Timeout { get; init; }

    /// <summary>Where findings go, and where <c>rerun</c> looks for them.</summary>
    public required string Folder { get; init; }

    /// <summary>The only folder whose files may be named to a real target; null for one below <see cref="Folder"/>.</summary>
    public string? Sandbox { get; init; }

    public OutputFormat Format { get; init; }

    public bool Quiet { get; init; }

    /// <summary>The command line as given, for the files of findings.</summary>
    public required string CommandLine { get; init; }
}
