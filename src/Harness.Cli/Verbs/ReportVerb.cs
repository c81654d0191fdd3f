using System.CommandLine;

using Harness.Cases.Run;
using Harness.Cli.Options;
using Harness.Cli.Output;
using Harness.Reports;
using Harness.Reports.Read;

namespace Harness.Cli.Verbs;

/// <summary><c>report convert|merge|html|coverage</c>: every format from the <c>results.ndjson</c> of one or several runs.</summary>
internal static class ReportVerb
{
    public static Command Create()
    {
        Command report = new("report", "Make reports from the results.ndjson of one or several runs");
        report.Add(ConvertCommand());
        report.Add(Merge());
        report.Add(Html());
        report.Add(Coverage());
        return report;
    }

    private static Command ConvertCommand()
    {
        Argument<string> file = new("FILE") { Description = "results.ndjson of a run" };
        Option<string[]> to = To();
        Option<string?> directory = SharedOptions.ReportDirectory();
        Command convert = new("convert", "Write other formats of a run") { file, to, directory };
        convert.SetAction(parse =>
        {
            RunFile run = Read(parse.GetValue(file)!, parse.InvocationConfiguration.Error);
            Write(run.Run, parse.GetValue(to)!, parse.GetValue(directory), parse.InvocationConfiguration.Output);
            return ExitCode.Success;
        });
        return convert;
    }

    private static Command Merge()
    {
        Argument<string[]> files = Files("results.ndjson of every shard");
        Option<string[]> to = To();
        Option<string?> directory = SharedOptions.ReportDirectory();
        Command merge = new("merge", "Put the shards of a run together; ends as the whole run would have ended") { files, to, directory };
        merge.SetAction(parse =>
        {
            CollectedRun run = Join(parse.GetValue(files)!, parse.InvocationConfiguration.Error);
            Write(run, parse.GetValue(to)!, parse.GetValue(directory), parse.InvocationConfiguration.Output);
            RunCounts counts = run.Counts;
            parse.InvocationConfiguration.Output.WriteLine(
                $"{counts.Pass} passed, {counts.Fail} failed, {counts.Error} errors, {counts.Skip} skipped, {counts.Known} known{(run.Trouble is { } trouble ? $"; {PrintableText.OneLine(trouble)}" : "")}");
            return CodeOf(run);
        });
        return merge;
    }

    private static Command Html()
    {
        Argument<string[]> files = Files("results.ndjson of a run, or of every shard of one");
        Option<string?> against = new("--against") { Description = "results.ndjson of an earlier run to compare with", HelpName = "FILE" };
        Option<string> output = new("--output", "-o") { Description = "The page to write", HelpName = "FILE", DefaultValueFactory = _ => "index.html" };
        Command html = new("html", "Write the page of a run, compared with an earlier one where that is given") { files, against, output };
        html.SetAction(parse =>
        {
            TextWriter error = parse.InvocationConfiguration.Error;
            CollectedRun run = Join(parse.GetValue(files)!, error);
            CollectedRun? before = parse.GetValue(against) is { } old ? Read(old, error).Run : null;
            using HtmlReporter page = new(ReportOutputs.Create(parse.GetValue(output)!), before);
            Tell(run, page);

            parse.InvocationConfiguration.Output.WriteLine(parse.GetValue(output));
            return ExitCode.Success;
        });
        return html;
    }

    private static Command Coverage()
    {
        Argument<string> file = new("FILE") { Description = "results.ndjson of a run" };
        Option<string?> output = new("--output", "-o") { Description = "Folder to write to (default: coverage, beside FILE)", HelpName = "DIR" };
        Option<string?> generator = new("--generator") { Description = "ReportGenerator to start (default: the one on PATH, else the source tree's own)", HelpName = "PROGRAM" };
        Command coverage = new("coverage", "Render the coverage of the spec as pages, by ReportGenerator") { file, output, generator };
        coverage.SetAction(async (parse, cancel) =>
        {
            string path = parse.GetValue(file)!;
            CollectedRun run = Read(path, parse.InvocationConfiguration.Error).Run;
            ReportGenerator program = parse.GetValue(generator) is { } named ? new ReportGenerator([named]) : ReportGenerator.Find();
            string folder = parse.GetValue(output) ?? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, "coverage");
            string cobertura = Path.Combine(folder, "coverage.cobertura.xml");
            using (CoberturaReporter reporter = new(ReportOutputs.Create(cobertura)))
            {
                Tell(run, reporter);
            }

            string[] sources = [Directory.GetCurrentDirectory(), .. ContentRoot.TryFind() is { } root ? new[] { root.Folder } : []];
            await program.RenderAsync(cobertura, sources, folder, $"Coverage of {run.Started?.Spec}", cancel);
            parse.InvocationConfiguration.Output.WriteLine(Path.Combine(folder, "index.html"));
            return ExitCode.Success;
        });
        return coverage;
    }

    private static void Tell(CollectedRun run, IReporter reporter)
    {
        foreach (RunEvent runEvent in run.Events())
        {
            reporter.Report(runEvent);
        }
    }

    private static Argument<string[]> Files(string description) => new("FILE") { Description = description, Arity = ArgumentArity.OneOrMore };

    private static Option<string[]> To() => new("--to")
    {
        Description = $"What to write: {ReportOutputs.FormatNames}, with a path or into the report directory (repeatable; default: all)",
        HelpName = "FORMAT[:PATH]",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
    };

    private static CollectedRun Join(string[] files, TextWriter error)
    {
        RunFile[] runs = [.. files.Select(f => Read(f, error))];
        try
        {
            return runs.Length == 1 && runs[0].Run.Started!.Shard is null ? runs[0].Run : RunMerge.Merge(runs);
        }
        catch (FormatException e)
        {
            throw new UsageException(e.Message, e);
        }
    }

    /// <exception cref="UsageException">It cannot be read, or is no run. What is damaged in a run is told, and the run counts as incomplete.</exception>
    internal static RunFile Read(string path, TextWriter error)
    {
        try
        {
            using StreamReader input = new(path);
            RunFile run = RunFileReader.Read(input, path);
            foreach (string problem in run.Problems)
            {
                error.WriteLine($"qmp-harness: {path}: {problem}");
            }

            return run;
        }
        catch (FormatException e)
        {
            throw new UsageException(e.Message, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"cannot read '{path}': {e.Message}", e);
        }
    }

    private static void Write(CollectedRun run, string[] to, string? directory, TextWriter output)
    {
        using ReportOutputs outputs = ReportOutputs.Open(to, to.Length == 0 ? directory ?? ReportOutputs.DefaultDirectory : directory);
        foreach (RunEvent runEvent in run.Events())
        {
            outputs.Report(runEvent);
        }

        foreach (string path in outputs.Paths)
        {
            output.WriteLine(path);
        }
    }

    private static int CodeOf(CollectedRun run) => run switch
    {
        { Counts.Fail: > 0 } or { Stale.Count: > 0 } => ExitCode.Nonconformance,
        { Counts.Error: > 0 } or { Trouble: not null } => ExitCode.CouldNotMeasure,
        _ => ExitCode.Success,
    };
}
