using Harness.Cases.Coverage;
using Harness.Cases.Language;
using Harness.Cases.Run;
using Harness.Reports;
using Harness.Schema.Source;

namespace Harness.Unit.Reports;

/// <summary>Hand-made event streams that every reporter is fed.</summary>
internal static class Streams
{
    /// <summary>Text that a peer may send to break a format: markup, escapes, controls, a lone surrogate, a direction override.</summary>
    public const string Hostile = "]]></failure><script>\u001b[31m\u0000\u0007 & \" ' \ud800 \u202e \u2028 \ufffe end";

    public static RunEvent.Started Started { get; } = new("qmp-harness 1.0", "emu:", "spec/qmp-2.3", "sha256:00", 7, "1/2", 5, "qmp-harness run --seed 7");

    /// <summary>One of each verdict.</summary>
    public static IReadOnlyList<RunEvent> Mixed { get; } =
    [
        Started,
        Finished("qmp.greeting.first", CaseKind.Protocol, Verdict.Pass),
        Finished("surface/eject", CaseKind.Surface, Verdict.Skip, "the target does not offer 'eject'"),
        Finished("args/eject/device/missing", CaseKind.Args, Verdict.Fail, "the request was not refused", "<- error", "<- {\"return\": {}}"),
        Finished("args/eject/force/null", CaseKind.Args, Verdict.Known, "documented otherwise"),
        Finished("returns/query-status", CaseKind.Returns, Verdict.Error, "the target died: exited with status 1"),
        Ended(new RunCounts(1, 1, 1, 1, 1)),
    ];

    public static IReadOnlyList<RunEvent> Green { get; } =
        [Started, Finished("surface/eject", CaseKind.Surface, Verdict.Pass), Ended(new RunCounts(1, 0, 0, 0, 0))];

    public static IReadOnlyList<RunEvent> Empty { get; } = [Started, Ended(default)];

    public static IReadOnlyList<RunEvent> AllError { get; } =
        [Started, .. Enumerable.Range(0, 3).Select(i => Finished($"surface/c{i}", CaseKind.Surface, Verdict.Error, "no target")), Ended(new RunCounts(0, 0, 3, 0, 0))];

    /// <summary>The process was killed: no end.</summary>
    public static IReadOnlyList<RunEvent> Truncated { get; } = [Started, Finished("surface/eject", CaseKind.Surface, Verdict.Pass)];

    public static IReadOnlyList<RunEvent> Interrupted { get; } =
        [Started, Finished("surface/eject", CaseKind.Surface, Verdict.Pass), Ended(new RunCounts(1, 0, 0, 0, 0)) with { Complete = false, Why = "interrupted" }];

    public static IReadOnlyList<RunEvent> StaleBaseline { get; } =
        [Started, Finished("surface/eject", CaseKind.Surface, Verdict.Pass), Ended(new RunCounts(1, 0, 0, 0, 0)) with { Stale = ["surface/eject"] }];

    public static IReadOnlyList<RunEvent> HostileText { get; } =
    [
        Started,
        new RunEvent.Finished(new CaseResult(
            "surface/eject", CaseKind.Surface, "eject", Verdict.Fail, Hostile, TimeSpan.FromMilliseconds(1), [new ExchangeLine("<-", 0, Hostile)], Hostile, Hostile)),
        Ended(new RunCounts(0, 1, 0, 0, 0)),
    ];

    /// <summary>The same in each place where a peer's text, a documentation or a name may stand.</summary>
    public static IReadOnlyList<RunEvent> HostileEverywhere { get; } =
    [
        new RunEvent.Started(Hostile, Hostile, Hostile, Hostile, 7, null, 2, Hostile)
        {
            At = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            Outline = new SpecOutline(
                [new(SpecElementKind.Command, Hostile, Hostile, new SourceSpan(Hostile, 10, 14))],
                [new CommandNote(Hostile, "stateful", "mutating")],
                [new SpecFinding(new Diagnostic("QAPI0001", Severity.Warning, Hostile, new SourceSpan(Hostile, 3, 1)), Hostile)]),
        },
        .. Enum.GetValues<Verdict>().Select((verdict, i) => new RunEvent.Finished(new CaseResult(
            $"{Hostile}{i}", CaseKind.Surface, Hostile, verdict, Hostile, TimeSpan.FromMilliseconds(1), [new ExchangeLine("!", 0, Hostile)], Hostile, Hostile)
        {
            Origin = new CaseOrigin(i, Level.Must, Hostile, Hostile, new SourceSpan(Hostile, 11, 14), Hostile, [0]),
        })),
        new RunEvent.Ended(new RunCounts(1, 1, 1, 1, 1), TimeSpan.FromSeconds(1.5), false, Hostile, [Hostile]),
    ];

