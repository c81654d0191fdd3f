using Harness.Cli.Options;
using Harness.Cli.Output;
using Harness.Schema;
using Harness.Schema.Source;

namespace Harness.Cli.Verbs;

/// <summary><c>spec check</c>: exit 0 when nothing is wrong, 1 when something is, 2 when there is nothing to check.</summary>
internal static class SpecCheck
{
    public static int Check(string? source, OutputFormat format, TextWriter output)
    {
        LoadResult result = SchemaSources.Check(Specs.Source(source));
        if (result.Schema is null)
        {
            throw new UsageException(result.Diagnostics[0].Message);
        }

        if (format == OutputFormat.Json)
        {
            WriteJson(output, result.Diagnostics);
        }
        else
        {
            WriteText(output, result.Diagnostics);
        }

        return result.Diagnostics.Count == 0 ? ExitCode.Success : ExitCode.Nonconformance;
    }

    private static void WriteJson(TextWriter output, IReadOnlyList<Diagnostic> diagnostics) => JsonOutput.WriteArray(output, diagnostics, (json, d) =>
    {
        json.WriteString("code", d.Code);
        json.WriteString("severity", d.Severity.ToString().ToLowerInvariant());
        json.WriteString("file", d.Span.File);
        json.WriteNumber("line", d.Span.Line);
        json.WriteNumber("column", d.Span.Column);
        json.WriteString("command", d.Command);
        json.WriteString("message", d.Message);
    });

    private static void WriteText(TextWriter output, IReadOnlyList<Diagnostic> diagnostics)
    {
        DiskSourceFiles files = new();
        foreach (Diagnostic diagnostic in diagnostics)
        {
            output.WriteLine(SourceExcerpt.Render(diagnostic, files));
        }

        output.WriteLine(diagnostics.Count == 0
            ? "nothing wrong found"
            : $"{diagnostics.Count(d => d.Severity == Severity.Error)} errors, {diagnostics.Count(d => d.Severity == Severity.Warning)} warnings");
    }
}
