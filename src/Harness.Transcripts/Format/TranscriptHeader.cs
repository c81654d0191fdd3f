using System.Text.Encodings.Web;
using System.Text.Json;

namespace Harness.Transcripts.Format;

/// <summary>The first line of a transcript.</summary>
/// <param name="Tool">Who wrote it.</param>
/// <param name="Start">Wall-clock time of the recording's start, RFC 3339 with microseconds, UTC.</param>
/// <param name="Profile">Dialect: <c>qemu</c>, <c>storage-daemon</c>, <c>guest-agent</c>.</param>
/// <param name="Schema">Digest of the schema that was loaded; null for none.</param>
/// <param name="Target">JSON object that describes what was recorded.</param>
/// <param name="Redacted">What was redacted: names of commands and members; empty for nothing, null when it was switched off.</param>
public sealed record TranscriptHeader(string Tool, string Start, string Profile, string? Schema, string Target, IReadOnlyList<string>? Redacted)
{
    /// <summary>Version of the format that this build writes.</summary>
    public const int CurrentVersion = 1;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The line without its line feed.</summary>
    public byte[] ToLine()
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("qmpt", CurrentVersion);
            json.WriteString("tool", Tool);
            json.WriteString("start", Start);
            json.WriteString("clock", "monotonic-ns");
            json.WriteString("profile", Profile);
            json.WriteString("schema", Schema);
            json.WritePropertyName("target");
            json.WriteRawValue(Target);
            if (Redacted is null)
            {
                json.WriteNull("redact");
            }
            else
            {
                json.WriteStartArray("redact");
                foreach (string name in Redacted)
                {
                    json.WriteStringValue(name);
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <summary>Reads a header of the current version.</summary>
    /// <exception cref="FormatException">Not one; the message says why.</exception>
    public static TranscriptHeader Parse(JsonElement line) => new(
        Text(line, "tool"),
        Text(line, "start"),
        Text(line, "profile"),
        line.TryGetProperty("schema", out JsonElement schema) && schema.ValueKind == JsonValueKind.String ? schema.GetString() : null,
        line.TryGetProperty("target", out JsonElement target) && target.ValueKind == JsonValueKind.Object ? target.GetRawText() : throw new FormatException("line 1: the header has no object 'target'"),
        Names(line));

    private static string Text(JsonElement line, string name) => line.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
        ? value.GetString()!
        : throw new FormatException($"line 1: the header has no text '{name}'");

    private static string[]? Names(JsonElement line)
    {
        if (!line.TryGetProperty("redact", out JsonElement names) || names.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return names.ValueKind == JsonValueKind.Array && names.EnumerateArray().All(n => n.ValueKind == JsonValueKind.String)
            ? [.. names.EnumerateArray().Select(n => n.GetString()!)]
            : throw new FormatException("line 1: 'redact' in the header is not a list of names");
    }
}
