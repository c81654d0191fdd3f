using System.Text.Encodings.Web;
using System.Text.Json;

using Harness.Cases.Coverage;
using Harness.Cases.Run;
using Harness.Schema.Source;

namespace Harness.Reports;

/// <summary>
/// <c>diagnostics.sarif</c>, SARIF 2.1.0: what is wrong in the documentation, and each case that failed at the statement that it
/// checks. A run that did not end says so as an unsuccessful invocation.
/// </summary>
public sealed class SarifReporter(Stream output) : IReporter
{
    private const string FailRule = "case-fail";
    private const string ErrorRule = "case-error";

    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly CollectedRun _run = new();

    public void Report(RunEvent runEvent) => _run.Take(runEvent);

    public void Dispose()
    {
        using (Utf8JsonWriter json = new(output, Options))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
            json.WriteString("version", "2.1.0");
            json.WriteStartArray("runs");
            json.WriteStartObject();
            Write(json);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.Dispose();
    }

    private void Write(Utf8JsonWriter json)
    {
        IReadOnlyList<SpecFinding> findings = _run.Started?.Outline?.Findings ?? [];
        WriteTool(json, [.. findings.Select(f => f.Diagnostic.Code).Distinct().Order(StringComparer.Ordinal)]);
        WriteInvocation(json);
        json.WriteString("columnKind", "utf16CodeUnits");
        json.WriteStartArray("results");
        foreach (Diagnostic diagnostic in findings.Select(f => f.Diagnostic))
        {
            WriteResult(json, diagnostic.Code, Level(diagnostic.Severity), diagnostic.Message, diagnostic.Span, null);
        }

        foreach (CaseResult result in _run.Results.Where(r => r.Verdict is Verdict.Fail or Verdict.Error))
        {
            string rule = result.Verdict == Verdict.Fail ? FailRule : ErrorRule;
            WriteResult(json, rule, result.Verdict == Verdict.Fail ? "error" : "warning", $"{result.Id}: {result.Reason}", result.Origin?.Span ?? SourceSpan.None, result.Id);
        }

        foreach (string id in _run.Stale)
        {
            WriteResult(json, FailRule, "error", $"stale baseline entry, the case passes or is gone: {id}", SourceSpan.None, $"baseline/{id}");
        }

        json.WriteEndArray();
    }

    private static void WriteTool(Utf8JsonWriter json, IReadOnlyList<string> codes)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "qmp-harness");
        json.WriteStartArray("rules");
        IEnumerable<(string Id, string Meaning)> rules =
            [(FailRule, "The server does not do what the statement says"), (ErrorRule, "It could not be told whether the server does what the statement says"), .. codes.Select(c => (c, RuleCatalogue.Find(c)?.Meaning ?? c))];
        foreach ((string id, string meaning) in rules)
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            WriteText(json, "shortDescription", meaning);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteInvocation(Utf8JsonWriter json)
    {
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteString("commandLine", PrintableText.OneLine(_run.Started?.Reproduce ?? ""));
        json.WriteBoolean("executionSuccessful", _run.Trouble is null);
        if (_run.Trouble is { } trouble)
        {
            json.WriteStartArray("toolExecutionNotifications");
            json.WriteStartObject();
            json.WriteString("level", "error");
            WriteText(json, "message", trouble);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteResult(Utf8JsonWriter json, string rule, string level, string message, SourceSpan span, string? id)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", rule);
        json.WriteString("level", level);
        WriteText(json, "message", message);
        if (span.Line > 0)
        {
            WriteLocation(json, span);
        }

        if (id is not null)
        {
            json.WriteStartObject("partialFingerprints");
            json.WriteString("caseId/v1", PrintableText.OneLine(id));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteLocation(Utf8JsonWriter json, SourceSpan span)
    {
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        string path = string.Join('/', span.File.Split('/').Select(Uri.EscapeDataString));
        json.WriteString("uri", path.StartsWith('/') ? $"file://{path}" : path);
        json.WriteEndObject();
        json.WriteStartObject("region");
        json.WriteNumber("startLine", span.Line);
        json.WriteNumber("startColumn", Math.Max(1, span.Column));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", PrintableText.OneLine(text));
        json.WriteEndObject();
    }

    private static string Level(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        Severity.Note => "note",
        _ => throw new System.Diagnostics.UnreachableException(severity.ToString()),
    };
}
