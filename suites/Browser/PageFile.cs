using Harness.Cases.Coverage;
using Harness.Cases.Language;
using Harness.Cases.Run;
using Harness.Reports;
using Harness.Schema.Source;

namespace Harness.Browser;

/// <summary>Report pages of runs that never were, on disk.</summary>
internal static class PageFile
{
    /// <summary>What a peer may send to break a page: markup, a script, escapes, NUL, a lone surrogate, the end of a script element.</summary>
    public const string Hostile = "]]></script><script>window.broken=1</script><img src=http://198.51.100.1/x onerror=window.broken=1>\u001b[31m\u0000\ud800\u202e<!-- {{data}}";

    public const string Failed = "args/eject/device/missing";

    /// <summary>One case of each verdict, one with hostile text, and many that pass.</summary>
    public static string Ordinary(string folder, int cases = 200) => Write(Path.Combine(folder, $"page-{cases}.html"), Events(cases, failing: true), null);

    /// <summary>The ordinary run beside one in which nothing failed.</summary>
    public static string Compared(string folder)
    {
        CollectedRun before = new();
        foreach (RunEvent runEvent in Events(100, failing: false))
        {
            before.Take(runEvent);
        }

        return Write(Path.Combine(folder, "compared.html"), Events(200, failing: true), before);
    }

    public static string Torn(string folder) => Write(Path.Combine(folder, "torn.html"), Events(20, failing: true).SkipLast(1), null);

    public static string Empty(string folder) => Write(Path.Combine(folder, "empty.html"), [], null);

    private static string Write(string path, IEnumerable<RunEvent> events, CollectedRun? before)
    {
        using HtmlReporter reporter = new(File.Create(path), before);
        foreach (RunEvent runEvent in events)
        {
            reporter.Report(runEvent);
        }

        return path;
    }

    private static IEnumerable<RunEvent> Events(int cases, bool failing)
    {
        yield return new RunEvent.Started("qmp-harness 0.1.0", "emu:", "spec/qmp-2.3", "sha256:0123456789abcdef", 1, null, cases, "qmp-harness run --run '**' --seed 1")
        {
            At = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            Outline = Outline(),
        };
        CaseResult[] results = [.. Enumerable.Range(0, cases).Select(i => Case(i, failing))];
        foreach (CaseResult result in results)
        {
            yield return new RunEvent.Finished(result);
        }

        int Of(Verdict verdict) => results.Count(r => r.Verdict == verdict);
        yield return new RunEvent.Ended(new RunCounts(Of(Verdict.Pass), Of(Verdict.Fail), Of(Verdict.Error), Of(Verdict.Skip), Of(Verdict.Known)), TimeSpan.FromSeconds(2.5), true, null, []);
    }

    private static SpecOutline Outline() => new(
        [
            .. Enumerable.Range(0, 12).Select(i => new SpecElement(SpecElementKind.Command, Command(i), Command(i), new SourceSpan("spec/qmp-2.3/block.json", 10 + (20 * i), 14))),
            .. Enumerable.Range(0, 24).Select(i => new SpecElement(SpecElementKind.Argument, Command(i / 2), i % 2 == 0 ? "device" : "force", new SourceSpan("spec/qmp-2.3/block.json", 11 + (10 * i), 14))),
        ],
        [.. Enumerable.Range(0, 12).Select(i => new CommandNote(Command(i), i % 3 == 0 ? "schema-only" : "stateful", "mutating"))],
        [new SpecFinding(new Diagnostic("QAPI0204", Severity.Warning, "the documentation names an argument that is not there", new SourceSpan("spec/qmp-2.3/block.json", 33, 4)), " 33 | # @devise: the device\n    |   ^^^^^^")]);

    private static string Command(int i) => i == 0 ? "eject" : $"block-command-{i % 12}";

    private static CaseResult Case(int i, bool failing) => i switch
    {
        3 when failing => Broken(Failed, Verdict.Fail, "the request was not refused", "<- { \"error\": { \"class\": \"GenericError\" }, \"id\": 7 }", "<- { \"return\": { \"device\": \"ide0\" }, \"id\": 7 }"),
        4 when failing => Broken("behaviour/eject/hostile", Verdict.Fail, Hostile, Hostile, Hostile + " more"),
        5 when failing => Broken("returns/eject", Verdict.Error, "the target died: exited with status 1", null, null),
        6 => Plain(i, Verdict.Skip, "the case passes a file descriptor, which no target takes"),
        7 when failing => Plain(i, Verdict.Known, "documented otherwise"),
        _ => Plain(i, Verdict.Pass, null),
    };

    private static CaseResult Plain(int i, Verdict verdict, string? reason)
    {
        CaseKind kind = (CaseKind)(i % 6);
        string id = kind == CaseKind.Protocol ? $"qmp.rule.number-{i}" : $"{Words.Of(kind)}/{Command(i)}/case-{i}";
        return new CaseResult(id, kind, kind == CaseKind.Protocol ? null : Command(i), verdict, reason, TimeSpan.FromMicroseconds(80 + (i * 7919 % 9000)), []) { Origin = Origin(id, i) };
    }

    private static CaseResult Broken(string id, Verdict verdict, string reason, string? expected, string? actual) => new(
        id,
        id.StartsWith("args", StringComparison.Ordinal) ? CaseKind.Args : id.StartsWith("returns", StringComparison.Ordinal) ? CaseKind.Returns : CaseKind.Behaviour,
        "eject",
        verdict,
        reason,
        TimeSpan.FromMilliseconds(12),
        [
            new ExchangeLine("<-", 0, "{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 0, \"minor\": 3, \"major\": 2}, \"package\": \"\"}, \"capabilities\": []}}") { At = TimeSpan.FromMilliseconds(1) },
            new ExchangeLine("->", 0, "{ \"execute\": \"qmp_capabilities\" }") { At = TimeSpan.FromMilliseconds(1.2) },
            new ExchangeLine("<-", 0, "{\"return\": {}}") { At = TimeSpan.FromMilliseconds(2) },
            new ExchangeLine("->", 0, "{ \"execute\": \"eject\", \"id\": 7 }") { At = TimeSpan.FromMilliseconds(4) },
            new ExchangeLine("!", 0, "{\"event\": \"DEVICE_TRAY_MOVED\", \"data\": {\"tray-open\": true}}") { At = TimeSpan.FromMilliseconds(9) },
            new ExchangeLine("<-", 0, actual is ['<', '-', ' ', .. string message] ? message : actual ?? Hostile) { At = TimeSpan.FromMilliseconds(12) },
        ],
        expected,
        actual)
    {
        Origin = Origin(id, 3),
    };

    private static CaseOrigin Origin(string id, int i) => new(
        i, Level.Must, "eject, argument device", "default", new SourceSpan("spec/qmp-2.3/block.json", 11, 14), $"case {id}\n  level   MUST\n\n  -> {{ \"execute\": \"eject\" }}\n  <- error\n", [i % 36]);
}
