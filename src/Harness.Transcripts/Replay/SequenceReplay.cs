using Harness.Transcripts.Format;
using Harness.Transcripts.Messages;
using Harness.Transcripts.Recording;

namespace Harness.Transcripts.Replay;

/// <summary>
/// Replays one connection in its recorded order: the next request must be the next recorded one, ids aside. Replies and events
/// come at their place; but a reply never waits for a request that the client had sent before it by chance of timing.
/// </summary>
/// <param name="reader">Owned.</param>
/// <param name="connection">The recorded connection to replay, 1-based.</param>
/// <param name="onMiss">Told of each request that does not match.</param>
public sealed class SequenceReplay(TranscriptReader reader, int connection, MissAnswer answer, Action<ReplayMiss> onMiss) : IReplaySession
{
    /// <summary>How far a reply may stand behind the request that the client has not sent.</summary>
    private const int LookAhead = 256;

    private readonly ConnectionRecords _records = new(reader, connection);
    private readonly PayloadCutter _cutter = new();
    private readonly List<Cut> _inbox = [];

    /// <summary>
    /// Ids of the client by the number of the recorded request, for those that have no reply; null for raw bytes, whose answers, of
    /// which there may be several, are sent as they were.
    /// </summary>
    private readonly SortedDictionary<long, ReadOnlyMemory<byte>?> _unanswered = [];
    private bool _clientEnded;

    /// <summary>The client has ended before it sent all that was recorded: the rest is not played.</summary>
    private bool _isOver;

    public IReadOnlyList<ReplayStep> Start() => Play();

    public IReadOnlyList<ReplayStep> Receive(ReadOnlyMemory<byte> chunk)
    {
        _cutter.Feed(chunk, _inbox);
        return Play();
    }

    public IReadOnlyList<ReplayStep> ClientEnded()
    {
        _cutter.Finish(_inbox);
        _clientEnded = true;
        return Play();
    }

    public void Dispose() => _records.Dispose();

    private List<ReplayStep> Play()
    {
        List<ReplayStep> steps = [];
        while (!_isOver && _records.Peek() is { } next)
        {
            bool goOn = next.Kind switch
            {
                RecordKind.Request => PlayRequest(next, steps),
                RecordKind.Reply or RecordKind.Event => PlayServer(next, 0, steps),
                RecordKind.Close when CloseNote.IsClients(next.Note) => PlayClientEnd(steps),
                RecordKind.Close => PlayServerEnd(next, steps),
                _ => Pass(),
            };
            if (!goOn)
            {
                return steps;
            }
        }

        while (_inbox.Count > 0)
        {
            Miss(null, steps);
        }

        return steps;
    }

    private bool Pass()
    {
        _records.Remove();
        return true;
    }

    private bool PlayServer(ReplayRecord record, int distance, List<ReplayStep> steps)
    {
        ReadOnlyMemory<byte>? id = _unanswered.GetValueOrDefault(record.InReplyTo);
        if (id is not null)
        {
            _unanswered.Remove(record.InReplyTo);
            ForgetRawBefore(record.InReplyTo);
        }

        steps.Add(record.Send(id));
        _records.Remove(distance);
        return true;
    }

    /// <summary>What was sent later is answered: nothing more comes of raw bytes before it.</summary>
    private void ForgetRawBefore(long number)
    {
        while (_unanswered.Count > 0 && _unanswered.First() is { Value: null } raw && raw.Key < number)
        {
            _unanswered.Remove(raw.Key);
        }
    }

