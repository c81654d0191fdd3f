using Harness.Cases.Run;

namespace Harness.Cases.Baseline;

/// <summary>
/// A fail that the target shows now and then, so that no case id can be expected to have it. A case that fails so is played again on
/// a peer of its own: passing then it is known, failing again it is a fail. Never stale.
/// </summary>
/// <param name="Cases">Which cases it may hit.</param>
/// <param name="Failure">What the fail's reason contains.</param>
/// <param name="Reason">Why that is so: what the documentation says and what the target does, how often.</param>
/// <param name="Expires">Day from which the entry no longer excuses; null for never.</param>
public sealed record FlakyEntry(CasePattern Cases, string Failure, string Reason, DateOnly? Expires)
{
    /// <summary>What the two tries of a case come to.</summary>
    /// <param name="again">On a peer that no other case has used.</param>
    public CaseResult Settle(CaseResult first, CaseResult again) =>
        again.Verdict == Verdict.Pass ? first with { Verdict = Verdict.Known, Reason = $"{Reason}; passed when played again" } : again;

    internal bool Excuses(CaseResult result, DateOnly today) =>
        result is { Verdict: Verdict.Fail, Reason: { } reason }
        && reason.Contains(Failure, StringComparison.Ordinal)
        && Cases.Matches(result.Id)
        && !(today >= Expires);
}
