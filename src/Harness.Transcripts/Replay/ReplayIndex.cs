using System.Security.Cryptography;
using System.Text;

using Harness.Transcripts.Format;
using Harness.Transcripts.Messages;
using Harness.Transcripts.Recording;

namespace Harness.Transcripts.Replay;

/// <summary>
/// Where in a transcript each request and what came of it stand. Holds places only, so that its size follows the number of
/// messages and not theirs.
/// </summary>
public sealed class ReplayIndex
{
    private readonly List<RecordedExchange> _exchanges = [];
    private readonly Dictionary<UInt128, List<int>> _byKey = [];
    private readonly Dictionary<string, int> _byCommand = new(StringComparer.Ordinal);
    private readonly Dictionary<int, List<long>> _preambles = [];

    private ReplayIndex()
    {
    }

    /// <summary>Connections that were recorded.</summary>
    public int Connections { get; private set; }

    /// <summary>How the file ends.</summary>
    public TranscriptRead Ending { get; private set; }

    internal IReadOnlyList<RecordedExchange> Exchanges => _exchanges;

    /// <summary>An exchange of each command, by the command's name.</summary>
    internal IReadOnlyDictionary<string, int> Commands => _byCommand;

    /// <summary>Reads a whole transcript.</summary>
    /// <param name="reader">At its first record; remains the caller's.</param>
    /// <param name="withExchanges">False to count and check only.</param>
    public static ReplayIndex Build(TranscriptReader reader, bool withExchanges)
    {
        ReplayIndex index = new();
        Dictionary<int, Under> connections = [];
        TranscriptRead read;
        while ((read = reader.Read()).Kind == TranscriptReadKind.Record)
        {
            index.Connections = Math.Max(index.Connections, read.Record.Connection);
            if (withExchanges)
            {
                index.Take(read, connections.TryGetValue(read.Record.Connection, out Under? under) ? under : connections[read.Record.Connection] = new Under());
            }
        }

        index.Ending = read;
        index._exchanges.ForEach(e => e.Seal());
        return index;
    }

    internal IReadOnlyList<int> Find(string key) => _byKey.TryGetValue(Digest(key), out List<int>? found) ? found : [];

    /// <summary>Places of what came before the first request of a recorded connection.</summary>
    internal IReadOnlyList<long> Preamble(int connection) => _preambles.GetValueOrDefault(connection) ?? _preambles.GetValueOrDefault(1) ?? [];

    private void Take(in TranscriptRead read, Under under)
    {
        switch (read.Record.Kind)
        {
            case RecordKind.Request:
                TakeRequest(read, under);
                break;
            case RecordKind.Reply:
                long number = MessageFacts.Read(read.Record.Payload) is { } reply && read.Record.IsMessage ? under.Pairing.Answered(reply) : 0;
                (under.Open.Remove(number, out RecordedExchange? answered) ? answered : under.Last)?.AddReply(read.Offset, answered is not null);
                AddPreamble(under, read);
                break;
            case RecordKind.Event:
                under.Last?.Add(read.Offset);
                AddPreamble(under, read);
                break;
            case RecordKind.Close when !CloseNote.IsClients(read.Record.Note):
                under.Last?.AddReply(read.Offset, false);
                break;
            default:
                break;
        }
    }

    private void AddPreamble(Under under, in TranscriptRead read)
    {
        if (under.Last is null)
        {
            (_preambles.TryGetValue(read.Record.Connection, out List<long>? places) ? places : _preambles[read.Record.Connection] = []).Add(read.Offset);
        }
    }

    private void TakeRequest(in TranscriptRead read, Under under)
    {
        MessageFacts? facts = read.Record.IsMessage ? MessageFacts.Read(read.Record.Payload) : null;
        RecordedExchange exchange = new(read.Offset);
        if (facts is { } request)
        {
            under.Pairing.Sent(read.Record.Number, request);
            under.Open[read.Record.Number] = exchange;
            _byCommand.TryAdd(request.Name ?? "", _exchanges.Count);
        }

        UInt128 key = Digest(RequestLikeness.Key(read.Record.Payload, facts));
        (_byKey.TryGetValue(key, out List<int>? same) ? same : _byKey[key] = new List<int>(1)).Add(_exchanges.Count);
        _exchanges.Add(exchange);
        under.Last = exchange;
    }

    private static UInt128 Digest(string key) => BitConverter.ToUInt128(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>A connection while it is read.</summary>
    private sealed class Under
    {
        public ReplyPairing Pairing { get; } = new();

        public Dictionary<long, RecordedExchange> Open { get; } = [];

        public RecordedExchange? Last { get; set; }
    }
}
