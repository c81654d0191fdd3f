using System.Globalization;

namespace Harness.Transcripts.Compare;

/// <summary>One difference between what was recorded and what came.</summary>
/// <param name="Record">Number of the record concerned; 0 for none.</param>
/// <param name="Connection">1-based; 0 for none.</param>
/// <param name="Path">Place within the message: <c>return[0].device</c>; empty for the whole of it.</param>
/// <param name="Recorded">JSON, or null where there was none.</param>
/// <param name="Actual">JSON, or null where there is none.</param>
public sealed record Difference(DifferenceKind Kind, string Path, string? Recorded, string? Actual, long Record = 0, int Connection = 0)
{
    private const int MostShown = 160;

    /// <summary>One line, for people; printable ASCII where the values are.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(Record > 0 ? $"record {Record}: " : "")}{Kind.Word()}{(Path.Length > 0 ? $" {Path}" : "")}{Values}");

    private string Values => (Recorded, Actual) switch
    {
        ({ } recorded, { } actual) => $": recorded {Short(recorded)}, now {Short(actual)}",
        ({ } recorded, null) => $": recorded {Short(recorded)}",
        (null, { } actual) => $": now {Short(actual)}",
        _ => "",
    };

    private static string Short(string text) => text.Length <= MostShown ? text : $"{text[..MostShown]}… ({text.Length} characters)";
}
