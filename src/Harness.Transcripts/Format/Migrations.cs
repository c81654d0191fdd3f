using System.Globalization;
using System.Text.Json;

namespace Harness.Transcripts.Format;

/// <summary>Pure steps from older versions of the format to the current one, applied in order.</summary>
internal static class Migrations
{
    /// <summary>The header as the current version writes it.</summary>
    /// <exception cref="FormatException">A version that this build does not know.</exception>
    public static JsonElement Header(JsonElement header, int version) => version == TranscriptHeader.CurrentVersion
        ? header
        : throw new FormatException(string.Create(
            CultureInfo.InvariantCulture,
            $"line 1: a transcript of version {version}; this build reads version {TranscriptHeader.CurrentVersion}{(version > TranscriptHeader.CurrentVersion ? ": use a newer one" : "")}"));
}
