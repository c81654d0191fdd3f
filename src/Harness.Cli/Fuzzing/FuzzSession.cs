using Harness.Cases.Compile;
using Harness.Cases.Run;
using Harness.Cli.Options;
using Harness.Cli.Running;
using Harness.Cli.Targets;
using Harness.Fuzz;
using Harness.Fuzz.Generate;
using Harness.Fuzz.Play;
using Harness.Schema.Model;

namespace Harness.Cli.Fuzzing;

/// <summary>One run of the fuzzer from settings to exit code.</summary>
internal sealed class FuzzSession(FuzzSettings settings)
{
    /// <exception cref="UsageException">Something given cannot be used.</exception>
    /// <exception cref="TargetUnavailableException">The target cannot be reached at all.</exception>
    public async Task<int> RunAsync(TextWriter output, TextWriter error, CancellationToken cancel)
    {
        Shard? shard = settings.Shard is null ? null : Shard.Parse(settings.Shard) ?? throw new UsageException($"--shard {settings.Shard}: give i/n with 1 ≤ i ≤ n, e.g. 1/4");
        QmpSchema schema = Specs.Load(settings.Spec);
        CaseLibrary library = CaseLibrary.Load(schema);
        await using ITarget target = TargetParser.Parse(settings.Target, schema, settings.Seed, settings.Timeout);
        IReadOnlySet<string>? offered = await new TargetSurvey(target, settings.Timeout, TimeProvider.System).AskCommandsAsync(cancel);
        FuzzSetting setting = new(schema, Specs.Safety(), target, offered, SafetyOption.Parse(settings.Allow, target), settings.Timeout, TimeProvider.System);
        if (setting.Commands.Count == 0)
        {
            await error.WriteLineAsync("qmp-harness: no command of the spec is offered by the target and allowed; see --allow");
            return ExitCode.NothingSelected;
        }

        using FindingStore store = new(settings, setting.Safety);
        FuzzMaterial material = await MaterialAsync(setting, library.Machines, cancel);
        FuzzDisplay display = new(settings, output, setting.Commands.Count);
        FuzzPlan plan = new(settings.Phases, settings.Cases, settings.Time, settings.MaxFailures, target.StartsFresh && target.VirtualTime ? settings.Jobs : 1, shard);
        Fuzzer fuzzer = new(material, plan, library.Player(new PlayOptions { Timeout = settings.Timeout }), fuzzEvent =>
        {
            store.Report(fuzzEvent);
            display.Report(fuzzEvent);
        });
        FuzzEvent.Ended ended = await fuzzer.RunAsync(cancel);
        return ended switch
        {
            { Interrupted: true } => ExitCode.Interrupted,
            { Totals.Findings: > 0 } => ExitCode.Nonconformance,
            { Totals.Cases: 0 } => ExitCode.NothingSelected,
            _ => ExitCode.Success,
        };
    }

    private async Task<FuzzMaterial> MaterialAsync(FuzzSetting setting, MachineCatalogue catalogue, CancellationToken cancel)
    {
        string? folder = setting.Target.VirtualTime ? null : Path.GetFullPath(settings.Sandbox ?? Path.Combine(settings.Folder, "sandbox"));
        if (folder is not null)
        {
            Directory.CreateDirectory(folder);
        }

        List<(MachineReference, MachineNames)> machines = [];
        IEnumerable<MachineReference> others = setting.Target.VirtualTime ? catalogue.All.Where(m => setting.Target.CanBe(m) is null) : [];
        foreach (MachineReference machine in others.Prepend(MachineReference.Default))
        {
            machines.Add((machine, await MachineSurvey.AskAsync(setting, machine, cancel)));
        }

        return new FuzzMaterial(setting, settings.Seed, machines, catalogue, new RealisticValues(settings.Seed, folder), folder);
    }
}
