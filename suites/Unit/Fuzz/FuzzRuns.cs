using Harness.Cases.Compile;
using Harness.Cases.Run;
using Harness.Cli;
using Harness.Cli.Running;
using Harness.Cli.Targets;
using Harness.Fuzz;
using Harness.Fuzz.Findings;
using Harness.Fuzz.Generate;
using Harness.Fuzz.Input;
using Harness.Fuzz.Play;
using Harness.Schema.Model;

namespace Harness.Unit.Fuzz;

/// <summary>Runs of the fuzzer on the emulator with the project's own spec.</summary>
internal static class FuzzRuns
{
    public static readonly QmpSchema Schema = Specs.Load(Path.Combine(Repository.Root, "spec", "qmp-2.3"));

    private static readonly CaseLibrary Library = CaseLibrary.Load(Schema);

    public static ITarget Target(string target) => TargetParser.Parse(target, Schema, 1, TimeSpan.FromSeconds(5));

    public static FuzzSetting Setting(ITarget target) =>
        new(Schema, Specs.Safety(), target, null, new HashSet<SafetyClass>(Enum.GetValues<SafetyClass>()), TimeSpan.FromSeconds(5), TimeProvider.System);

    public static async Task<FuzzMaterial> Material(ITarget target, ulong seed = 1)
    {
        FuzzSetting setting = Setting(target);
        List<(MachineReference, MachineNames)> machines = [];
        foreach (MachineReference machine in Library.Machines.All.Prepend(MachineReference.Default))
        {
            machines.Add((machine, await MachineSurvey.AskAsync(setting, machine, CancellationToken.None)));
        }

        return new FuzzMaterial(setting, seed, machines, Library.Machines, new RealisticValues(seed, null), null);
    }

    public static async Task<(FuzzEvent.Ended Ended, IReadOnlyList<Finding> Findings)> Run(string on, long cases, int jobs = 2, int maxFailures = 1, string? shard = null)
    {
        await using ITarget target = Target(on);
        List<Finding> findings = [];
        FuzzPlan plan = new(Enum.GetValues<FuzzPhase>(), cases, null, maxFailures, jobs, shard is null ? null : Shard.Parse(shard));
        Fuzzer fuzzer = new(await Material(target), plan, Library.Player(new PlayOptions()), fuzzEvent =>
        {
            if (fuzzEvent is FuzzEvent.Found found)
            {
                findings.Add(found.Finding);
            }
        });
        return (await fuzzer.RunAsync(CancellationToken.None), findings);
    }

    public static async Task<string> Rerun(Finding finding, string on)
    {
        await using ITarget target = Target(on);
        await using IPeer peer = await target.StartAsync(finding.Shrunk.Machine, CancellationToken.None);
        CaseResult result = await Library.Player(new PlayOptions()).PlayAsync(finding.Script, target, peer, CancellationToken.None);
        return Harness.Fuzz.Findings.Rerun.Of(finding.Id, result, peer);
    }
}
