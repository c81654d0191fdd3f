using Harness.Cases.Run;
using Harness.Fuzz;
using Harness.Fuzz.Findings;
using Harness.Fuzz.Generate;
using Harness.Fuzz.Input;

namespace Harness.Unit.Fuzz;

public sealed class DeterminismTests
{
    private const string Mutant = "emu:mutant=accepts-wrong-type";

    [Test]
    public async Task A_case_depends_on_seed_and_number_alone()
    {
        await using ITarget target = FuzzRuns.Target("emu:");
        FuzzMaterial material = await FuzzRuns.Material(target);
        FuzzPhase[] phases = Enum.GetValues<FuzzPhase>();
        CaseGenerator forwards = new(material, phases);
        CaseGenerator backwards = new(await FuzzRuns.Material(target), phases);

        ulong[] first = [.. Enumerable.Range(0, 500).Select(n => forwards.Make(n).Digest())];
        ulong[] second = [.. Enumerable.Range(0, 500).Reverse().Select(n => backwards.Make(n).Digest()).Reverse()];

        Assert.That(second, Is.EqualTo(first));
    }

    [Test]
    public async Task Another_seed_makes_other_cases()
    {
        await using ITarget target = FuzzRuns.Target("emu:");
        FuzzPhase[] phases = Enum.GetValues<FuzzPhase>();
        CaseGenerator one = new(await FuzzRuns.Material(target), phases);
        CaseGenerator two = new(await FuzzRuns.Material(target, seed: 2), phases);

        Assert.That(Enumerable.Range(0, 100).Count(n => one.Make(n).Digest() == two.Make(n).Digest()), Is.LessThan(50));
    }

    [Test]
    public async Task Cases_and_findings_do_not_depend_on_the_number_of_workers()
    {
        (FuzzEvent.Ended alone, IReadOnlyList<Finding> few) = await FuzzRuns.Run(Mutant, 600, jobs: 1, maxFailures: 5);
        (FuzzEvent.Ended together, IReadOnlyList<Finding> same) = await FuzzRuns.Run(Mutant, 600, jobs: 3, maxFailures: 5);

        Assert.That(together.Totals.Digest, Is.EqualTo(alone.Totals.Digest));
        Assert.That(same.Select(f => (f.Id, f.FoundIn.Id)), Is.EqualTo(few.Select(f => (f.Id, f.FoundIn.Id))));
        Assert.That(few, Is.Not.Empty);
    }

    [Test]
    public async Task Shards_share_out_the_cases_of_the_whole()
    {
        (FuzzEvent.Ended whole, _) = await FuzzRuns.Run("emu:", 900);
        (FuzzEvent.Ended first, _) = await FuzzRuns.Run("emu:", 900, shard: "1/3");
        (FuzzEvent.Ended second, _) = await FuzzRuns.Run("emu:", 900, shard: "2/3");
        (FuzzEvent.Ended third, _) = await FuzzRuns.Run("emu:", 900, shard: "3/3");

        Assert.That(first.Totals.Cases + second.Totals.Cases + third.Totals.Cases, Is.EqualTo(whole.Totals.Cases));
        Assert.That(unchecked(first.Totals.Digest + second.Totals.Digest + third.Totals.Digest), Is.EqualTo(whole.Totals.Digest));
    }
}
