using System.CommandLine;

using Harness.Cli.Options;
using Harness.Cli.Output;
using Harness.Cli.Running;

namespace Harness.Cli.Verbs;

/// <summary><c>run</c>: compiles the cases of a spec and runs them against a target.</summary>
internal static class RunVerb
{
    public static Command Create()
    {
        Option<string> target = SharedOptions.Target();
        Option<string?> spec = SharedOptions.Spec();
        Option<string[]> run = SharedOptions.Run();
        Option<string[]> skip = SharedOptions.Skip();
        Option<string?> shard = SharedOptions.ShardOption();
        Option<string?> rerun = SharedOptions.RerunFailed();
        Option<string[]> allow = SharedOptions.Allow();
        Option<ulong> seed = SharedOptions.Seed();
        Option<string> jobs = SharedOptions.Jobs();
        Option<TimeSpan> timeout = SharedOptions.Timeout();
        Option<string?> baseline = SharedOptions.Baseline();
        Option<bool> update = SharedOptions.UpdateBaseline();
        Option<string[]> report = SharedOptions.Report();
        Option<string?> directory = SharedOptions.ReportDirectory();
        Option<string?> record = new("--record") { Description = "Write a transcript of each case into this folder (default: transcripts, in the report directory)", HelpName = "DIR", Arity = ArgumentArity.ZeroOrOne };
        Option<bool> noRedact = SharedOptions.NoRedact();
        Option<OutputFormat> format = SharedOptions.Format();
        Option<bool> failFast = SharedOptions.FailFast();
        Option<int> minimum = SharedOptions.MinimumCases();
        Option<bool> quiet = SharedOptions.Quiet();
        Option<bool> verbose = SharedOptions.Verbose();
        Option<bool> noColor = SharedOptions.NoColor();
        Command command = new("run", "Compile the cases of a spec and run them against a QMP server")
        {
            target, spec, run, skip, shard, rerun, allow, seed, jobs, timeout, baseline, update, report, directory, record, noRedact, format, failFast, minimum, quiet, verbose, noColor,
        };
        command.SetAction((parse, cancel) => new RunSession(new RunSettings
        {
            Target = parse.GetValue(target)!,
            Spec = parse.GetValue(spec),
            Run = parse.GetValue(run)!,
            Skip = parse.GetValue(skip)!,
            Shard = parse.GetValue(shard),
            RerunFailed = parse.GetValue(rerun),
            Allow = parse.GetValue(allow)!,
            Seed = parse.GetValue(seed),
            Jobs = SharedOptions.JobCount(parse.GetValue(jobs)!),
            Timeout = parse.GetValue(timeout),
            Baseline = parse.GetValue(baseline),
            UpdateBaseline = parse.GetValue(update),
            Reports = parse.GetValue(report)!,
            ReportDirectory = parse.GetValue(directory),
            Record = parse.GetResult(record) is null ? null : parse.GetValue(record) ?? Path.Combine(parse.GetValue(directory) ?? ReportOutputs.DefaultDirectory, "transcripts"),
            Redact = !parse.GetValue(noRedact),
            Format = parse.GetValue(format),
            FailFast = parse.GetValue(failFast),
            MinimumCases = parse.GetValue(minimum),
            Verbosity = SharedOptions.Verbosity(parse.GetValue(quiet), parse.GetValue(verbose)),
            NoColor = parse.GetValue(noColor),
            CommandLine = CommandLine.Quote(parse.Tokens.Select(t => t.Value)),
        }).RunAsync(parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error, cancel));
        return command;
    }
}
