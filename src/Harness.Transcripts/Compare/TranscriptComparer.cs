using Harness.Schema.Model;
using Harness.Transcripts.Export;
using Harness.Transcripts.Format;
using Harness.Transcripts.Messages;
using Harness.Transcripts.Recording;

namespace Harness.Transcripts.Compare;

/// <summary>
/// Compares two transcripts connection by connection: requests and replies in their order, events of each name in theirs, wherever
/// they stand among the replies. Holds only what one side is ahead by.
/// </summary>
public sealed class TranscriptComparer
{
    private readonly SessionBindings _bindings = new();
    private readonly SortedDictionary<(int Connection, string Lane), Queue<Waiting>> _ahead = [];
    private readonly Dictionary<int, ReplyPairing> _pairings = [];
    private readonly Dictionary<int, DocumentedReplies> _documented = [];
    private readonly QmpSchema? _schema;
    private readonly Action<Difference> _report;

    private TranscriptComparer(QmpSchema? schema, Action<Difference> report)
    {
        _schema = schema;
        _report = report;
    }

    /// <exception cref="InvalidDataException">One of them is damaged.</exception>
    public static void Compare(TranscriptReader recorded, TranscriptReader other, QmpSchema? schema, Action<Difference> report)
    {
        TranscriptComparer comparer = new(schema, report);
        bool more = true;
        while (more)
        {
            more = comparer.Take(recorded, isRecorded: true) | comparer.Take(other, isRecorded: false);
        }

        comparer.ReportRest();
    }

    /// <summary>False at the end.</summary>
    private bool Take(TranscriptReader reader, bool isRecorded)
    {
        TranscriptRead read = reader.Read();
        if (read.Kind == TranscriptReadKind.Corrupt)
        {
            throw new InvalidDataException(read.Why);
        }

        if (read.Kind != TranscriptReadKind.Record)
        {
            return false;
        }

        if (read.Record.Kind is RecordKind.Request or RecordKind.Reply or RecordKind.Event)
        {
            Take(read.Record, isRecorded);
        }

        return true;
    }

    private void Take(in TranscriptRecord record, bool isRecorded)
    {
        MessageFacts? facts = record.IsMessage ? MessageFacts.Read(record.Payload) : null;
        SchemaType? type = isRecorded ? TypeOf(record, facts) : null;
        string lane = record.Kind switch { RecordKind.Request => ">", RecordKind.Event => $"!{facts?.Name}", _ => "<" };
        Queue<Waiting> queue = _ahead.TryGetValue((record.Connection, lane), out Queue<Waiting>? q) ? q : _ahead[(record.Connection, lane)] = new();
        Waiting mine = new(isRecorded, record.Kind, record.Number, record.Connection, record.Payload.ToArray(), facts is not null, type);
        if (queue.TryPeek(out Waiting? first) && first.IsRecorded != isRecorded)
        {
            queue.Dequeue();
            Compare(isRecorded ? mine : first, isRecorded ? first : mine);
        }
        else
        {
            queue.Enqueue(mine);
        }
    }

    /// <summary>Of what a reply or event carries; null where it is not known, and for requests, which are noted.</summary>
    private SchemaType? TypeOf(in TranscriptRecord record, MessageFacts? facts)
    {
        ReplyPairing pairing = _pairings.TryGetValue(record.Connection, out ReplyPairing? p) ? p : _pairings[record.Connection] = new();
        DocumentedReplies documented = _documented.TryGetValue(record.Connection, out DocumentedReplies? d) ? d : _documented[record.Connection] = new(_schema);
        switch (record.Kind, facts)
        {
            case (RecordKind.Request, { } request):
                pairing.Sent(record.Number, request);
                documented.Sent(record.Number, request);
                return null;
            case (RecordKind.Request, null):
                pairing.SentRaw(record.Number, record.Payload);
                return null;
            case (_, { } came):
                return documented.Of(record.Kind, record.Kind == RecordKind.Reply ? pairing.Answered(came) : 0, came);
            default:
                return null;
        }
    }

    private void Compare(Waiting before, Waiting now)
    {
        if (!before.IsMessage || !now.IsMessage)
        {
            if (!before.Payload.AsSpan().SequenceEqual(now.Payload))
            {
                Report(before, before.Kind == RecordKind.Request ? DifferenceKind.Request : DifferenceKind.Value, before.Show(), now.Show());
            }

            return;
        }

        if (before.Kind == RecordKind.Request)
        {
            if (Replay.RequestLikeness.Key(_bindings.Rewrite(before.Payload), MessageFacts.Read(_bindings.Rewrite(before.Payload))) != Replay.RequestLikeness.Key(now.Payload, MessageFacts.Read(now.Payload)))
            {
                Report(before, DifferenceKind.Request, before.Show(), now.Show());
            }

            return;
        }

        foreach (Difference difference in new MessageComparer(_bindings).Compare(before.Payload, now.Payload, before.Type))
        {
            _report(difference with { Record = before.Number, Connection = before.Connection });
        }
    }

    private void ReportRest()
    {
        foreach (Waiting left in _ahead.Values.SelectMany(q => q).OrderBy(w => w.Number))
        {
            DifferenceKind kind = (left.Kind, left.IsRecorded) switch
            {
                (RecordKind.Request, _) => DifferenceKind.Request,
                (RecordKind.Event, true) => DifferenceKind.MissingEvent,
                (RecordKind.Event, false) => DifferenceKind.ExtraEvent,
                (_, true) => DifferenceKind.MissingReply,
                _ => DifferenceKind.ExtraReply,
            };
            Report(left, kind, left.IsRecorded ? left.Show() : null, left.IsRecorded ? null : left.Show());
        }
    }

    private void Report(Waiting place, DifferenceKind kind, string? before, string? now) => _report(new Difference(kind, "", before, now, place.Number, place.Connection));

    private sealed record Waiting(bool IsRecorded, RecordKind Kind, long Number, int Connection, byte[] Payload, bool IsMessage, SchemaType? Type)
    {
        public string Show() => PrintableBytes.Of(Payload);
    }
}