    /// <summary>A message of 5 MB.</summary>
    public static IReadOnlyList<RunEvent> Huge { get; } =
    [
        Started,
        new RunEvent.Finished(new CaseResult(
            "surface/eject", CaseKind.Surface, "eject", Verdict.Fail, "too much", TimeSpan.FromMilliseconds(1), [new ExchangeLine("<-", 0, string.Concat(Enumerable.Repeat(Hostile, 5_000_000 / Hostile.Length)))])),
        Ended(new RunCounts(0, 1, 0, 0, 0)),
    ];

    /// <summary>With all that results of the harness itself have: an outline of the spec, and where each case comes from.</summary>
    public static IReadOnlyList<RunEvent> Outlined { get; } =
    [
        Started with
        {
            Shard = null,
            Selected = 3,
            At = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            Outline = new SpecOutline(
                [
                    new(SpecElementKind.Command, "eject", "eject", new SourceSpan("spec/block.json", 10, 14)),
                    new(SpecElementKind.Argument, "eject", "device", new SourceSpan("spec/block.json", 11, 14)),
                    new(SpecElementKind.Value, "Mode", "never-used", new SourceSpan("spec/block.json", 20, 5)),
                ],
                [new CommandNote("eject", "stateful", "mutating")],
                [new SpecFinding(new Diagnostic("QAPI0001", Severity.Warning, "odd", new SourceSpan("spec/block.json", 3, 1)), " 3 | <odd>\n   | ^")]),
        },
        Origin(Finished("surface/eject", CaseKind.Surface, Verdict.Pass), 2, 0),
        Origin(Finished("args/eject/device/missing", CaseKind.Args, Verdict.Fail, "not refused", "<- error", "<- { \"return\": {} }"), 0, 0, 1),
        Origin(Finished("args/eject/force/null", CaseKind.Args, Verdict.Pass), 1, 1),
        Ended(new RunCounts(2, 1, 0, 0, 0)),
    ];

    public static IEnumerable<TestCaseData<IReadOnlyList<RunEvent>>> All()
    {
        (string Name, IReadOnlyList<RunEvent> Events)[] all =
        [
            ("mixed", Mixed), ("green", Green), ("empty", Empty), ("all error", AllError), ("truncated", Truncated),
            ("interrupted", Interrupted), ("stale baseline", StaleBaseline), ("hostile text", HostileText), ("outlined", Outlined), ("nothing at all", []),
        ];
        return all.Select(a => new TestCaseData<IReadOnlyList<RunEvent>>(a.Events) { TestName = $"{{m}}({a.Name})" });
    }

    public static IEnumerable<TestCaseData<IReadOnlyList<RunEvent>>> AllHostile() =>
        new (string Name, IReadOnlyList<RunEvent> Events)[] { ("hostile everywhere", HostileEverywhere), ("huge", Huge) }
            .Select(a => new TestCaseData<IReadOnlyList<RunEvent>>(a.Events) { TestName = $"{{m}}({a.Name})" });

    public static RunEvent.Finished Finished(string id, CaseKind kind, Verdict verdict, string? reason = null, string? expected = null, string? actual = null) =>
        new(new CaseResult(
            id, kind, kind == CaseKind.Protocol ? null : "eject", verdict, reason, TimeSpan.FromMicroseconds(1500), [new ExchangeLine("->", 0, "{\"execute\": \"eject\"}")], expected, actual));

    /// <summary>What a reporter makes of a stream.</summary>
    public static string Fold(IReadOnlyList<RunEvent> events, Func<Stream, IReporter> create)
    {
        using MemoryStream output = new();
        using (IReporter reporter = create(output))
        {
            foreach (RunEvent runEvent in events)
            {
                reporter.Report(runEvent);
            }
        }

        return System.Text.Encoding.UTF8.GetString(output.ToArray());
    }

    private static RunEvent.Finished Origin(RunEvent.Finished finished, int ordinal, params int[] covers) => new(finished.Result with
    {
        Origin = new CaseOrigin(ordinal, Level.Must, "eject, argument device", "default", new SourceSpan("spec/block.json", 11, 14), $"case {finished.Result.Id}\n  -> {{}}\n", covers),
    });

    private static RunEvent.Ended Ended(RunCounts counts) => new(counts, TimeSpan.FromSeconds(1.5), true, null, []);
}
