namespace Harness.Cases.Run;

public enum RunEnding
{
    Complete,

    /// <summary>The user stopped it.</summary>
    Interrupted,

    /// <summary>Stopped at the first failure, as asked.</summary>
    FailedFast,

    /// <summary>The target could not be measured any more.</summary>
    GaveUp,
}

/// <summary>How a run ended.</summary>
/// <param name="Why">For an ending other than complete, for people.</param>
/// <param name="Stale">Ids whose baseline entry no longer holds: the case passes now, or is gone.</param>
/// <param name="Results">In case order; those that were reached.</param>
public sealed record RunOutcome(RunEnding Ending, string? Why, RunCounts Counts, IReadOnlyList<string> Stale, IReadOnlyList<CaseResult> Results);
