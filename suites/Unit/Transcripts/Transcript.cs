using System.Text;

using Harness.Transcripts.Format;

namespace Harness.Unit.Transcripts;

/// <summary>Transcripts in memory.</summary>
internal static class Transcript
{
    public static TranscriptHeader Header { get; } = new("test 1", "2026-01-02T03:04:05.000006Z", "qemu", null, """{"kind":"unix"}""", []);

    /// <summary>Writes one and gives its bytes.</summary>
    public static byte[] Write(Action<TranscriptWriter> fill, bool? clean = true)
    {
        MemoryStream bytes = new();
        TranscriptWriter writer = new(bytes, Header);
        fill(writer);
        if (clean is { } isClean)
        {
            writer.End(isClean);
        }

        return bytes.ToArray();
    }

    public static TranscriptRecord Message(RecordKind kind, string json, int connection = 1, long time = 1000) =>
        new(kind, 0, time, connection, Encoding.UTF8.GetBytes(json), IsMessage: true);

    /// <summary>A transcript of one connection in arrow notation: <c>-></c>, <c><-</c>, <c>!</c>, one message a line.</summary>
    public static byte[] OfArrows(string text) => Write(writer =>
    {
        writer.Append(new TranscriptRecord(RecordKind.Open, 0, 0, 1));
        foreach (string line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            (RecordKind kind, string json) = line[..2] switch
            {
                "->" => (RecordKind.Request, line[2..]),
                "<-" => (RecordKind.Reply, line[2..]),
                "! " => (RecordKind.Event, line[2..]),
                _ => throw new ArgumentException(line),
            };
            writer.Append(Message(kind, json.Trim()));
        }
    });

    public static TranscriptReader Open(byte[] bytes) => TranscriptReader.Open(new MemoryStream(bytes));

    /// <summary>Reads to the end: what each record holds, and how the file ends.</summary>
    public static (IReadOnlyList<string> Records, TranscriptRead Ending) Read(byte[] bytes)
    {
        using TranscriptReader reader = Open(bytes);
        List<string> records = [];
        TranscriptRead read;
        while ((read = reader.Read()).Kind == TranscriptReadKind.Record)
        {
            records.Add(Show(read.Record));
        }

        return (records, read);
    }

    /// <summary>A record without number and time.</summary>
    public static string Show(in TranscriptRecord record)
    {
        string payload = record.Payload.IsEmpty ? "" : record.IsMessage ? $" {Encoding.UTF8.GetString(record.Payload.Span)}" : $" raw {Encoding.Latin1.GetString(record.Payload.Span).Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}";
        string descriptors = record.Descriptors.IsEmpty ? "" : $" fd {Encoding.UTF8.GetString(record.Descriptors.Span)}";
        string re = record.InReplyTo > 0 ? FormattableString.Invariant($" re {record.InReplyTo}") : "";
        return FormattableString.Invariant($"{record.Connection} {record.Kind.Word()}{re}{payload}{descriptors}{(record.Note is null ? "" : $" ({record.Note})")}");
    }
}
