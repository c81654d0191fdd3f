using Harness.Cli.Output;
using Harness.Schema;
using Harness.Schema.Source;

namespace Harness.Cli.Verbs;

internal enum CheckFormat
{
    Text,
    Json,
    Sarif,
}

/// <param name="Suppress">Files of suppressions.</param>
/// <param name="Least">What is less severe is not reported and does not count.</param>
internal sealed record CheckOptions(string? Source, CheckFormat Format, IReadOnlyList<string> Suppress, Severity Least);

/// <summary><c>spec check</c>: exit 0 when nothing is wrong, 1 when something is, 2 when the source or a file of suppressions cannot be read.</summary>
internal static class SpecCheck
{
    public static async Task<int> CheckAsync(CheckOptions options, TextWriter output, CancellationToken cancel)
    {
        SuppressionFile suppressions = SuppressionFile.Join(options.Suppress.Select(ReadSuppressions));
        LoadResult result = await Specs.CheckAsync(Specs.Source(options.Source), cancel);
        if (result.Schema is null)
        {
            throw new UsageException(result.Diagnostics[0].Message);
        }

        SuppressionResult judged = suppressions.Apply(result.Diagnostics);
        List<Diagnostic> wrong = [.. judged.Remaining.Where(d => d.Severity >= options.Least)];
        switch (options.Format)
        {
            case CheckFormat.Json:
                DiagnosticOutput.WriteJson(output, wrong);
                break;
            case CheckFormat.Sarif:
                DiagnosticOutput.WriteSarif(output, wrong, judged.Suppressed);
                break;
            default:
                DiagnosticOutput.WriteText(output, wrong, judged.Suppressed.Count);
                break;
        }

        return wrong.Count == 0 ? ExitCode.Success : ExitCode.Nonconformance;
    }

    /// <summary><c>spec check --rules</c>: every code there is.</summary>
    public static int ListRules(CheckFormat format, TextWriter output)
    {
        if (format == CheckFormat.Json)
        {
            JsonOutput.WriteArray(output, RuleCatalogue.All, (json, rule) =>
            {
                json.WriteString("code", rule.Code);
                json.WriteString("severity", rule.Severity.ToString().ToLowerInvariant());
                json.WriteString("meaning", rule.Meaning);
            });
        }
        else
        {
            Columns.Write(output, [.. RuleCatalogue.All.Select(r => new[] { r.Code, r.Severity.ToString().ToLowerInvariant(), r.Meaning })]);
        }

        return ExitCode.Success;
    }

    /// <exception cref="UsageException">The file is not there, or a line of it is no suppression.</exception>
    private static SuppressionFile ReadSuppressions(string path)
    {
        string text = new DiskSourceFiles().Read(path) ?? throw new UsageException($"cannot read the suppressions {path}");
        SuppressionFile file = SuppressionFile.Parse(new SourceText(path, text));
        return file.Problems.Count == 0 ? file : throw new UsageException(string.Join('\n', file.Problems.Select(p => p.ToString())));
    }
}
