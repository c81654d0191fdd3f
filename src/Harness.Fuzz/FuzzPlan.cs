using Harness.Cases.Run;
using Harness.Fuzz.Input;

namespace Harness.Fuzz;

/// <summary>How far a run goes.</summary>
/// <param name="Cases">How many case numbers there are; null for no end.</param>
/// <param name="Time">When to make no more; null for never. Looked at between blocks of cases.</param>
/// <param name="MaxFailures">Findings after which the run ends.</param>
/// <param name="Jobs">Cases at the same time; what comes out does not depend on it.</param>
public sealed record FuzzPlan(IReadOnlyList<FuzzPhase> Phases, long? Cases, TimeSpan? Time, int MaxFailures, int Jobs, Shard? Shard);
