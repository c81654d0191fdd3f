namespace Harness.Transcripts.Messages;

/// <summary>What a message is by its members, whatever its place.</summary>
public enum MessageRole
{
    Request,
    Greeting,
    Success,
    Error,
    Event,

    /// <summary>JSON that is none of these.</summary>
    Other,
}
