namespace Harness.Transcripts.Replay;

public enum ReplayStepKind
{
    Send,

    /// <summary>The server's direction ends.</summary>
    EndOutput,

    /// <summary>The connection breaks.</summary>
    Break,
}

/// <summary>What a replay does next.</summary>
/// <param name="Bytes">For sending.</param>
/// <param name="Delay">How long it had taken when it was recorded.</param>
public readonly record struct ReplayStep(ReplayStepKind Kind, ReadOnlyMemory<byte> Bytes, TimeSpan Delay);
