using System.Text.Encodings.Web;
using System.Text.Json;

namespace Harness.Schema.Source;

/// <summary>Diagnostics as SARIF 2.1.0, which code hosts and editors show at the lines concerned.</summary>
public static class SarifWriter
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="suppressed">Written as results that carry their suppression, as the format wants them.</param>
    public static void Write(Stream output, string toolVersion, IReadOnlyList<Diagnostic> diagnostics, IReadOnlyList<(Diagnostic Diagnostic, string Reason)> suppressed)
    {
        List<string> codes = [.. diagnostics.Concat(suppressed.Select(s => s.Diagnostic)).Select(d => d.Code).Distinct().Order(StringComparer.Ordinal)];
        using Utf8JsonWriter json = new(output, Options);
        json.WriteStartObject();
        json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        WriteTool(json, toolVersion, codes);
        json.WriteString("columnKind", "utf16CodeUnits");
        json.WriteStartArray("results");
        foreach ((Diagnostic diagnostic, string? reason) in diagnostics.Select(d => (d, (string?)null)).Concat(suppressed.Select(s => (s.Diagnostic, (string?)s.Reason))))
        {
            WriteResult(json, diagnostic, reason, codes.IndexOf(diagnostic.Code));
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTool(Utf8JsonWriter json, string version, List<string> codes)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "qmp-harness");
        json.WriteString("version", version);
        json.WriteStartArray("rules");
        foreach (string code in codes)
        {
            json.WriteStartObject();
            json.WriteString("id", code);
            if (RuleCatalogue.Find(code) is { } rule)
            {
                WriteText(json, "shortDescription", rule.Meaning);
                json.WriteStartObject("defaultConfiguration");
                json.WriteString("level", Level(rule.Severity));
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, Diagnostic diagnostic, string? reason, int rule)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", diagnostic.Code);
        json.WriteNumber("ruleIndex", rule);
        json.WriteString("level", Level(diagnostic.Severity));
        WriteText(json, "message", diagnostic.Message);
        json.WriteStartArray("locations");
        WriteLocation(json, diagnostic.Span, diagnostic.Command, null);
        json.WriteEndArray();
        if (diagnostic.Related is { } related)
        {
            json.WriteStartArray("relatedLocations");
            WriteLocation(json, related, null, "the other party");
            json.WriteEndArray();
        }

        if (reason is not null)
        {
            json.WriteStartArray("suppressions");
            json.WriteStartObject();
            json.WriteString("kind", "external");
            json.WriteString("justification", reason);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteLocation(Utf8JsonWriter json, SourceSpan span, string? command, string? message)
    {
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", Uri(span.File));
        json.WriteEndObject();
        if (span.Line > 0)
        {
            json.WriteStartObject("region");
            json.WriteNumber("startLine", span.Line);
            json.WriteNumber("startColumn", span.Column);
            json.WriteNumber("endColumn", span.Column + Math.Max(span.Length, 1));
            json.WriteEndObject();
        }

        json.WriteEndObject();
        if (command is not null)
        {
            json.WriteStartArray("logicalLocations");
            json.WriteStartObject();
            json.WriteString("fullyQualifiedName", command);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        if (message is not null)
        {
            WriteText(json, "message", message);
        }

        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    /// <summary>Relative paths stay relative; each part is escaped.</summary>
    private static string Uri(string file)
    {
        string escaped = string.Join('/', file.Replace('\\', '/').Split('/').Select(System.Uri.EscapeDataString));
        return escaped.StartsWith('/') ? $"file://{escaped}" : escaped;
    }

    private static string Level(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        Severity.Note => "note",
        _ => throw new System.Diagnostics.UnreachableException(severity.ToString()),
    };
}
