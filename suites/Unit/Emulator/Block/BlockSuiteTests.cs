using Harness.Cases.Language;
using Harness.Cases.Run;
using Harness.Cli.Running;
using Harness.Cli.Targets;
using Harness.Emulator;
using Harness.Emulator.Mutants;
using Harness.Schema;
using Harness.Schema.Model;

namespace Harness.Unit.Emulator.Block;

/// <summary>The block and NBD cases of <c>suites/behaviour</c>: met by the emulator, and failed by the mutants that they name.</summary>
public sealed class BlockSuiteTests
{
    private static readonly QmpSchema Schema = SchemaSources.Load(Path.Combine(Repository.Root, "spec", "qmp-2.3")).Schema!;
    private static readonly CaseLibrary Library = CaseLibrary.Load(Schema);

    private static readonly string[] Documented =
    [
        "eject", "change", "block_passwd", "block_resize", "block_set_io_throttle", "block-set-write-threshold", "blockdev-add", "query-block", "query-blockstats",
        "query-named-block-nodes", "blockdev-snapshot-sync", "blockdev-snapshot-internal-sync", "blockdev-snapshot-delete-internal-sync", "transaction",
        "block-commit", "drive-backup", "blockdev-backup", "drive-mirror",
    ];

    private static readonly Mutant[] Mutants = [.. MediaMutants.All, .. ImageMutants.All, .. SnapshotMutants.All, .. BlockJobMutants.All, .. CopyJobMutants.All, .. NbdMutants.All];

    public static IEnumerable<TestCaseData> Cases() => Behaviour.Concat(Examples).Select(s => new TestCaseData(s).SetArgDisplayNames(s.Id));

    public static IEnumerable<TestCaseData> Kills() => Behaviour.SelectMany(s => s.Kills.Select(k => new TestCaseData(s, k).SetArgDisplayNames(s.Id, k)));

    private static IEnumerable<Script> Behaviour => Library.Scripts.Where(s => s.Kind == CaseKind.Behaviour && Path.GetFileName(s.Span.File) is { } file && (file.StartsWith("block-", StringComparison.Ordinal) || file == "nbd.case"));

    private static IEnumerable<Script> Examples => Library.Scripts.Where(s => Documented.Any(c => s.Id.StartsWith($"example/{c}/", StringComparison.Ordinal)));

    [Test]
    public void Each_mutant_is_killed_by_a_case_and_each_case_kills_a_mutant()
    {
        Assert.That(Behaviour.SelectMany(s => s.Kills).Distinct(), Is.EquivalentTo(Mutants.Select(m => m.Id)));
        Assert.That(Behaviour.Where(s => s.Kills.Count == 0).Select(s => s.Id), Is.Empty);
    }

    [Test]
    public void Each_documented_example_has_a_machine_of_its_own()
    {
        Assert.That(Examples.Count(), Is.EqualTo(20));
        Assert.That(Examples.Where(s => Library.MachineOf(s).Path is null).Select(s => s.Id), Is.Empty);
    }

    [TestCaseSource(nameof(Cases))]
    public async Task The_emulator_passes(Script script)
    {
        CaseResult result = await Play(script, "");

        Assert.That(result.Verdict, Is.EqualTo(Verdict.Pass), Tell(result));
    }

    [TestCaseSource(nameof(Kills))]
    public async Task A_mutant_that_a_case_names_fails(Script script, string mutant)
    {
        CaseResult result = await Play(script, $"mutant={mutant}");

        Assert.That(result.Verdict, Is.EqualTo(Verdict.Fail), Tell(result));
    }

    private static async Task<CaseResult> Play(Script script, string emulator)
    {
        await using EmulatorTarget target = EmulatorTarget.Parse(emulator, Schema, 1);
        await using IPeer peer = await target.StartAsync(Library.MachineOf(script), CancellationToken.None);
        return await Library.Player(new PlayOptions()).PlayAsync(script, target, peer, CancellationToken.None);
    }

    private static string Tell(CaseResult result) => $"{result.Reason}\nexpected {result.Expected}\nactual   {result.Actual}";
}
