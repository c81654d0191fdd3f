using System.CommandLine;

using Harness.Cli.Fuzzing;
using Harness.Cli.Options;
using Harness.Fuzz.Input;

namespace Harness.Cli.Verbs;

/// <summary><c>fuzz</c>: generated arguments, sequences and bytes; <c>rerun</c>: saved findings again.</summary>
internal static class FuzzVerb
{
    private static readonly string DefaultFolder = Path.Combine("reports", "fuzz");

    public static Command Create()
    {
        Option<string> target = SharedOptions.Target();
        Option<string?> spec = SharedOptions.Spec();
        Option<string[]> phases = new("--phases")
        {
            Description = "Where requests come from: examples, boundary, random, stateful, wire (default: all, in turn)",
            HelpName = "PHASE[,PHASE]",
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = false,
            DefaultValueFactory = _ => [],
        };
        Option<long?> cases = new("--cases") { Description = "How many cases (default: no end)", HelpName = "N" };
        Option<TimeSpan?> time = new("--time")
        {
            Description = "How long, e.g. 30s, 10m, 2h (default: no end)",
            HelpName = "TIME",
            CustomParser = result =>
            {
                if (SharedOptions.TryParseTime(result.Tokens.Count == 1 ? result.Tokens[0].Value : "", out TimeSpan given))
                {
                    return given;
                }

                result.AddError($"'{string.Join(' ', result.Tokens)}' is not a time such as 30s, 10m or 2h");
                return null;
            },
        };
        Option<int> failures = new("--max-failures") { Description = "Stop after so many findings", HelpName = "N", DefaultValueFactory = _ => 100 };
        Option<string> folder = Folder();
        Option<string?> sandbox = new("--sandbox") { Description = "The only folder whose files are named to a real target (default: sandbox/ in the report directory)", HelpName = "DIR" };
        Option<string[]> allow = SharedOptions.Allow();
        Option<ulong> seed = SharedOptions.Seed();
        Option<string> jobs = SharedOptions.Jobs();
        Option<string?> shard = SharedOptions.ShardOption();
        Option<TimeSpan> timeout = SharedOptions.Timeout();
        Option<OutputFormat> format = SharedOptions.Format();
        Option<bool> quiet = SharedOptions.Quiet();
        Command command = new("fuzz", "Send generated arguments, sequences and bytes to a QMP server, and save what it breaks")
        {
            target, spec, phases, cases, time, failures, folder, sandbox, allow, seed, jobs, shard, timeout, format, quiet,
        };
        command.SetAction((parse, cancel) => new FuzzSession(new FuzzSettings
        {
            Target = parse.GetValue(target)!,
            Spec = parse.GetValue(spec),
            Phases = Phases(parse.GetValue(phases)!),
            Cases = Positive("--cases", parse.GetValue(cases)),
            Time = parse.GetValue(time),
            MaxFailures = (int)Positive("--max-failures", parse.GetValue(failures))!,
            Folder = parse.GetValue(folder)!,
            Sandbox = parse.GetValue(sandbox),
            Allow = parse.GetValue(allow)!,
            Seed = parse.GetValue(seed),
            Jobs = SharedOptions.JobCount(parse.GetValue(jobs)!),
            Shard = parse.GetValue(shard),
            Timeout = parse.GetValue(timeout),
            Format = parse.GetValue(format),
            Quiet = parse.GetValue(quiet),
            CommandLine = CommandLine.Quote(parse.Tokens.Select(t => t.Value)),
        }).RunAsync(parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error, cancel));
        return command;
    }

    public static Command CreateRerun()
    {
        Argument<string[]> findings = new("finding") { Description = "Ids of findings, or their .case files", HelpName = "ID|FILE", Arity = ArgumentArity.OneOrMore };
        Option<string?> target = new("--target") { Description = "What to connect to (default: what the finding was found on)", HelpName = "TARGET" };
        Option<string?> spec = SharedOptions.Spec();
        Option<string> folder = Folder();
        Option<TimeSpan> timeout = SharedOptions.Timeout();
        Command command = new("rerun", "Play saved findings again: FIXED, FAILED or ERROR") { findings, target, spec, folder, timeout };
        command.SetAction((parse, cancel) =>
            new RerunSession(parse.GetValue(findings)!, parse.GetValue(target), parse.GetValue(spec), parse.GetValue(folder)!, parse.GetValue(timeout))
                .RunAsync(parse.InvocationConfiguration.Output, cancel));
        return command;
    }

    private static Option<string> Folder() => new("--report-dir") { Description = "Where findings are", HelpName = "DIR", DefaultValueFactory = _ => DefaultFolder };

    private static long? Positive(string option, long? value) => value is null or > 0 ? value : throw new UsageException($"{option} {value}: give a number above 0");

    private static FuzzPhase[] Phases(IReadOnlyList<string> given)
    {
        string[] names = [.. given.SelectMany(g => g.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
        string[] known = [.. Enum.GetNames<FuzzPhase>().Select(n => n.ToLowerInvariant())];
        return names.FirstOrDefault(n => !known.Contains(n)) is { } wrong
            ? throw new UsageException($"--phases {wrong}: no such phase; they are {string.Join(", ", known)}")
            : names.Length == 0 ? Enum.GetValues<FuzzPhase>() : [.. names.Distinct().Select(n => Enum.Parse<FuzzPhase>(n, ignoreCase: true))];
    }
}
