using Harness.Cases.Baseline;
using Harness.Cases.Language;
using Harness.Cases.Run;
using Harness.Cli.Options;
using Harness.Cli.Output;
using Harness.Cli.Recording;
using Harness.Cli.Targets;
using Harness.Cli.Verbs;
using Harness.Reports;
using Harness.Schema.Model;

namespace Harness.Cli.Running;

/// <summary>One run from settings to exit code: what is read, what is asked of the target, who is told.</summary>
internal sealed class RunSession(RunSettings settings)
{
    /// <exception cref="UsageException">Something given cannot be used.</exception>
    /// <exception cref="TargetUnavailableException">The target cannot be reached at all.</exception>
    public async Task<int> RunAsync(TextWriter output, TextWriter error, CancellationToken cancel)
    {
        if (settings.UpdateBaseline && settings.Baseline is null)
        {
            throw new UsageException("--update-baseline needs --baseline FILE to write to");
        }

        Selection selection = ReadSelection();
        ExpectedResults baseline = BaselineStore.Read(settings.Baseline, settings.UpdateBaseline);
        QmpSchema schema = await Specs.LoadAsync(settings.Spec, cancel);
        CaseLibrary library = CaseLibrary.Load(schema);
        IReadOnlyList<Script> selected = selection.Apply(FailedBefore(library.Scripts, error));
        if (selected.Count < Math.Max(1, settings.MinimumCases))
        {
            await error.WriteLineAsync($"qmp-harness: {TooFew(selected.Count)}");
            return ExitCode.NothingSelected;
        }

        await using ITarget target = TargetParser.Parse(settings.Target, schema, settings.Seed, settings.Timeout, passDescriptors: OperatingSystem.IsLinux());
        Admission admission = new(target, await new TargetSurvey(target, settings.Timeout, TimeProvider.System).AskCommandsAsync(cancel), SafetyOption.Parse(settings.Allow, target));
        OutlineBuilder outline = new(schema, library);
        RunPlan plan = new(selected, library.MachineOf, admission, baseline, target.StartsFresh ? settings.Jobs : 1, settings.FailFast, settings.Timeout) { OriginOf = outline.OriginOf };
        RunOutcome outcome = await RunAsync(plan, target, schema, library, outline, output, cancel);
        if (settings.UpdateBaseline)
        {
            ExpectedResults current = baseline.Target.Length > 0 ? baseline : new ExpectedResults(settings.Target, []);
            BaselineStore.Write(current.Update(outcome.Results, library.Exists), settings.Baseline!);
            foreach (string id in current.Expired(outcome.Results, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime)))
            {
                await error.WriteLineAsync($"qmp-harness: this entry has expired and excuses nothing: give it another day by hand, or take it out  {id}");
            }
        }

        return CodeOf(outcome);
    }

    /// <summary>A nonconformance that was found counts more than what could not be told.</summary>
    internal int CodeOf(RunOutcome outcome) => outcome switch
    {
        { Ending: RunEnding.Interrupted } => ExitCode.Interrupted,
        { Ending: RunEnding.GaveUp } => ExitCode.CouldNotMeasure,
        { Counts.Fail: > 0 } when !settings.UpdateBaseline => ExitCode.Nonconformance,
        { Stale.Count: > 0 } when !settings.UpdateBaseline => ExitCode.Nonconformance,
        { Counts.Error: > 0 } => ExitCode.CouldNotMeasure,
        _ => ExitCode.Success,
    };

    private IReadOnlyList<Script> FailedBefore(IReadOnlyList<Script> scripts, TextWriter error)
    {
        if (settings.RerunFailed is not { } path)
        {
            return scripts;
        }

        HashSet<string> failed = [.. ReportVerb.Read(path, error).Run.Results.Where(r => r.Verdict is Verdict.Fail or Verdict.Error).Select(r => r.Id)];
        return [.. scripts.Where(s => failed.Contains(s.Id))];
    }

    private Selection ReadSelection() => new(
        PatternOption.Parse(settings.Run),
        PatternOption.Parse(settings.Skip),
        settings.Shard is null ? null : Shard.Parse(settings.Shard) ?? throw new UsageException($"--shard {settings.Shard}: give i/n with 1 ≤ i ≤ n, e.g. 1/4"));

    private string TooFew(int count) => count == 0
        ? "no case matches the selection; 'qmp-harness list cases' shows the ids, * matches within a segment and ** across '/'"
        : $"{count} {(count == 1 ? "case is" : "cases are")} selected, fewer than --min-cases {settings.MinimumCases}";

    private async Task<RunOutcome> RunAsync(RunPlan plan, ITarget target, QmpSchema schema, CaseLibrary library, OutlineBuilder outline, TextWriter output, CancellationToken cancel)
    {
        using ReportOutputs files = ReportOutputs.Open(settings.Reports, settings.ReportDirectory);
        using RunDisplay display = RunDisplay.Create(settings, output);
        RunEvent.Started started = new(Tool.NameAndVersion, target.Description, schema.Name, schema.Digest, settings.Seed, settings.Shard, plan.Scripts.Count, $"qmp-harness {settings.CommandLine}")
        {
            At = TimeProvider.System.GetUtcNow(),
            Outline = outline.Build(Specs.Source(settings.Spec)),
        };
        using IReporter host = GitHubSummary.Open(settings.Format == OutputFormat.Text ? output : TextWriter.Null);
        ICasePlayer player = library.Player(new PlayOptions { Timeout = settings.Timeout, KeepExchange = settings.Verbosity == Verbosity.Verbose });
        if (settings.Record is { } folder)
        {
            player = new RecordingPlayer(player, folder, schema, settings.Redact);
        }

        Runner runner = new(target, player, plan, TimeProvider.System, runEvent =>
        {
            files.Report(runEvent);
            host.Report(runEvent);
            display.Report(runEvent);
        });
        return await display.WhileAsync(() => runner.RunAsync(started, library.Exists, cancel));
    }
}
