using Harness.Transcripts.Messages;

namespace Harness.Transcripts.Recording;

/// <summary>A piece of one direction's bytes, as a record holds it.</summary>
/// <param name="Facts">Null for raw bytes.</param>
internal readonly record struct Cut(byte[] Payload, MessageFacts? Facts)
{
    public bool IsMessage => Facts is not null;
}
