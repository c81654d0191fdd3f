using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

using Harness.Cases.Run;

namespace Harness.Cases.Baseline;

/// <summary>
/// A baseline on disk: <c>{ "target": TEXT, "entries": [ { "id": ID, "reason": TEXT, "expires": "2027-01-31" } ] }</c>,
/// entries in the order of their ids, so that it reads and merges well; what comes and goes stands apart in
/// <c>"flaky": [ { "cases": PATTERN, "failure": TEXT, "reason": TEXT, "expires": … } ]</c>.
/// </summary>
public static class BaselineFile
{
    /// <summary>How the reason of an entry begins that nobody has explained.</summary>
    public const string Unexplained = "not explained";

    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <exception cref="FormatException">Not a baseline; the message says where and why.</exception>
    public static ExpectedResults Parse(string json, string path)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            JsonElement root = document.RootElement;
            string target = Text(root, "target", path, "");
            List<BaselineEntry> entries = [];
            HashSet<string> seen = new(StringComparer.Ordinal);
            foreach (JsonElement item in root.GetProperty("entries").EnumerateArray())
            {
                BaselineEntry entry = Entry(item, path, entries.Count);
                entries.Add(seen.Add(entry.Id) ? entry : throw new FormatException($"{path}: '{entry.Id}' stands twice; keep one entry"));
            }

            return new ExpectedResults(target, entries, FlakyEntries(root, path));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException($"{path}: not a baseline: {e.Message}", e);
        }
    }

    public static string Write(ExpectedResults baseline)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("target", baseline.Target);
            json.WriteStartArray("entries");
            foreach (BaselineEntry entry in baseline.Entries)
            {
                json.WriteStartObject();
                json.WriteString("id", entry.Id);
                WriteReason(json, entry.Reason, entry.Expires);
            }

            json.WriteEndArray();
            WriteFlaky(json, baseline.Flaky);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static void WriteFlaky(Utf8JsonWriter json, IReadOnlyList<FlakyEntry> flaky)
    {
        if (flaky.Count == 0)
        {
            return;
        }

        json.WriteStartArray("flaky");
        foreach (FlakyEntry entry in flaky)
        {
            json.WriteStartObject();
            json.WriteString("cases", entry.Cases.Text);
            json.WriteString("failure", entry.Failure);
            WriteReason(json, entry.Reason, entry.Expires);
        }

        json.WriteEndArray();
    }

    /// <summary>What every entry ends with.</summary>
    private static void WriteReason(Utf8JsonWriter json, string reason, DateOnly? expires)
    {
        json.WriteString("reason", reason);
        if (expires is { } day)
        {
            json.WriteString("expires", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }

        json.WriteEndObject();
    }

    private static BaselineEntry Entry(JsonElement item, string path, int index)
    {
        string place = string.Create(CultureInfo.InvariantCulture, $"entries[{index}]");
        return new BaselineEntry(Text(item, "id", path, place), Text(item, "reason", path, place), Expiry(item, path, place));
    }

    private static FlakyEntry[] FlakyEntries(JsonElement root, string path) =>
        root.TryGetProperty("flaky", out JsonElement flaky) ? [.. flaky.EnumerateArray().Select((item, index) => FlakyEntry(item, path, index))] : [];

    private static FlakyEntry FlakyEntry(JsonElement item, string path, int index)
    {
        string place = string.Create(CultureInfo.InvariantCulture, $"flaky[{index}]");
        CasePattern cases = new(Text(item, "cases", path, place));
        return new FlakyEntry(cases, Text(item, "failure", path, place), Text(item, "reason", path, place), Expiry(item, path, place));
    }

    private static DateOnly? Expiry(JsonElement item, string path, string place)
    {
        if (!item.TryGetProperty("expires", out JsonElement expires))
        {
            return null;
        }

        return DateOnly.TryParseExact(expires.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
            ? day
            : throw new FormatException($"{path}: {place}.expires is '{expires}'; give a day such as 2027-01-31");
    }

    private static string Text(JsonElement item, string name, string path, string place) =>
        item.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : throw new FormatException($"{path}: {(place.Length > 0 ? place + "." : "")}{name} must be a text that is not empty");
}
