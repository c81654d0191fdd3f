using Harness.Transcripts.Format;
using Harness.Transcripts.Messages;

namespace Harness.Transcripts.Recording;

/// <summary>Records one connection. Bytes come in chunks, however they were cut.</summary>
public sealed class ConnectionRecorder
{
    private readonly SessionRecorder _session;
    private readonly Direction _client = new();
    private readonly Direction _server = new();
    private readonly ReplyPairing _pairing = new();

    internal ConnectionRecorder(SessionRecorder session, int number)
    {
        _session = session;
        Number = number;
    }

    /// <summary>1-based.</summary>
    public int Number { get; }

    /// <param name="descriptors">JSON array that describes file descriptors that came with the bytes; empty for none.</param>
    public void FromClient(ReadOnlyMemory<byte> chunk, ReadOnlyMemory<byte> descriptors = default) => _session.Do(() => Take(_client, isClient: true, chunk, descriptors));

    /// <param name="descriptors">As for <see cref="FromClient"/>.</param>
    public void FromServer(ReadOnlyMemory<byte> chunk, ReadOnlyMemory<byte> descriptors = default) => _session.Do(() => Take(_server, isClient: false, chunk, descriptors));

    /// <param name="note">One of <see cref="CloseNote"/>.</param>
    public void ClientEnded(string note) => _session.Do(() => End(_client, isClient: true, note));

    /// <param name="note">One of <see cref="CloseNote"/>.</param>
    public void ServerEnded(string note) => _session.Do(() => End(_server, isClient: false, note));

    /// <summary>Records a remark about this connection.</summary>
    public void Mark(string note) => _session.Mark(note, Number);

    private void Take(Direction direction, bool isClient, ReadOnlyMemory<byte> chunk, ReadOnlyMemory<byte> descriptors)
    {
        direction.Cutter.Feed(chunk, direction.Cuts);
        direction.Descriptors = descriptors.IsEmpty ? direction.Descriptors : descriptors;
        Write(direction, isClient);
    }

    private void End(Direction direction, bool isClient, string note)
    {
        if (direction.Ended)
        {
            return;
        }

        direction.Ended = true;
        direction.Cutter.Finish(direction.Cuts);
        Write(direction, isClient);
        _session.Append(new TranscriptRecord(RecordKind.Close, 0, 0, Number, Note: note));
    }

    /// <summary>The system ends a read behind the bytes that descriptors came with: they belong to the last message of it.</summary>
    private void Write(Direction direction, bool isClient)
    {
        for (int i = 0; i < direction.Cuts.Count; i++)
        {
            bool isLast = i == direction.Cuts.Count - 1;
            Write(direction.Cuts[i], isClient, isLast ? direction.Descriptors : default);
            direction.Descriptors = isLast ? default : direction.Descriptors;
        }

        direction.Cuts.Clear();
    }

    private void Write(in Cut cut, bool isClient, ReadOnlyMemory<byte> descriptors)
    {
        RecordKind kind = isClient ? RecordKind.Request : cut.Facts is { Role: MessageRole.Event } ? RecordKind.Event : RecordKind.Reply;
        long answered = kind == RecordKind.Reply && cut.Facts is { } reply ? _pairing.Answered(reply) : 0;
        long number = _session.Append(new TranscriptRecord(kind, 0, 0, Number, cut.Payload, cut.IsMessage, answered, descriptors));
        if (!isClient)
        {
            return;
        }

        if (cut.Facts is { } request)
        {
            _pairing.Sent(number, request);
        }
        else
        {
            _pairing.SentRaw(number, cut.Payload);
        }
    }

    private sealed class Direction
    {
        public PayloadCutter Cutter { get; } = new();

        public List<Cut> Cuts { get; } = [];

        /// <summary>Came with bytes whose message is not whole.</summary>
        public ReadOnlyMemory<byte> Descriptors { get; set; }

        public bool Ended { get; set; }
    }
}
