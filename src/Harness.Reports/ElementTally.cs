using Harness.Cases.Coverage;
using Harness.Cases.Run;

namespace Harness.Reports;

/// <summary>What a run showed of one documented thing.</summary>
/// <param name="Exercised">Cases with a judgement (pass, fail, known) that exercise it.</param>
/// <param name="Held">Those of them that passed.</param>
internal readonly record struct ElementTally(SpecElement Element, int Exercised, int Held)
{
    /// <summary>One an element of the run's outline, in its order; none where the run has no outline.</summary>
    public static IReadOnlyList<ElementTally> Of(CollectedRun run)
    {
        IReadOnlyList<SpecElement> elements = run.Started?.Outline?.Elements ?? [];
        (int Exercised, int Held)[] counts = new (int, int)[elements.Count];
        foreach (CaseResult result in run.Results.Where(r => r.Verdict is Verdict.Pass or Verdict.Fail or Verdict.Known))
        {
            foreach (int index in (result.Origin?.Covers ?? []).Where(i => i >= 0 && i < counts.Length))
            {
                counts[index].Exercised++;
                counts[index].Held += result.Verdict == Verdict.Pass ? 1 : 0;
            }
        }

        return [.. elements.Select((e, i) => new ElementTally(e, counts[i].Exercised, counts[i].Held))];
    }
}
