using Harness.Cases.Language;
using Harness.Cases.Run;
using Harness.Cli.Running;
using Harness.Cli.Targets;
using Harness.Fuzz.Findings;
using Harness.Schema.Model;
using Harness.Schema.Source;

namespace Harness.Cli.Fuzzing;

/// <summary>Plays the cases of saved findings again and says FIXED, FAILED or ERROR of each.</summary>
/// <param name="target">Null for the one that the finding was found on.</param>
/// <param name="folder">Where findings are that are named by their id.</param>
internal sealed class RerunSession(IReadOnlyList<string> findings, string? target, string? spec, string folder, TimeSpan timeout)
{
    /// <returns>1 where one still fails, else 3 where one could not be told, else 0.</returns>
    /// <exception cref="UsageException">There is no such finding, or its file is no case.</exception>
    public async Task<int> RunAsync(TextWriter output, CancellationToken cancel)
    {
        QmpSchema schema = Specs.Load(spec);
        CaseLibrary library = CaseLibrary.Load(schema);
        List<string> verdicts = [];
        foreach (string path in findings.Select(PathOf))
        {
            string on = target ?? FindingStore.TargetOf(File.ReadAllText(path)) ?? "emu:";
            await using ITarget found = TargetParser.Parse(on, schema, 1, timeout);
            foreach (Script script in Read(path))
            {
                (string verdict, CaseResult? result, string? why) = await PlayAsync(script, library, found, cancel);
                verdicts.Add(verdict);
                await output.WriteLineAsync($"{verdict,-6} {script.Id} on {on}{(why is null ? "" : $": {why}")}");
                foreach (ExchangeLine line in verdict == Rerun.Fixed ? [] : result?.Exchange ?? [])
                {
                    await output.WriteLineAsync($"       {line.Mark} {line.Text}");
                }
            }
        }

        return verdicts.Contains(Rerun.Failed) ? ExitCode.Nonconformance
            : verdicts.Contains(Rerun.Error) ? ExitCode.CouldNotMeasure
            : verdicts.Count == 0 ? ExitCode.NothingSelected
            : ExitCode.Success;
    }

    private string PathOf(string finding)
    {
        string path = File.Exists(finding) ? finding : FindingStore.PathOf(folder, finding);
        return File.Exists(path) ? path : throw new UsageException($"no finding '{finding}': neither a file nor in {folder}; --report-dir says where findings are");
    }

    private static IReadOnlyList<Script> Read(string path)
    {
        CaseFileResult read = CaseFiles.Load([path], Specs.Safety());
        return read.Diagnostics.FirstOrDefault(d => d.Severity == Severity.Error) is { } error ? throw new UsageException(error.ToString()) : read.Scripts;
    }

    private async Task<(string Verdict, CaseResult? Result, string? Why)> PlayAsync(Script script, CaseLibrary library, ITarget on, CancellationToken cancel)
    {
        MachineReference machine = library.MachineOf(script);
        if (on.CanBe(machine) is { } why)
        {
            return (Rerun.Error, null, why);
        }

        try
        {
            await using IPeer peer = await on.StartAsync(machine, cancel);
            CaseResult result = await library.Player(new PlayOptions { Timeout = timeout }).PlayAsync(script, on, peer, cancel);
            return (Rerun.Of(script.Id, result, peer), result, result.Reason);
        }
        catch (TargetUnavailableException e)
        {
            return (Rerun.Error, null, e.Message);
        }
    }
}