    /// <summary>False when the client must say something first.</summary>
    private bool PlayRequest(ReplayRecord expected, List<ReplayStep> steps)
    {
        if (_inbox.Count == 0)
        {
            return WithoutRequest(expected, steps);
        }

        Cut sent = _inbox[0];
        if (expected.Facts is null && !sent.IsMessage)
        {
            bool goOn = PlayRaw(expected, sent, steps);
            if (!ReferenceEquals(_records.Peek(), expected))
            {
                _unanswered.TryAdd(expected.Number, null);
            }

            return goOn;
        }

        if (IsBlank(sent))
        {
            _inbox.RemoveAt(0);
        }
        else if (expected.Facts is null && IsBlank(expected.Payload))
        {
            _records.Remove();
        }
        else if (expected.Facts is not null && sent.IsMessage && RequestLikeness.Key(expected.Payload, expected.Facts) == RequestLikeness.Key(sent.Payload, sent.Facts))
        {
            _unanswered[expected.Number] = sent.Facts!.Value.Id;
            _inbox.RemoveAt(0);
            _records.Remove();
        }
        else
        {
            Miss(expected, steps);
        }

        return true;
    }

    private bool WithoutRequest(ReplayRecord expected, List<ReplayStep> steps)
    {
        if (expected.Facts is null && IsBlank(expected.Payload))
        {
            return Pass();
        }

        for (int distance = 1; distance < LookAhead && _unanswered.Count > 0 && _records.Peek(distance) is { } later;)
        {
            if (later.Kind == RecordKind.Reply && _unanswered.ContainsKey(later.InReplyTo))
            {
                PlayServer(later, distance, steps);
            }
            else
            {
                distance++;
            }
        }

        if (_clientEnded)
        {
            _isOver = true;
            steps.Add(new ReplayStep(ReplayStepKind.EndOutput, default, TimeSpan.Zero));
        }

        return false;
    }

    /// <summary>Raw bytes need not arrive in the pieces in which they were recorded.</summary>
    private bool PlayRaw(ReplayRecord expected, in Cut sent, List<ReplayStep> steps)
    {
        if (sent.Payload.AsSpan().StartsWith(expected.Payload))
        {
            _inbox.RemoveAt(0);
            if (sent.Payload.Length > expected.Payload.Length)
            {
                _inbox.Insert(0, new Cut(sent.Payload[expected.Payload.Length..], null));
            }

            return Pass();
        }

        if (!expected.Payload.AsSpan().StartsWith(sent.Payload) || (_inbox.Count > 1 && _inbox[1].IsMessage))
        {
            Miss(expected, steps);
            return true;
        }

        if (_inbox.Count == 1)
        {
            return _clientEnded && Pass();
        }

        _inbox[1] = new Cut([.. sent.Payload, .. _inbox[1].Payload], null);
        _inbox.RemoveAt(0);
        return true;
    }

    private bool PlayClientEnd(List<ReplayStep> steps)
    {
        while (_inbox.Count > 0)
        {
            Miss(null, steps);
        }

        return _clientEnded && Pass();
    }

    private bool PlayServerEnd(ReplayRecord end, List<ReplayStep> steps)
    {
        steps.Add(new ReplayStep(CloseNote.IsServerBreak(end.Note) ? ReplayStepKind.Break : ReplayStepKind.EndOutput, default, end.Delay));
        return Pass();
    }

    private void Miss(ReplayRecord? expected, List<ReplayStep> steps)
    {
        Cut sent = _inbox[0];
        _inbox.RemoveAt(0);
        if (IsBlank(sent))
        {
            return;
        }

        (ReplayStep reply, bool isAnswered) = answer.For(sent.Facts);
        steps.Add(reply);
        bool comparable = expected?.Facts is not null && sent.IsMessage;
        onMiss(new ReplayMiss(
            connection,
            sent.Payload,
            expected is null ? "nothing more is recorded on this connection" : "the next recorded request is another one",
            expected?.Payload ?? default,
            expected?.Number ?? 0,
            comparable ? RequestLikeness.Differences(expected!.Payload, sent.Payload) : [],
            isAnswered));
    }

    private static bool IsBlank(in Cut cut) => !cut.IsMessage && IsBlank(cut.Payload);

    private static bool IsBlank(ReadOnlySpan<byte> bytes) => !bytes.ContainsAnyExcept(" \t\r\n"u8);
}
