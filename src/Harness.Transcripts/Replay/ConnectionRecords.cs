using Harness.Transcripts.Format;
using Harness.Transcripts.Messages;
using Harness.Transcripts.Recording;

namespace Harness.Transcripts.Replay;

/// <summary>The records of one connection, read as they are wanted; a few are held that were looked ahead at.</summary>
internal sealed class ConnectionRecords(TranscriptReader reader, int connection) : IDisposable
{
    private readonly List<ReplayRecord> _ahead = [];
    private readonly ReplyPairing _pairing = new();
    private long _waited;

    /// <summary>The record at that distance from the next one; null behind the last.</summary>
    /// <exception cref="InvalidDataException">The transcript is damaged there.</exception>
    public ReplayRecord? Peek(int distance = 0)
    {
        while (_ahead.Count <= distance)
        {
            if (Read() is not { } record)
            {
                return null;
            }

            _ahead.Add(record);
        }

        return _ahead[distance];
    }

    public void Remove(int distance = 0) => _ahead.RemoveAt(distance);

    public void Dispose() => reader.Dispose();

    private ReplayRecord? Read()
    {
        while (true)
        {
            TranscriptRead read = reader.Read();
            switch (read.Kind)
            {
                case TranscriptReadKind.Corrupt:
                    throw new InvalidDataException(read.Why);
                case not TranscriptReadKind.Record:
                    return null;
            }

            _waited += read.Record.Nanoseconds;
            if (read.Record.Connection == connection)
            {
                return Take(read.Record);
            }
        }
    }

    private ReplayRecord Take(in TranscriptRecord record)
    {
        ReplayRecord taken = ReplayRecord.Of(record, 0, TimeSpan.FromTicks(_waited / 100));
        _waited = 0;
        if (taken is { Kind: RecordKind.Request, Facts: { } request })
        {
            _pairing.Sent(taken.Number, request);
        }
        else if (taken.Kind == RecordKind.Request)
        {
            _pairing.SentRaw(taken.Number, taken.Payload);
        }

        return taken is { Kind: RecordKind.Reply, Facts: { } reply } ? taken with { InReplyTo = _pairing.Answered(reply) } : taken;
    }
}
