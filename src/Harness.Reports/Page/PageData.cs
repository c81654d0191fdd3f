using System.Text.Json;

using Harness.Cases.Coverage;
using Harness.Cases.Run;
using Harness.Schema.Source;

namespace Harness.Reports;

/// <summary>A run as the JSON that the page's script reads: short names, since 20,000 cases have each of them. The default encoder escapes all that HTML could take for markup.</summary>
internal static class PageData
{
    public static void Write(Stream output, CollectedRun run, CollectedRun? before)
    {
        using Utf8JsonWriter json = new(output);
        json.WriteStartObject();
        WriteRun(json, run);
        json.WriteObjects("cases", run.Results, r => WriteCase(json, r));
        json.WriteObjects("commands", run.Started?.Outline?.Commands ?? [], c =>
        {
            Text(json, "n", c.Name);
            Text(json, "f", c.Fidelity);
            Text(json, "s", c.Safety);
        });
        json.WriteObjects("elements", ElementTally.Of(run), t =>
        {
            Text(json, "k", t.Element.Kind.ToString().ToLowerInvariant());
            Text(json, "o", t.Element.Owner);
            Text(json, "n", t.Element.Name);
            Text(json, "f", Place(t.Element.Span));
            json.WriteNumber("x", t.Exercised);
            json.WriteNumber("h", t.Held);
        });
        json.WriteObjects("findings", run.Started?.Outline?.Findings ?? [], f => WriteFinding(json, f));
        if (before is not null)
        {
            WriteBefore(json, before);
        }

        json.WriteEndObject();
    }

    private static void WriteRun(Utf8JsonWriter json, CollectedRun run)
    {
        Text(json, "tool", run.Started?.Tool ?? "qmp-harness");
        Text(json, "target", run.Started?.Target);
        Text(json, "spec", run.Started?.Spec);
        Text(json, "digest", run.Started?.Digest);
        Text(json, "seed", run.Started?.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Text(json, "shard", run.Started?.Shard);
        Text(json, "at", run.Started?.At?.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", System.Globalization.CultureInfo.InvariantCulture));
        Text(json, "reproduce", run.Started?.Reproduce);
        Text(json, "rerun", run.Started is { } started ? RerunLine.Prefix(started.Reproduce) : null);
        Text(json, "trouble", run.Trouble);
        json.WriteNumber("elapsed", (long)run.Elapsed.TotalMicroseconds);
        json.WriteStartArray("stale");
        foreach (string id in run.Stale)
        {
            json.WriteStringValue(PrintableText.OneLine(id));
        }

        json.WriteEndArray();
    }

    private static void WriteCase(Utf8JsonWriter json, CaseResult result)
    {
        Text(json, "i", result.Id);
        json.WriteString("k", Words.Of(result.Kind));
        Text(json, "c", result.Command);
        json.WriteString("v", Words.Of(result.Verdict));
        Text(json, "r", result.Reason);
        json.WriteNumber("e", (long)result.Elapsed.TotalMicroseconds);
        Text(json, "x", result.Expected);
        Text(json, "a", result.Actual);
        if (result.Exchange.Count > 0)
        {
            json.WriteObjects("o", result.Exchange, line =>
            {
                Text(json, "m", line.Mark);
                json.WriteNumber("c", line.Connection);
                json.WriteNumber("t", (long)line.At.TotalMicroseconds);
                Text(json, "s", line.Text);
            });
        }

        if (result.Origin is { } origin)
        {
            json.WriteString("l", origin.Level.ToString().ToUpperInvariant());
            Text(json, "s", origin.Statement);
            Text(json, "m", origin.Machine);
            Text(json, "f", Place(origin.Span));
            Text(json, "t", origin.Text);
        }
    }

    private static void WriteFinding(Utf8JsonWriter json, SpecFinding finding)
    {
        Text(json, "code", finding.Diagnostic.Code);
        json.WriteString("severity", finding.Diagnostic.Severity.ToString().ToLowerInvariant());
        Text(json, "message", finding.Diagnostic.Message);
        Text(json, "place", Place(finding.Diagnostic.Span));
        Text(json, "excerpt", finding.Excerpt);
    }

    private static void WriteBefore(Utf8JsonWriter json, CollectedRun before)
    {
        json.WriteStartObject("before");
        Text(json, "target", before.Started?.Target);
        Text(json, "digest", before.Started?.Digest);
        Text(json, "at", before.Started?.At?.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", System.Globalization.CultureInfo.InvariantCulture));
        Text(json, "trouble", before.Trouble);
        json.WriteObjects("cases", before.Results, r =>
        {
            Text(json, "i", r.Id);
            json.WriteString("v", Words.Of(r.Verdict));
            Text(json, "r", r.Reason);
        });
        json.WriteEndObject();
    }

    /// <summary>What is not there is left out. Controls and lone surrogates are made visible.</summary>
    private static void Text(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, PrintableText.Lines(text));
        }
    }

    private static string? Place(SourceSpan span) => span.Line > 0 ? $"{span.File}:{span.Line}" : null;
}
