using Harness.Cases.Baseline;
using Harness.Cases.Language;

namespace Harness.Cases.Run;

/// <summary>What to run and how.</summary>
/// <param name="MachineOf">The machine that a case starts from.</param>
/// <param name="Jobs">Cases at the same time, at most.</param>
/// <param name="Deadline">A fail that took this long was a wait in vain; several in a row are a target that hangs.</param>
public sealed record RunPlan(
    IReadOnlyList<Script> Scripts,
    Func<Script, MachineReference> MachineOf,
    Admission Admission,
    ExpectedResults Baseline,
    int Jobs,
    bool FailFast,
    TimeSpan Deadline)
{
    /// <summary>What results say of where their case comes from; nothing, unless given.</summary>
    public Func<Script, CaseOrigin?> OriginOf { get; init; } = static _ => null;
}
