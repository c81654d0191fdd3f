using System.CommandLine;
using System.Globalization;

using Harness.Reports;

namespace Harness.Cli.Options;

/// <summary>Options that several verbs have, each declared once.</summary>
internal static class SharedOptions
{
    public static Option<string> Target() => new("--target")
    {
        Description = "What to connect to: emu:[mutant=NAME,machine=FILE], unix:PATH, tcp:HOST:PORT, exec:COMMAND…, replay:FILE",
        HelpName = "TARGET",
        DefaultValueFactory = _ => "emu:",
    };

    public static Option<string> Listen() => new("--listen")
    {
        Description = "Where clients connect: unix:PATH, tcp:HOST:PORT (loopback, unless --listen-any) or stdio",
        HelpName = "ENDPOINT",
        Required = true,
    };

    public static Option<bool> ListenAny() => new("--listen-any") { Description = "Let tcp listen on addresses that other machines reach" };

    public static Option<bool> NoRedact() => new("--no-redact") { Description = "Write passwords and secret objects as they are, instead of replacing them" };

    public static Option<bool> Force() => new("--force") { Description = "Replace a file that is there" };

    public static Option<string?> Spec() => new("--spec")
    {
        Description = "Schema: a directory or .json in the QAPI language, a .hx document, a saved query-qmp-schema, introspect:TARGET (default: spec/qmp-2.3)",
        HelpName = "SOURCE",
    };

    public static Option<string[]> Run() => Patterns("--run", "Only cases whose id matches (repeatable; * within, ** across '/'; @FILE reads patterns)");

    public static Option<string[]> Skip() => Patterns("--skip", "Not the cases whose id matches (as --run)");

    public static Option<OutputFormat> Format() => new("--format")
    {
        Description = "How to print: text or json",
        HelpName = "text|json",
    };

    public static Option<bool> NoColor() => new("--no-color") { Description = "No colour (also: the environment variable NO_COLOR)" };

    public static Option<bool> Quiet() => new("--quiet", "-q") { Description = "Only failures and the closing line" };

    public static Option<bool> Verbose() => new("--verbose", "-v") { Description = "Every case, and the exchange of each that did not pass" };

    public static Option<ulong> Seed() => new("--seed") { Description = "Seed of everything random", HelpName = "N", DefaultValueFactory = _ => 1 };

    public static Option<string> Jobs() => new("--jobs", "-j")
    {
        Description = "Cases at the same time: a number, or auto for one a processor",
        HelpName = "N|auto",
        DefaultValueFactory = _ => "auto",
    };

    public static Option<TimeSpan> Timeout() => new("--timeout")
    {
        Description = "Longest wait for a message, e.g. 500ms, 5s, 1m",
        HelpName = "TIME",
        DefaultValueFactory = _ => TimeSpan.FromSeconds(5),
        CustomParser = result =>
        {
            if (TryParseTime(result.Tokens.Count == 1 ? result.Tokens[0].Value : "", out TimeSpan time))
            {
                return time;
            }

            result.AddError($"'{string.Join(' ', result.Tokens)}' is not a time such as 500ms, 5s or 1m");
            return default;
        },
    };

    public static Option<string?> ShardOption() => new("--shard")
    {
        Description = "Only part i of n (1 ≤ i ≤ n), by a hash of the case id",
        HelpName = "i/n",
    };

    public static Option<string[]> Allow() => new("--allow")
    {
        Description = "Safety classes that may run: read, mutating, destructive, host, all (default: all on emu:; read,mutating on a target that the harness starts; read on one it connects to)",
        HelpName = "CLASS[,CLASS]",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
    };

    public static Option<string?> Baseline() => new("--baseline") { Description = "Expected fails of a known target: they count as known, not as fail", HelpName = "FILE" };

    public static Option<bool> UpdateBaseline() => new("--update-baseline") { Description = "Write the baseline anew from this run; reasons are kept" };

    public static Option<string[]> Report() => new("--report")
    {
        Description = $"Write a report: {Output.ReportOutputs.FormatNames}, with a path or into the report directory (repeatable)",
        HelpName = "FORMAT[:PATH]",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
    };

    public static Option<string?> ReportDirectory() => new("--report-dir")
    {
        Description = "Where reports without a path go (default: reports/latest); alone it asks for every format",
        HelpName = "DIR",
    };

    public static Option<string?> RerunFailed() => new("--rerun-failed") { Description = "Only the cases that failed or could not be told in an earlier run", HelpName = "RESULTS.NDJSON" };

    public static Option<bool> FailFast() => new("--fail-fast") { Description = "Stop at the first failure" };

    public static Option<int> MinimumCases() => new("--min-cases") { Description = "Exit 4 when fewer cases are selected", HelpName = "N", DefaultValueFactory = _ => 1 };

    public static Verbosity Verbosity(bool quiet, bool verbose) =>
        quiet ? Reports.Verbosity.Quiet : verbose ? Reports.Verbosity.Verbose : Reports.Verbosity.Normal;

    /// <exception cref="UsageException">Neither a positive number nor <c>auto</c>.</exception>
    public static int JobCount(string text) => text == "auto"
        ? Environment.ProcessorCount
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int jobs) && jobs is > 0 and <= 1024
            ? jobs
            : throw new UsageException($"--jobs {text}: give a number from 1 to 1024, or auto");

    internal static bool TryParseTime(string text, out TimeSpan time)
    {
        (string unit, double seconds)[] units = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600)];
        foreach ((string unit, double seconds) in units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal)
                && double.TryParse(text[..^unit.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double n)
                && n * seconds is > 0 and < 1e6)
            {
                time = TimeSpan.FromSeconds(n * seconds);
                return true;
            }
        }

        time = default;
        return false;
    }

    private static Option<string[]> Patterns(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "PATTERN",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
    };
}
