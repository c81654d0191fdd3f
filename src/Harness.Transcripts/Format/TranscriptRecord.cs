namespace Harness.Transcripts.Format;

/// <summary>One record. Its memory is valid until the next call of the reader that made it.</summary>
/// <param name="Number">1-based, without gaps within a file.</param>
/// <param name="Nanoseconds">Since the previous record.</param>
/// <param name="Connection">1-based; 0 for a mark or gap that is about none.</param>
/// <param name="Payload">The peer's own bytes; empty for records without any.</param>
/// <param name="IsMessage">True when the payload is one line of JSON, false when it is arbitrary bytes.</param>
/// <param name="InReplyTo">Number of the request that a reply answers, for people; 0 for none.</param>
/// <param name="Descriptors">JSON array that describes file descriptors passed along; empty for none.</param>
/// <param name="Note">Text of open, close, gap and mark; null for none.</param>
public readonly record struct TranscriptRecord(
    RecordKind Kind,
    long Number,
    long Nanoseconds,
    int Connection,
    ReadOnlyMemory<byte> Payload = default,
    bool IsMessage = false,
    long InReplyTo = 0,
    ReadOnlyMemory<byte> Descriptors = default,
    string? Note = null);
