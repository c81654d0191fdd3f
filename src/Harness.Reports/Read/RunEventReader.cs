using System.Globalization;
using System.Text.Json;

using Harness.Cases.Coverage;
using Harness.Cases.Language;
using Harness.Cases.Run;
using Harness.Schema.Source;

namespace Harness.Reports.Read;

/// <summary>One line of <c>results.ndjson</c> as the event that <see cref="NdjsonReporter"/> wrote. Members that are not there are taken as unknown, but for ids and verdicts.</summary>
internal static class RunEventReader
{
    /// <summary>Null for an event of an unknown name.</summary>
    /// <exception cref="FormatException">A word that no enumeration has.</exception>
    /// <exception cref="KeyNotFoundException">A member is missing that must be there.</exception>
    /// <exception cref="InvalidOperationException">A member of another type.</exception>
    public static RunEvent? Read(JsonElement line) => line.GetProperty("event").GetString() switch
    {
        "start" => Start(line),
        "case" => new RunEvent.Finished(Case(line)),
        "end" => End(line),
        _ => null,
    };

    private static RunEvent.Started Start(JsonElement line) => new(
        Text(line, "tool") ?? "",
        Text(line, "target") ?? "",
        Text(line, "spec") ?? "",
        Text(line, "digest") ?? "",
        line.TryGetProperty("seed", out JsonElement seed) ? seed.GetUInt64() : 0,
        Text(line, "shard"),
        Number(line, "selected"),
        Text(line, "reproduce") ?? "")
    {
        At = Text(line, "at") is { } at ? DateTimeOffset.ParseExact(at, "O", CultureInfo.InvariantCulture) : null,
        Outline = line.TryGetProperty("outline", out JsonElement outline) ? Outline(outline) : null,
    };

    private static SpecOutline Outline(JsonElement outline) => new(
        [.. Items(outline, "elements").Select(e => new SpecElement(
            Enum.Parse<SpecElementKind>(Text(e, "kind") ?? "", ignoreCase: true), Text(e, "owner") ?? "", Text(e, "name") ?? "", Span(e)))],
        [.. Items(outline, "commands").Select(c => new CommandNote(Text(c, "name") ?? "", Text(c, "fidelity") ?? "", Text(c, "safety") ?? ""))],
        [.. Items(outline, "diagnostics").Select(Finding)]);

    private static SpecFinding Finding(JsonElement item) => new(
        new Diagnostic(
            Text(item, "code") ?? "",
            Enum.Parse<Severity>(Text(item, "severity") ?? "", ignoreCase: true),
            Text(item, "message") ?? "",
            Span(item),
            null,
            Text(item, "command")),
        Text(item, "excerpt") ?? "");

    private static CaseResult Case(JsonElement line)
    {
        string id = line.GetProperty("id").GetString() ?? throw new FormatException("a case without an id");
        return new CaseResult(
            id,
            Text(line, "kind") is { } kind ? Words.ParseKind(kind) : CaseKind.Protocol,
            Text(line, "command"),
            Words.ParseVerdict(line.GetProperty("verdict").GetString() ?? ""),
            Text(line, "reason"),
            Time(line, "elapsed_us"),
            [.. Items(line, "exchange").Select(e => new ExchangeLine(Text(e, "mark") ?? "--", Number(e, "connection"), Text(e, "text") ?? "") { At = Time(e, "at_us") })],
            Text(line, "expected"),
            Text(line, "actual"))
        {
            Origin = line.TryGetProperty("text", out _) ? Origin(line) : null,
        };
    }

    private static CaseOrigin Origin(JsonElement line) => new(
        Number(line, "ordinal"),
        Enum.Parse<Level>(Text(line, "level") ?? "must", ignoreCase: true),
        Text(line, "statement") ?? "",
        Text(line, "machine") ?? "",
        Span(line),
        Text(line, "text") ?? "",
        [.. Items(line, "covers").Select(c => c.GetInt32())]);

    private static RunEvent.Ended End(JsonElement line)
    {
        JsonElement counts = line.GetProperty("counts");
        return new RunEvent.Ended(
            new RunCounts(Number(counts, "pass"), Number(counts, "fail"), Number(counts, "error"), Number(counts, "skip"), Number(counts, "known")),
            Time(line, "elapsed_us"),
            !line.TryGetProperty("complete", out JsonElement complete) || complete.GetBoolean(),
            Text(line, "why"),
            [.. Items(line, "stale").Select(s => s.GetString() ?? "")]);
    }

    private static SourceSpan Span(JsonElement item) => new(Text(item, "file") ?? "", Number(item, "line"), Number(item, "column"));

    private static string? Text(JsonElement item, string name) => item.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private static int Number(JsonElement item, string name) => item.TryGetProperty(name, out JsonElement value) ? value.GetInt32() : 0;

    private static TimeSpan Time(JsonElement item, string name) =>
        item.TryGetProperty(name, out JsonElement value) && value.GetInt64() is >= 0 and < long.MaxValue / 10 and long microseconds
            ? TimeSpan.FromTicks(microseconds * TimeSpan.TicksPerMicrosecond)
            : TimeSpan.Zero;

    private static JsonElement[] Items(JsonElement item, string name) =>
        item.TryGetProperty(name, out JsonElement value) ? value.EnumerateArray().ToArray() : [];
}
