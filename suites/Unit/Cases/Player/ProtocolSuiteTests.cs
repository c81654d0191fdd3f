using System.Text.Json;

using Harness.Cases.Compile;
using Harness.Cases.Language;
using Harness.Cases.Run;
using Harness.Cases.Verify;
using Harness.Cli.Targets;
using Harness.Emulator;
using Harness.Schema;
using Harness.Schema.Model;

namespace Harness.Unit.Cases.Player;

/// <summary>The cases of <c>suites/protocol</c>: true to the catalogue, met by the emulator, and failed by the mutants that they name.</summary>
public sealed class ProtocolSuiteTests
{
    private static readonly QmpSchema Schema = SchemaSources.Load(Path.Combine(Repository.Root, "spec", "qmp-2.3")).Schema!;
    private static readonly CaseFileResult Suite = CaseFiles.Load([Path.Combine(Repository.Root, "suites", "protocol")], Safety());
    private static readonly RequirementCatalogue Catalogue = ReadCatalogue();

    public static IEnumerable<TestCaseData> Cases() => Suite.Scripts.Select(s => new TestCaseData(s).SetArgDisplayNames(s.Id));

    public static IEnumerable<TestCaseData> Kills() => Suite.Scripts.SelectMany(s => s.Kills.Select(k => new TestCaseData(s, k).SetArgDisplayNames(s.Id, k)));

    [Test]
    public void Neither_cases_nor_catalogue_have_errors()
    {
        Assert.That(Suite.Diagnostics.Concat(Catalogue.Diagnostics).Select(d => d.ToString()), Is.Empty);
        Assert.That(Catalogue.Requirements, Has.Count.AtLeast(70));
    }

    [Test]
    public void Every_requirement_has_a_case_of_its_level()
    {
        string[] unchecked_ = [.. Catalogue.Requirements.Where(r => !Suite.Scripts.Any(s => r.IsCheckedBy(s.Id))).Select(r => r.Id)];
        string[] otherLevel = [.. Catalogue.Requirements.SelectMany(r => Suite.Scripts.Where(s => r.IsCheckedBy(s.Id) && s.Level != r.Level)).Select(s => s.Id)];

        Assert.That(unchecked_, Is.Empty);
        Assert.That(otherLevel, Is.Empty);
    }

    [Test]
    public void Every_case_checks_one_requirement()
    {
        string[] strays = [.. Suite.Scripts.Where(s => Catalogue.Requirements.Count(r => r.IsCheckedBy(s.Id)) != 1).Select(s => s.Id)];

        Assert.That(strays, Is.Empty);
    }

    [Test]
    public void Every_case_says_which_mutants_it_kills()
    {
        Assert.That(Suite.Scripts.Where(s => s.Kills.Count == 0).Select(s => s.Id), Is.Empty);
        Assert.That(Suite.Scripts.SelectMany(s => s.Kills).Except(MutantCatalogue.All.Select(m => m.Id)), Is.Empty);
    }

    [Test]
    public void Every_case_needs_commands_of_the_documented_set_only()
    {
        string[] known = [.. Schema.Commands.Select(c => c.Name), "x-oob-test"];

        Assert.That(Suite.Scripts.SelectMany(s => s.Commands).Except(known), Is.Empty);
    }

    [TestCaseSource(nameof(Cases))]
    public async Task The_emulator_passes(Script script)
    {
        CaseResult result = await Play(script, null);

        Assert.That(result.Verdict, Is.EqualTo(Verdict.Pass), Tell(result));
    }

    [TestCaseSource(nameof(Kills))]
    public async Task A_mutant_that_a_case_names_fails(Script script, string mutant)
    {
        CaseResult result = await Play(script, mutant);

        Assert.That(result.Verdict, Is.EqualTo(Verdict.Fail), Tell(result));
    }

    private static async Task<CaseResult> Play(Script script, string? mutant)
    {
        await using EmulatorTarget target = EmulatorTarget.Parse(mutant is null ? "" : $"mutant={mutant}", Schema, seed: 1);
        await using IPeer peer = await target.StartAsync(MachineReference.Default, CancellationToken.None);
        return await new ScriptPlayer(new NoTypes(), new PlayOptions()).PlayAsync(script, target, peer, CancellationToken.None);
    }

    private static string Tell(CaseResult result) =>
        $"{result.Reason}\nexpected {result.Expected}\nactual   {result.Actual}\n{string.Join('\n', result.Exchange.Select(l => $"{l.Connection} {l.Mark} {l.Text}"))}";

    private static SafetyTable Safety()
    {
        string path = Path.Combine(Repository.Root, "spec", "safety.json");
        return SafetyTable.Parse(File.ReadAllText(path), path);
    }

    private static RequirementCatalogue ReadCatalogue()
    {
        string path = Path.Combine(Repository.Root, "spec", "protocol.json");
        return RequirementCatalogue.Parse(File.ReadAllText(path), path);
    }

    private sealed class NoTypes : ITypeJudge
    {
        public string? Why(JsonElement value, Pattern.OfType type) => throw new InvalidOperationException($"no type {type.Name}");
    }
}
