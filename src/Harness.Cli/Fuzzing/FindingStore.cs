using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

using Harness.Cases.Compile;
using Harness.Cases.Language;
using Harness.Fuzz;
using Harness.Fuzz.Findings;
using Harness.Fuzz.Input;

namespace Harness.Cli.Fuzzing;

/// <summary>
/// A folder of findings: a <c>.case</c> each, and <c>fuzz.ndjson</c> with all that the run told, one line each. Transcripts of the exchanges
/// belong beside the cases, under the same name.
/// </summary>
internal sealed class FindingStore : IDisposable
{
    private const string FoundOn = "# found on ";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string _folder;
    private readonly FuzzSettings _settings;
    private readonly CaseWriter _writer;
    private readonly StreamWriter _log;

    /// <exception cref="UsageException">The folder cannot be written.</exception>
    public FindingStore(FuzzSettings settings, SafetyTable safety)
    {
        _folder = settings.Folder;
        _settings = settings;
        _writer = new CaseWriter(safety);
        try
        {
            Directory.CreateDirectory(_folder);
            _log = new StreamWriter(Path.Combine(_folder, "fuzz.ndjson"), append: false, new UTF8Encoding(false)) { NewLine = "\n" };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"--report-dir {_folder}: cannot write there: {e.Message}", e);
        }
    }

    public static string PathOf(string folder, string id) => Path.Combine(folder, id.Replace('/', '.') + CaseFiles.Extension);

    /// <summary>The target that a saved finding was found on; null where the file does not say.</summary>
    public static string? TargetOf(string text) =>
        text.Split('\n').FirstOrDefault(l => l.StartsWith(FoundOn, StringComparison.Ordinal)) is { } line ? line[FoundOn.Length..].Trim() : null;

    public void Report(FuzzEvent fuzzEvent)
    {
        if (fuzzEvent is FuzzEvent.Found found)
        {
            File.WriteAllText(PathOf(_folder, found.Finding.Id), Text(found.Finding));
        }

        if (fuzzEvent is not FuzzEvent.Progress)
        {
            _log.WriteLine(LineOf(fuzzEvent));
            _log.Flush();
        }
    }

    public void Dispose() => _log.Dispose();

    /// <summary>One line of JSON: what <c>--format json</c> prints, too.</summary>
    public static string LineOf(FuzzEvent fuzzEvent)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer, Options))
        {
            json.WriteStartObject();
            Write(json, fuzzEvent);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    private string Text(Finding finding)
    {
        StringBuilder text = new();
        text.Append(FoundOn).Append(_settings.Target).Append('\n');
        text.Append("# by qmp-harness ").Append(_settings.CommandLine).Append(", case ").Append(finding.FoundIn.Id).Append('\n');
        foreach (Mutation mutation in finding.Shrunk.Steps.OfType<FuzzStep.Send>().SelectMany(s => s.Mutations))
        {
            text.Append("# ").Append(Shown(mutation)).Append('\n');
        }

        return text.Append('\n').Append(_writer.Write(finding.Script)).ToString();
    }

    private static string Shown(Mutation mutation)
    {
        string text = $"{mutation.Operator} {mutation.Path}{(mutation.Before is null ? "" : $" was {mutation.Before}")}{(mutation.After is null ? "" : $" became {mutation.After}")}";
        string safe = string.Concat(text.Select(c => c is >= ' ' and <= '~' ? c : '?'));
        return safe.Length > 400 ? safe[..400] + "..." : safe;
    }

    private static void Write(Utf8JsonWriter json, FuzzEvent fuzzEvent)
    {
        switch (fuzzEvent)
        {
            case FuzzEvent.Found { Finding: var finding }:
                json.WriteString("event", "finding");
                json.WriteString("id", finding.Id);
                json.WriteString("oracle", finding.Breach.Word);
                json.WriteString("subject", finding.Breach.Subject);
                json.WriteString("why", finding.Breach.Why);
                json.WriteString("case", finding.FoundIn.Id);
                json.WriteNumber("exchanges", finding.Exchanges);
                WriteMutations(json, finding.Shrunk);
                break;
            case FuzzEvent.NotReproduced lost:
                json.WriteString("event", "not-reproduced");
                json.WriteString("oracle", lost.Breach.Word);
                json.WriteString("subject", lost.Breach.Subject);
                json.WriteString("case", lost.CaseId);
                json.WriteString("why", lost.Breach.Why);
                json.WriteString("reason", lost.Why);
                break;
            case FuzzEvent.Progress progress:
                json.WriteString("event", "progress");
                WriteTotals(json, progress.Totals);
                break;
            case FuzzEvent.Ended ended:
                json.WriteString("event", "end");
                WriteTotals(json, ended.Totals);
                json.WriteString("why", ended.Why);
                json.WriteBoolean("complete", !ended.Interrupted);
                json.WriteStartObject("coverage");
                foreach ((string item, long count) in ended.Coverage.Counts)
                {
                    json.WriteNumber(item, count);
                }

                json.WriteEndObject();
                break;
            default:
                throw new System.Diagnostics.UnreachableException(fuzzEvent.GetType().Name);
        }
    }

    private static void WriteMutations(Utf8JsonWriter json, FuzzCase fuzzCase)
    {
        json.WriteStartArray("mutations");
        foreach (Mutation mutation in fuzzCase.Steps.OfType<FuzzStep.Send>().SelectMany(s => s.Mutations))
        {
            json.WriteStartObject();
            json.WriteString("operator", mutation.Operator);
            json.WriteString("path", mutation.Path);
            json.WriteString("before", mutation.Before);
            json.WriteString("after", mutation.After);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTotals(Utf8JsonWriter json, in FuzzTotals totals)
    {
        json.WriteNumber("cases", totals.Cases);
        json.WriteNumber("requests", totals.Requests);
        json.WriteString("digest", totals.Digest.ToString("x16", System.Globalization.CultureInfo.InvariantCulture));
        json.WriteNumber("findings", totals.Findings);
        json.WriteNumber("repeats", totals.Repeats);
        json.WriteNumber("notReproduced", totals.NotReproduced);
        json.WriteNumber("restarts", totals.Restarts);
        json.WriteNumber("seconds", Math.Round(totals.Elapsed.TotalSeconds, 3));
    }
}
