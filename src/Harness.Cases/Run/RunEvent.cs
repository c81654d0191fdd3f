using Harness.Cases.Coverage;

namespace Harness.Cases.Run;

/// <summary>What a run tells its reporters, in this order: one <see cref="Started"/>, any number of <see cref="Finished"/> in case order, one <see cref="Ended"/>.</summary>
public abstract record RunEvent
{
    /// <param name="Spec">Name of the schema.</param>
    /// <param name="Digest">Digest of the schema.</param>
    /// <param name="Reproduce">The command line that repeats this run.</param>
    public sealed record Started(string Tool, string Target, string Spec, string Digest, ulong Seed, string? Shard, int Selected, string Reproduce) : RunEvent
    {
        /// <summary>When it began; null where nobody said.</summary>
        public DateTimeOffset? At { get; init; }

        /// <summary>Null where nobody said.</summary>
        public SpecOutline? Outline { get; init; }
    }

    public sealed record Finished(CaseResult Result) : RunEvent;

    /// <param name="Complete">False when the run was interrupted or gave up; <paramref name="Why"/> then says so.</param>
    /// <param name="Stale">Ids whose baseline entry no longer holds.</param>
    public sealed record Ended(RunCounts Counts, TimeSpan Elapsed, bool Complete, string? Why, IReadOnlyList<string> Stale) : RunEvent;
}

public readonly record struct RunCounts(int Pass, int Fail, int Error, int Skip, int Known)
{
    public int Total => Pass + Fail + Error + Skip + Known;
}
