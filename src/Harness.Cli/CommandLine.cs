using System.CommandLine;
using System.CommandLine.Parsing;

using Harness.Cases.Run;
using Harness.Cli.Verbs;

namespace Harness.Cli;

/// <summary>The command line as a whole: verbs, and what exceptions mean for the exit code.</summary>
public static class CommandLine
{
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        // '@FILE' is ours (patterns, one a line), not the library's way to put options into a file.
        ParseResult parse = Root().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parse.Errors.Count > 0)
        {
            foreach (ParseError problem in parse.Errors)
            {
                await error.WriteLineAsync($"qmp-harness: {problem.Message}");
            }

            await error.WriteLineAsync($"qmp-harness: see 'qmp-harness {parse.CommandResult.Command.Name} --help'".Replace("qmp-harness qmp-harness", "qmp-harness", StringComparison.Ordinal));
            return ExitCode.Usage;
        }

        InvocationConfiguration configuration = new() { Output = output, Error = error, EnableDefaultExceptionHandler = false };
        try
        {
            return await parse.InvokeAsync(configuration);
        }
        catch (UsageException e)
        {
            await error.WriteLineAsync($"qmp-harness: {e.Message}");
            return ExitCode.Usage;
        }
        catch (TargetUnavailableException e)
        {
            await error.WriteLineAsync($"qmp-harness: {e.Message}");
            return ExitCode.CouldNotMeasure;
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("qmp-harness: interrupted");
            return ExitCode.Interrupted;
        }
    }

    /// <summary>The words as a shell reads them back.</summary>
    internal static string Quote(IEnumerable<string> words) => string.Join(' ', words.Select(w =>
        w.Length > 0 && w.All(c => char.IsAsciiLetterOrDigit(c) || "-_./:=,@%+".Contains(c, StringComparison.Ordinal)) ? w : $"'{w.Replace("'", "'\\''", StringComparison.Ordinal)}'"));

    internal static RootCommand Root() => new("Checks QMP servers against their documentation, and stands in for one")
    {
        RunVerb.Create(),
        ListVerb.Create(),
        EmulateVerb.Create(),
        RecordVerb.Create(),
        ReplayVerb.Create(),
        VerifyVerb.Create(),
        TranscriptVerb.Create(),
        FuzzVerb.Create(),
        FuzzVerb.CreateRerun(),
        SpecVerb.Create(),
        ReportVerb.Create(),
    };
}
