using System.Text.Json;

using Harness.Cases.Coverage;
using Harness.Schema.Source;

namespace Harness.Reports;

/// <summary>Member <c>outline</c> of the start: what of the spec the other formats need.</summary>
internal static class NdjsonOutline
{
    public static void Write(Utf8JsonWriter json, SpecOutline outline)
    {
        json.WriteStartObject("outline");
        json.WriteObjects("elements", outline.Elements, e =>
        {
            json.WriteString("kind", e.Kind.ToString().ToLowerInvariant());
            json.WriteString("owner", e.Owner);
            json.WriteString("name", e.Name);
            Span(json, e.Span);
        });
        json.WriteObjects("commands", outline.Commands, c =>
        {
            json.WriteString("name", c.Name);
            json.WriteString("fidelity", c.Fidelity);
            json.WriteString("safety", c.Safety);
        });
        json.WriteObjects("diagnostics", outline.Findings, f =>
        {
            json.WriteString("code", f.Diagnostic.Code);
            json.WriteString("severity", f.Diagnostic.Severity.ToString().ToLowerInvariant());
            json.WriteString("command", f.Diagnostic.Command);
            json.WriteString("message", f.Diagnostic.Message);
            json.WriteString("excerpt", f.Excerpt);
            Span(json, f.Diagnostic.Span);
        });
        json.WriteEndObject();
    }

    private static void Span(Utf8JsonWriter json, SourceSpan span)
    {
        json.WriteString("file", span.File);
        json.WriteNumber("line", span.Line);
        json.WriteNumber("column", span.Column);
    }
}
