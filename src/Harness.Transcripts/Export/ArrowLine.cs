using Harness.Transcripts.Format;

namespace Harness.Transcripts.Export;

/// <summary>A line of arrow notation.</summary>
/// <param name="Mark"><c>-></c>, <c><-</c>, <c>->raw</c>, <c><-raw</c> or <c>--</c>.</param>
/// <param name="Text">Printable ASCII.</param>
/// <param name="Record">Whence it is.</param>
public readonly record struct ArrowLine(string Mark, string Text, TranscriptRecord Record)
{
    public override string ToString() => $"{Mark} {Text}";
}
