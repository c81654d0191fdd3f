using Harness.Cases.Language;
using Harness.Cases.Run;
using Harness.Cli;
using Harness.Cli.Running;
using Harness.Cli.Targets;
using Harness.Emulator;
using Harness.Schema.Model;

namespace Harness.Unit.Cases;

/// <summary>
/// Nothing that says "pass" is believed before it was seen to say "fail": every case fails on each mutant that it claims to kill, every
/// case claims one, and every mutant is claimed by a case.
/// </summary>
public sealed class KillMatrixTests
{
    private static readonly QmpSchema Schema = Specs.Load(null);
    private static readonly CaseLibrary Library = CaseLibrary.Load(Schema);
    private static readonly ILookup<string, Script> ClaimedBy = Library.Scripts.SelectMany(s => s.Kills.Select(k => (Mutant: k, Script: s))).ToLookup(c => c.Mutant, c => c.Script);

    public static IEnumerable<TestCaseData> Mutants() => MutantCatalogue.All.Select(m => new TestCaseData(m.Id).SetArgDisplayNames(m.Id));

    [TestCaseSource(nameof(Mutants))]
    public async Task Every_case_fails_on_the_mutant_that_it_claims_to_kill(string mutant)
    {
        await using ITarget target = TargetParser.Parse($"emu:mutant={mutant}", Schema, seed: 1, TimeSpan.FromSeconds(5));
        ICasePlayer player = Library.Player(new PlayOptions());
        List<string> survivedBy = [];
        foreach (Script script in ClaimedBy[mutant])
        {
            await using IPeer peer = await target.StartAsync(Library.MachineOf(script), CancellationToken.None);
            CaseResult result = await player.PlayAsync(script, target, peer, CancellationToken.None);
            if (result.Verdict != Verdict.Fail)
            {
                survivedBy.Add($"{script.Id}: {result.Verdict} {result.Reason}");
            }
        }

        Assert.That(ClaimedBy[mutant], Is.Not.Empty, "a case whose 'kills' names it");
        Assert.That(survivedBy, Is.Empty);
    }

    /// <summary>A mutant is wrong, it does not break down: on a machine without what it spoils, it still gives something to judge.</summary>
    [TestCaseSource(nameof(Mutants))]
    public async Task Every_mutant_can_be_judged_on_every_query(string mutant)
    {
        await using ITarget target = TargetParser.Parse($"emu:mutant={mutant}", Schema, seed: 1, TimeSpan.FromSeconds(5));
        ICasePlayer player = Library.Player(new PlayOptions());
        List<string> untold = [];
        foreach (Script script in Library.Scripts.Where(s => s.Kind == CaseKind.Returns))
        {
            await using IPeer peer = await target.StartAsync(MachineReference.Default, CancellationToken.None);
            CaseResult result = await player.PlayAsync(script, target, peer, CancellationToken.None);
            if (result.Verdict == Verdict.Error)
            {
                untold.Add($"{script.Id}: {result.Reason}");
            }
        }

        Assert.That(untold, Is.Empty);
    }

    [Test]
    public void Every_case_claims_to_kill_a_mutant_that_there_is()
    {
        HashSet<string> known = [.. MutantCatalogue.All.Select(m => m.Id)];

        Assert.That(Library.Scripts.Where(s => s.Kills.Count == 0).Select(s => s.Id), Is.Empty);
        Assert.That(ClaimedBy.Select(c => c.Key).Where(k => !known.Contains(k)), Is.Empty);
    }
}
