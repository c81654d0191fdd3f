using System.Text;

using Harness.Schema.Source;

namespace Harness.Cli.Output;

/// <summary>Diagnostics as text with the lines concerned, as JSON, and as SARIF.</summary>
internal static class DiagnosticOutput
{
    public static void WriteJson(TextWriter output, IReadOnlyList<Diagnostic> diagnostics) => JsonOutput.WriteArray(output, diagnostics, (json, d) =>
    {
        json.WriteString("code", d.Code);
        json.WriteString("severity", d.Severity.ToString().ToLowerInvariant());
        json.WriteString("file", d.Span.File);
        json.WriteNumber("line", d.Span.Line);
        json.WriteNumber("column", d.Span.Column);
        json.WriteString("command", d.Command);
        json.WriteString("message", d.Message);
    });

    public static void WriteSarif(TextWriter output, IReadOnlyList<Diagnostic> diagnostics, IReadOnlyList<(Diagnostic Diagnostic, string Reason)> suppressed)
    {
        using MemoryStream buffer = new();
        string version = typeof(DiagnosticOutput).Assembly.GetName().Version?.ToString(3) ?? "";
        SarifWriter.Write(buffer, version, diagnostics, suppressed);
        output.WriteLine(Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)));
    }

    public static void WriteText(TextWriter output, IReadOnlyList<Diagnostic> diagnostics, int suppressed)
    {
        CachedFiles files = new();
        foreach (Diagnostic diagnostic in diagnostics)
        {
            output.WriteLine(SourceExcerpt.Render(diagnostic, files));
        }

        output.WriteLine(Summary(diagnostics, suppressed));
    }

    private static string Summary(IReadOnlyList<Diagnostic> diagnostics, int suppressed)
    {
        string rest = suppressed == 0 ? "" : $" ({suppressed} suppressed)";
        string counts = string.Join(", ", new[] { (Severity.Error, "error"), (Severity.Warning, "warning"), (Severity.Note, "note") }
            .Select(s => (Count: diagnostics.Count(d => d.Severity == s.Item1), Word: s.Item2))
            .Where(s => s.Count > 0)
            .Select(s => $"{s.Count} {s.Word}{(s.Count == 1 ? "" : "s")}"));
        return diagnostics.Count == 0 ? $"nothing wrong found{rest}" : $"{counts}{rest}";
    }

    /// <summary>Each file is read once however many diagnostics it has.</summary>
    private sealed class CachedFiles : ISourceFiles
    {
        private readonly DiskSourceFiles _disk = new();
        private readonly Dictionary<string, string?> _texts = new(StringComparer.Ordinal);

        public string? Read(string path)
        {
            if (!_texts.TryGetValue(path, out string? text))
            {
                text = _texts[path] = _disk.Read(path);
            }

            return text;
        }

        public bool DirectoryExists(string path) => _disk.DirectoryExists(path);
    }
}
