using System.Text.Json;

using Harness.Cases.Impact;
using Harness.Schema.Diff;
using Harness.Schema.Source;

namespace Harness.Cli.Output;

/// <summary>Changes for programs: <c>{ "changes": […], "impact": […] }</c>; impact is empty where nothing was searched.</summary>
internal static class DiffJson
{
    public static void Write(TextWriter output, IReadOnlyList<Change> changes, IReadOnlyList<ImpactFinding>? impact) => JsonOutput.WriteObject(output, json =>
    {
        json.WriteStartArray("changes");
        foreach (Change change in changes)
        {
            json.WriteStartObject();
            json.WriteString("code", change.Kind.Code);
            json.WriteString("class", DiffClasses.WordOf(change));
            json.WriteString("command", change.Subject);
            json.WriteString("path", change.Path);
            json.WriteString("message", change.Message);
            json.WriteString("from", change.From);
            json.WriteString("to", change.To);
            WriteSource(json, "fromSource", change.FromSpan);
            WriteSource(json, "toSource", change.ToSpan);
            json.WriteStrings("alsoIn", change.AlsoIn);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("impact");
        foreach (ImpactFinding finding in impact ?? [])
        {
            json.WriteStartObject();
            json.WriteString("file", finding.File);
            json.WriteNumber("line", finding.Line);
            json.WriteString("item", finding.Item);
            json.WriteString("command", finding.Subject);
            json.WriteString("why", finding.Why);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static void WriteSource(Utf8JsonWriter json, string name, SourceSpan span)
    {
        if (span == SourceSpan.None)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteString("file", span.File);
        json.WriteNumber("line", span.Line);
        json.WriteEndObject();
    }
}
