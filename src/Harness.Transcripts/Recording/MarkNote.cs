using System.Globalization;

namespace Harness.Transcripts.Recording;

/// <summary>Notes of <c>mark</c> records that say how a harness let time pass, so that it can be done again.</summary>
public static class MarkNote
{
    private const string AdvancePrefix = "advance ";
    private const string SilencePrefix = "silence ";
    private const string Unit = " ms";

    /// <summary>The virtual clock was moved.</summary>
    public static string Advance(TimeSpan time) => Write(AdvancePrefix, time);

    /// <summary>The connection was waited on, and nothing came.</summary>
    public static string Silence(TimeSpan time) => Write(SilencePrefix, time);

    /// <summary>Null for a note that says something else.</summary>
    public static TimeSpan? ParseAdvance(string? note) => Parse(AdvancePrefix, note);

    /// <summary>Null for a note that says something else.</summary>
    public static TimeSpan? ParseSilence(string? note) => Parse(SilencePrefix, note);

    private static string Write(string prefix, TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{time.TotalMilliseconds:0.####}{Unit}");

    private static TimeSpan? Parse(string prefix, string? note) =>
        note is not null && note.StartsWith(prefix, StringComparison.Ordinal) && note.EndsWith(Unit, StringComparison.Ordinal)
        && double.TryParse(note[prefix.Length..^Unit.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double milliseconds)
            ? TimeSpan.FromTicks((long)Math.Round(milliseconds * TimeSpan.TicksPerMillisecond))
            : null;
}
