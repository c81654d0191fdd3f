using Harness.Schema.Model;
using Harness.Transcripts.Export;
using Harness.Transcripts.Format;
using Harness.Transcripts.Messages;

namespace Harness.Transcripts.Check;

/// <summary>Looks at a capture record by record for what either side must not do. Memory does not grow with the capture.</summary>
/// <param name="greets">False for a guest agent, which neither greets nor negotiates.</param>
/// <param name="schema">Holds replies, events and arguments against their documented types; null not to.</param>
public sealed class CaptureChecker(bool greets, QmpSchema? schema, Action<CaptureFault> report)
{
    private const int MostShown = 80;

    private readonly Dictionary<int, CheckedConnection> _connections = [];

    public void Check(in TranscriptRecord record)
    {
        if (record.Kind == RecordKind.Open)
        {
            _connections[record.Connection] = new CheckedConnection(greets, schema, report);
        }

        if (record.Kind is not (RecordKind.Request or RecordKind.Reply or RecordKind.Event))
        {
            return;
        }

        CheckedConnection connection = _connections.TryGetValue(record.Connection, out CheckedConnection? known)
            ? known
            : _connections[record.Connection] = new CheckedConnection(greets, schema, report);
        bool isClient = record.Kind == RecordKind.Request;
        if (!record.IsMessage || MessageFacts.Read(record.Payload) is not { } facts)
        {
            connection.Garbage(isClient, record, PrintableBytes.Of(record.Payload.Span, MostShown));
        }
        else if (isClient)
        {
            connection.Request(record, facts);
        }
        else
        {
            connection.FromServer(record, facts);
        }
    }
}
