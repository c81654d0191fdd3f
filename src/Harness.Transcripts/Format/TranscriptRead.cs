namespace Harness.Transcripts.Format;

public enum TranscriptReadKind
{
    Record,

    /// <summary>The end line was read: nothing is missing.</summary>
    End,

    /// <summary>The file stops without an end line, perhaps inside a record: whoever wrote it was killed. What was read is good.</summary>
    Torn,

    /// <summary>The file is damaged: the rest is not to be believed.</summary>
    Corrupt,
}

/// <summary>What reading on gave.</summary>
/// <param name="Line">1-based line in the file.</param>
/// <param name="Offset">0-based byte at which that line begins.</param>
/// <param name="Why">For <see cref="TranscriptReadKind.Torn"/> and <see cref="TranscriptReadKind.Corrupt"/>, for people.</param>
/// <param name="Clean">For <see cref="TranscriptReadKind.End"/>: whether the recording ended in an orderly way.</param>
public readonly record struct TranscriptRead(TranscriptReadKind Kind, long Line, long Offset, TranscriptRecord Record = default, string? Why = null, bool Clean = false);
