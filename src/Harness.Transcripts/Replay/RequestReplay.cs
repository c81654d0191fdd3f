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

    private readonly RecordAccess _records = new(input);
    private readonly PayloadCutter _cutter = new();
    private readonly List<Cut> _inbox = [];
    private readonly Dictionary<string, int> _used = new(StringComparer.Ordinal);

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
        string key = RequestLikeness.Key(sent.Payload, sent.Facts);
        int[] found = [.. index.Find(key).Where(i => index.Exchanges[i].IsWhole)];
        if (found.Length == 0)
        {
            Miss(sent, steps);
            return;
        }

        int use = _used.GetValueOrDefault(key);
        _used[key] = use + 1;
        RecordedExchange exchange = index.Exchanges[found[Math.Min(use, found.Length - 1)]];
        foreach (long place in exchange.Places)
        {
            ReplayRecord record = _records.Read(place);
            steps.Add(record.Kind == RecordKind.Close
                ? new ReplayStep(CloseNote.IsServerBreak(record.Note) ? ReplayStepKind.Break : ReplayStepKind.EndOutput, default, record.Delay)
                : record.Send(place == exchange.Reply ? sent.Facts?.Id : null));
        }
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
            ReplayRecord record = _records.Read(index.Exchanges[index.Commands[similar]].Request);
            best = (record, record.Facts is null ? [] : RequestLikeness.Differences(record.Payload, sent));
        }

        return best;
    }

    private IEnumerable<ReplayRecord> Candidates(string name)
    {
        int compared = 0;
        for (int i = index.Commands[name]; i < index.Exchanges.Count && compared < MostCompared; i++)
        {
            ReplayRecord record = _records.Read(index.Exchanges[i].Request);
            if (record.Facts is { } facts && (facts.Name ?? "") == name)
            {
                compared++;
                yield return record;
            }
        }
    }
}
