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
    private readonly PagedList<RecordedExchange> _exchanges = new();
    private readonly ExchangePlaces _places = new();
    private readonly Dictionary<string, int> _byCommand = new(StringComparer.Ordinal);
    private readonly Dictionary<int, List<long>> _preambles = [];

    /// <summary>Of the request of each exchange; a few that differ have the same, which who looks one up finds out.</summary>
    private readonly PagedList<uint> _digests = new();

    /// <summary>Exchanges in the order of their digests, equal ones in recorded order.</summary>
    private int[] _byDigest = [];

    private ReplayIndex()
    {
    }

    /// <summary>Connections that were recorded.</summary>
    public int Connections { get; private set; }

    /// <summary>How the file ends.</summary>
    public TranscriptRead Ending { get; private set; }

    /// <summary>How many exchanges there are.</summary>
    internal int Count => _exchanges.Count;

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
        index._byDigest = [.. Enumerable.Range(0, index._digests.Count)];
        Array.Sort(index._byDigest, (a, b) => index._digests[a].CompareTo(index._digests[b]) is int order and not 0 ? order : a - b);
        return index;
    }

    internal RecordedExchange Exchange(int number) => _exchanges[number];

    /// <summary>What was recorded of an exchange beside its request, in recorded order.</summary>
    internal IEnumerable<(long Place, bool IsReply)> PlacesOf(in RecordedExchange exchange) => _places.Of(exchange);

    /// <summary>Numbers of the exchanges whose request has that digest, in recorded order. Others may have it by chance.</summary>
    internal ArraySegment<int> Find(uint digest)
    {
        int first = Bound(digest, past: false);
        return new ArraySegment<int>(_byDigest, first, Bound(digest, past: true) - first);
    }

    /// <param name="key">One text for equal requests.</param>
    internal static uint Digest(string key) => BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>Places of what came before the first request of a recorded connection.</summary>
    internal IReadOnlyList<long> Preamble(int connection) => _preambles.GetValueOrDefault(connection) ?? _preambles.GetValueOrDefault(1) ?? [];

    private int Bound(uint digest, bool past)
    {
        int low = 0, high = _byDigest.Length;
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            uint there = _digests[_byDigest[middle]];
            bool isBelow = past ? there <= digest : there < digest;
            (low, high) = isBelow ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private void Take(in TranscriptRead read, Under under)
    {
        switch (read.Record.Kind)
        {
            case RecordKind.Request:
                TakeRequest(read, under);
                break;
            case RecordKind.Reply:
                TakeReply(read, under);
                AddPreamble(under, read);
                break;
            case RecordKind.Event:
                Add(under.Last, read.Offset, isReply: false, ends: false);
                AddPreamble(under, read);
                break;
            case RecordKind.Close when CloseNote.IsClients(read.Record.Note):
                under.HasClientEnded = true;
                break;
            case RecordKind.Close when !under.HasClientEnded:
                Add(under.Last, read.Offset, isReply: false, ends: true);
                break;
            default:
                break;
        }
    }

    private void TakeReply(in TranscriptRead read, Under under)
    {
        long number = read.Record.IsMessage && MessageFacts.Read(read.Record.Payload) is { } reply ? under.Pairing.Answered(reply) : 0;
        bool isReply = under.Open.Remove(number, out int answered) || under.Raw.TryGetValue(number, out answered);
        Add(isReply ? answered : under.Last, read.Offset, isReply, ends: true);
    }

    private void Add(int exchange, long place, bool isReply, bool ends)
    {
        if (exchange >= 0)
        {
            _places.Add(ref _exchanges[exchange], place, isReply, ends);
        }
    }

    private void AddPreamble(Under under, in TranscriptRead read)
    {
        if (under.Last < 0)
        {
            (_preambles.TryGetValue(read.Record.Connection, out List<long>? places) ? places : _preambles[read.Record.Connection] = []).Add(read.Offset);
        }
    }

    private void TakeRequest(in TranscriptRead read, Under under)
    {
        MessageFacts? facts = read.Record.IsMessage ? MessageFacts.Read(read.Record.Payload) : null;
        under.Last = _exchanges.Add(new RecordedExchange(read.Offset));
        _digests.Add(Digest(RequestLikeness.Key(read.Record.Payload, facts)));
        if (facts is { } request)
        {
            under.Pairing.Sent(read.Record.Number, request);
            under.Open[read.Record.Number] = under.Last;
            _byCommand.TryAdd(request.Name ?? "", under.Last);
        }
        else
        {
            under.Pairing.SentRaw(read.Record.Number, read.Record.Payload);
            under.Raw[read.Record.Number] = under.Last;
        }
    }

    /// <summary>A connection while it is read.</summary>
    private sealed class Under
    {
        public ReplyPairing Pairing { get; } = new();

        /// <summary>Exchanges whose request has no reply, by the number of the request's record.</summary>
        public Dictionary<long, int> Open { get; } = [];

        /// <summary>Exchanges that begin with raw bytes, which may have several answers.</summary>
        public Dictionary<long, int> Raw { get; } = [];

        /// <summary>The server's end behind it came of that, and of no request.</summary>
        public bool HasClientEnded { get; set; }

        /// <summary>Negative before the first request.</summary>
        public int Last { get; set; } = -1;
    }
}
