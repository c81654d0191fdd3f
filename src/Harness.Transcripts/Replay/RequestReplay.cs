using Harness.Transcripts.Compare;
using Harness.Transcripts.Format;
using Harness.Transcripts.Messages;
using Harness.Transcripts.Recording;

namespace Harness.Transcripts.Replay;

/// <summary>
/// Replays by request: command and arguments select the exchange, whatever its place. Of several that are equal each is used once,
/// in recorded order, and the last one from then on. Events come with the request behind which they were recorded.
/// </summary>
/// <param name="input">The transcript; can seek, owned.</param>
/// <param name="connection">1-based number of the client's connection; its greeting is that of the recorded connection of that number, or of the first.</param>
public sealed class RequestReplay(ReplayIndex index, Stream input, int connection, MissAnswer answer, Action<ReplayMiss> onMiss) : IReplaySession
{
    /// <summary>Recorded requests of the same command that are compared with one that is not recorded.</summary>
    private const int MostCompared = 500;

    /// <summary>Recorded requests of whatever command that are looked at for that.</summary>
    private const int MostLookedAt = 20_000;

    private readonly RecordAccess _records = new(input);
    private readonly PayloadCutter _cutter = new();
    private readonly List<Cut> _inbox = [];

    /// <summary>How far the exchanges of one digest are used.</summary>
    private readonly Dictionary<uint, int> _used = [];

    public IReadOnlyList<ReplayStep> Start() => [.. index.Preamble(connection).Select(place => _records.Read(place).Send(null))];

    public IReadOnlyList<ReplayStep> Receive(ReadOnlyMemory<byte> chunk)
    {
        _cutter.Feed(chunk, _inbox);
        return Play();
    }

    public IReadOnlyList<ReplayStep> ClientEnded()
    {
        _cutter.Finish(_inbox);
        return [.. Play(), new ReplayStep(ReplayStepKind.EndOutput, default, TimeSpan.Zero)];
    }

    public void Dispose() => _records.Dispose();

    private List<ReplayStep> Play()
    {
        List<ReplayStep> steps = [];
        foreach (Cut sent in _inbox)
        {
            if (sent.IsMessage || sent.Payload.AsSpan().ContainsAnyExcept(" \t\r\n"u8))
            {
                Answer(sent, steps);
            }
        }

        _inbox.Clear();
        return steps;
    }

    private void Answer(in Cut sent, List<ReplayStep> steps)
    {
        if (Next(RequestLikeness.Key(sent.Payload, sent.Facts)) is not { } exchange)
        {
            Miss(sent, steps);
            return;
        }

        foreach ((long place, bool isReply) in index.PlacesOf(exchange))
        {
            ReplayRecord record = _records.Read(place);
            steps.Add(record.Kind == RecordKind.Close
                ? new ReplayStep(CloseNote.IsServerBreak(record.Note) ? ReplayStepKind.Break : ReplayStepKind.EndOutput, default, record.Delay)
                : record.Send(isReply ? sent.Facts?.Id : null));
        }
    }

    /// <summary>The exchange whose turn it is among those of equal requests; null for none.</summary>
    private RecordedExchange? Next(string key)
    {
        uint digest = ReplayIndex.Digest(key);
        ArraySegment<int> found = index.Find(digest);
        if (found.Count == 1)
        {
            return Usable(found[0], key);
        }

        int use = _used.GetValueOrDefault(digest);
        for (; use < found.Count; use++)
        {
            if (Usable(found[use], key) is { } next)
            {
                _used[digest] = use + 1;
                return next;
            }
        }

        for (int last = found.Count - 1; last >= 0; last--)
        {
            if (Usable(found[last], key) is { } again)
            {
                return again;
            }
        }

        return null;
    }

    private RecordedExchange? Usable(int number, string key)
    {
        RecordedExchange exchange = index.Exchange(number);
        if (!exchange.IsWhole)
        {
            return null;
        }

        ReplayRecord request = _records.Read(exchange.Request);
        return RequestLikeness.Key(request.Payload, request.Facts) == key ? exchange : null;
    }

    private void Miss(in Cut sent, List<ReplayStep> steps)
    {
        (ReplayStep reply, bool isAnswered) = answer.For(sent.Facts);
        steps.Add(reply);
        (ReplayRecord? nearest, IReadOnlyList<Difference> differences) = sent.Facts is { } facts ? Nearest(facts, sent.Payload) : (null, []);
        onMiss(new ReplayMiss(connection, sent.Payload, "no such request is recorded", nearest?.Payload ?? default, nearest?.Number ?? 0, differences, isAnswered));
    }

    /// <summary>The recorded request of the same command with the fewest differences, or one of the command with the most similar name.</summary>
    private (ReplayRecord? Nearest, IReadOnlyList<Difference> Differences) Nearest(in MessageFacts facts, byte[] sent)
    {
        string name = facts.Name ?? "";
        (ReplayRecord? Record, IReadOnlyList<Difference> Differences) best = (null, []);
        if (index.Commands.ContainsKey(name))
        {
            foreach (ReplayRecord candidate in Candidates(name))
            {
                IReadOnlyList<Difference> differences = RequestLikeness.Differences(candidate.Payload, sent);
                if (best.Record is null || differences.Count < best.Differences.Count)
                {
                    best = (candidate, differences);
                }
            }
        }
        else if (index.Commands.Count > 0)
        {
            string similar = index.Commands.Keys.Order(StringComparer.Ordinal).MinBy(k => EditDistance.Of(k, name))!;
            ReplayRecord record = _records.Read(index.Exchange(index.Commands[similar]).Request);
            best = (record, record.Facts is null ? [] : RequestLikeness.Differences(record.Payload, sent));
        }

        return best;
    }

    private IEnumerable<ReplayRecord> Candidates(string name)
    {
        int compared = 0;
        int first = index.Commands[name];
        for (int i = first; i < Math.Min(index.Count, first + MostLookedAt) && compared < MostCompared; i++)
        {
            ReplayRecord record = _records.Read(index.Exchange(i).Request);
            if (record.Facts is { } facts && (facts.Name ?? "") == name)
            {
                compared++;
                yield return record;
            }
        }
    }
}
