using Harness.Transcripts.Format;
using Harness.Transcripts.Messages;

namespace Harness.Transcripts.Replay;

/// <summary>A record with memory of its own.</summary>
/// <param name="Facts">Null for raw bytes and for records without any.</param>
/// <param name="InReplyTo">Number of the request that a reply answers; 0 for none.</param>
/// <param name="Delay">Since the record before it on the same connection.</param>
internal sealed record ReplayRecord(RecordKind Kind, long Number, byte[] Payload, MessageFacts? Facts, long InReplyTo, TimeSpan Delay, string? Note)
{
    private static readonly byte[] LineEnd = "\r\n"u8.ToArray();

    public static ReplayRecord Of(in TranscriptRecord record, long inReplyTo, TimeSpan delay)
    {
        byte[] payload = record.Payload.ToArray();
        return new ReplayRecord(record.Kind, record.Number, payload, record.IsMessage ? MessageFacts.Read(payload) : null, inReplyTo, delay, record.Note);
    }

    /// <summary>As it goes over the wire. Messages end their line; raw bytes are all there is.</summary>
    /// <param name="id">For a reply: what it carries instead of the recorded id; null to leave that.</param>
    public ReplayStep Send(ReadOnlyMemory<byte>? id)
    {
        if (Facts is not { } facts)
        {
            return new ReplayStep(ReplayStepKind.Send, Payload, Delay);
        }

        ReadOnlyMemory<byte> message = id is { } given ? IdRewriter.Rewrite(Payload, facts, given) : Payload;
        return new ReplayStep(ReplayStepKind.Send, (byte[])[.. message.Span, .. LineEnd], Delay);
    }
}
