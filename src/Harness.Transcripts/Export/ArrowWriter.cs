using System.Globalization;
using System.Text;

using Harness.Transcripts.Format;

namespace Harness.Transcripts.Export;

/// <summary>
/// Records in arrow notation, one a line: <c>-></c> and <c><-</c> messages, <c>->raw "…"</c> other bytes, <c>--</c> everything else.
/// Connections beyond the first are announced. Non-ASCII and control characters are escaped, as JSON escapes them.
/// </summary>
public sealed class ArrowWriter
{
    private int _connection = 1;

    /// <summary>The lines of a record: none for the opening of the connection at hand.</summary>
    public IEnumerable<ArrowLine> Lines(TranscriptRecord record)
    {
        if (record.Connection > 0 && record.Connection != _connection)
        {
            _connection = record.Connection;
            yield return new ArrowLine("--", string.Create(CultureInfo.InvariantCulture, $"connection {record.Connection}"), record);
        }

        switch (record.Kind)
        {
            case RecordKind.Open:
                yield return new ArrowLine("--", $"open{Note(record)}", record);
                break;
            case RecordKind.Request or RecordKind.Reply or RecordKind.Event:
                string arrow = record.Kind == RecordKind.Request ? "->" : "<-";
                yield return record.IsMessage
                    ? new ArrowLine(arrow, AsciiJson.Of(record.Payload.Span), record)
                    : new ArrowLine($"{arrow}raw", PrintableBytes.Quoted(record.Payload.Span), record);
                if (!record.Descriptors.IsEmpty)
                {
                    yield return new ArrowLine("--", $"descriptors {PrintableBytes.Of(record.Descriptors.Span)}", record);
                }

                break;
            default:
                yield return new ArrowLine("--", $"{record.Kind.Word()}{Note(record)}", record);
                break;
        }
    }

    private static string Note(in TranscriptRecord record) => record.Note is null ? "" : $": {PrintableBytes.Of(Encoding.UTF8.GetBytes(record.Note))}";
}
