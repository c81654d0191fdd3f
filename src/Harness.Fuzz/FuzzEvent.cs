using Harness.Fuzz.Findings;
using Harness.Fuzz.Oracles;
using Harness.Fuzz.Play;

namespace Harness.Fuzz;

/// <summary>What a run tells, in order of case numbers: any number of the first three, one <see cref="Ended"/>.</summary>
public abstract record FuzzEvent
{
    /// <summary>A breach that is no finding yet was shrunk and shown again.</summary>
    public sealed record Found(Finding Finding) : FuzzEvent;

    /// <summary>A breach that did not show again on a fresh peer, or not when its own case was played: nobody could check it, so it is counted and not reported.</summary>
    public sealed record NotReproduced(string CaseId, Breach Breach, string Why) : FuzzEvent;

    /// <summary>A block of cases is done.</summary>
    public sealed record Progress(FuzzTotals Totals) : FuzzEvent;

    /// <param name="Why">Why it ended, for people.</param>
    /// <param name="Interrupted">The user ended it.</param>
    public sealed record Ended(FuzzTotals Totals, Coverage Coverage, string Why, bool Interrupted) : FuzzEvent;
}

/// <param name="Cases">Cases played.</param>
/// <param name="Requests">Messages sent in them, those of the fuzzer itself left out.</param>
/// <param name="Digest">Sum of the digests of the cases: equal for equal cases, whatever their order; those of shards add up.</param>
/// <param name="Repeats">Breaches that were a known finding.</param>
/// <param name="Elapsed">Wall time.</param>
public readonly record struct FuzzTotals(long Cases, long Requests, ulong Digest, int Findings, long Repeats, int NotReproduced, int Restarts, TimeSpan Elapsed)
{
    /// <summary>Cases a second.</summary>
    public double Rate => Elapsed > TimeSpan.Zero ? Cases / Elapsed.TotalSeconds : 0;
}
