using Harness.Transcripts.Format;

namespace Harness.Transcripts.Import;

/// <summary>A message of another tool's file.</summary>
/// <param name="Kind">Request, reply, event, or a mark whose text is the payload.</param>
/// <param name="Connection">1-based.</param>
/// <param name="Microseconds">Time of day or since some start, where the file says it; null where it does not.</param>
/// <param name="Line">1-based place in the file.</param>
public readonly record struct ImportedMessage(RecordKind Kind, int Connection, byte[] Payload, long? Microseconds, int Line);
