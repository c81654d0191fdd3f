using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

using Harness.Cases.Run;

namespace Harness.Reports;

/// <summary><c>results.ndjson</c>, design §12: the truth that every other format can be made from. One event a line, flushed as it comes.</summary>
public sealed class NdjsonReporter(Stream output) : IReporter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Report(RunEvent runEvent)
    {
        using (Utf8JsonWriter json = new(output, Options))
        {
            json.WriteStartObject();
            switch (runEvent)
            {
                case RunEvent.Started started:
                    WriteStart(json, started);
                    break;
                case RunEvent.Finished finished:
                    WriteCase(json, finished.Result);
                    break;
                case RunEvent.Ended ended:
                    WriteEnd(json, ended);
                    break;
                default:
                    throw new System.Diagnostics.UnreachableException(runEvent.GetType().Name);
            }

            json.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
        output.Flush();
    }

    public void Dispose() => output.Dispose();

    private static void WriteStart(Utf8JsonWriter json, RunEvent.Started started)
    {
        json.WriteString("event", "start");
        json.WriteString("tool", started.Tool);
        json.WriteString("target", started.Target);
        json.WriteString("spec", started.Spec);
        json.WriteString("digest", started.Digest);
        json.WriteNumber("seed", started.Seed);
        json.WriteString("shard", started.Shard);
        json.WriteNumber("selected", started.Selected);
        json.WriteString("reproduce", started.Reproduce);
        if (started.At is { } at)
        {
            json.WriteString("at", at.ToString("O", CultureInfo.InvariantCulture));
        }

        if (started.Outline is { } outline)
        {
            NdjsonOutline.Write(json, outline);
        }
    }

    private static void WriteCase(Utf8JsonWriter json, CaseResult result)
    {
        json.WriteString("event", "case");
        json.WriteString("id", result.Id);
        json.WriteString("kind", Words.Of(result.Kind));
        json.WriteString("command", result.Command);
        json.WriteString("verdict", Words.Of(result.Verdict));
        json.WriteString("reason", result.Reason);
        json.WriteNumber("elapsed_us", (long)result.Elapsed.TotalMicroseconds);
        if (result.Expected is not null || result.Actual is not null)
        {
            json.WriteString("expected", result.Expected);
            json.WriteString("actual", result.Actual);
        }

        if (result.Origin is { } origin)
        {
            WriteOrigin(json, origin);
        }

        if (result.Exchange.Count > 0)
        {
            WriteExchange(json, result.Exchange);
        }
    }

    private static void WriteOrigin(Utf8JsonWriter json, CaseOrigin origin)
    {
        json.WriteNumber("ordinal", origin.Ordinal);
        json.WriteString("level", origin.Level.ToString().ToUpperInvariant());
        json.WriteString("statement", origin.Statement);
        json.WriteString("machine", origin.Machine);
        json.WriteString("file", origin.Span.File);
        json.WriteNumber("line", origin.Span.Line);
        json.WriteNumber("column", origin.Span.Column);
        json.WriteString("text", origin.Text);
        json.WriteStartArray("covers");
        foreach (int element in origin.Covers)
        {
            json.WriteNumberValue(element);
        }

        json.WriteEndArray();
    }

    private static void WriteExchange(Utf8JsonWriter json, IReadOnlyList<ExchangeLine> exchange)
    {
        json.WriteStartArray("exchange");
        foreach (ExchangeLine line in exchange)
        {
            json.WriteStartObject();
            json.WriteString("mark", line.Mark);
            json.WriteNumber("connection", line.Connection);
            json.WriteNumber("at_us", (long)line.At.TotalMicroseconds);
            json.WriteString("text", line.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteEnd(Utf8JsonWriter json, RunEvent.Ended ended)
    {
        json.WriteString("event", "end");
        json.WriteStartObject("counts");
        json.WriteNumber("pass", ended.Counts.Pass);
        json.WriteNumber("fail", ended.Counts.Fail);
        json.WriteNumber("error", ended.Counts.Error);
        json.WriteNumber("skip", ended.Counts.Skip);
        json.WriteNumber("known", ended.Counts.Known);
        json.WriteEndObject();
        json.WriteBoolean("complete", ended.Complete);
        json.WriteString("why", ended.Why);
        if (ended.Stale.Count > 0)
        {
            json.WriteStartArray("stale");
            foreach (string id in ended.Stale)
            {
                json.WriteStringValue(id);
            }

            json.WriteEndArray();
        }

        json.WriteNumber("elapsed_us", (long)ended.Elapsed.TotalMicroseconds);
    }
}
