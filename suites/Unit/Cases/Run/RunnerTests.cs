using Harness.Cases.Baseline;
using Harness.Cases.Compile;
using Harness.Cases.Language;
using Harness.Cases.Run;
using Harness.Schema.Source;

namespace Harness.Unit.Cases.Run;

public sealed class RunnerTests
{
    private static readonly RunEvent.Started Start = new("tool", "fake:", "spec", "sha256:0", 1, null, 0, "");

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(16)]
    public async Task Results_are_reported_in_case_order_whatever_the_jobs(int jobs)
    {
        FakePlayer player = new(s => Verdict.Pass) { Delay = true };
        List<string> reported = [];
        Script[] scripts = [.. Enumerable.Range(0, 200).Select(i => Case($"case/{i}"))];

        RunOutcome outcome = await Run(new FakeTarget(), player, scripts, e => Collect(e, reported), jobs: jobs);

        Assert.That(reported, Is.EqualTo(scripts.Select(s => s.Id)));
        Assert.That(outcome.Counts, Is.EqualTo(new RunCounts(200, 0, 0, 0, 0)));
        Assert.That(outcome.Ending, Is.EqualTo(RunEnding.Complete));
    }

    [Test]
    public async Task Start_comes_first_and_end_last_once_each()
    {
        List<RunEvent> events = [];
        await Run(new FakeTarget(), new FakePlayer(_ => Verdict.Fail), [Case("a"), Case("b")], events.Add);
        Assert.That(events.Select(e => e.GetType().Name), Is.EqualTo(new[] { "Started", "Finished", "Finished", "Ended" }));
        Assert.That(((RunEvent.Ended)events[^1]).Counts.Fail, Is.EqualTo(2));
    }

    [Test]
    public async Task A_cheap_target_starts_a_peer_for_each_case_and_disposes_every_one()
    {
        FakeTarget target = new();
        await Run(target, new FakePlayer(_ => Verdict.Pass), [Case("a"), Case("b"), Case("c")]);
        Assert.That((target.Started, target.Disposed), Is.EqualTo((3, 3)));
    }

    [Test]
    public async Task A_dear_target_keeps_its_peer_while_cases_only_read_and_pass()
    {
        FakeTarget target = new() { FreshForEachCase = false };
        Script[] scripts = [Case("a"), Case("b"), Case("c", SafetyClass.Mutating), Case("d"), Case("e"), Case("f")];
        await Run(target, new FakePlayer(s => s.Id == "d" ? Verdict.Fail : Verdict.Pass), scripts);
        Assert.That((target.Started, target.Disposed), Is.EqualTo((3, 3)));
    }

    [Test]
    public async Task An_attached_target_keeps_its_peer()
    {
        FakeTarget target = new() { StartsFresh = false, FreshForEachCase = false };
        await Run(target, new FakePlayer(_ => Verdict.Fail), [Case("a", SafetyClass.Mutating), Case("b")]);
        Assert.That((target.Started, target.Disposed), Is.EqualTo((1, 1)));
    }

    [Test]
    public async Task A_case_that_may_not_run_is_skipped_with_the_reason_and_no_peer()
    {
        FakeTarget target = new() { WhyNot = m => m.Name == "default" ? null : "no such machine" };
        Script[] scripts =
        [
            Case("destructive", SafetyClass.Destructive),
            Case("gone") with { Commands = ["cpu-add"] },
            Case("machine") with { Machine = "tray" },
        ];
        List<RunEvent> events = [];
        RunOutcome outcome = await Run(target, new FakePlayer(_ => Verdict.Pass), scripts, events.Add);
        Assert.That(outcome.Results.Select(r => (r.Verdict, r.Reason)), Is.EqualTo(new[]
        {
            (Verdict.Skip, "needs --allow destructive"),
            (Verdict.Skip, "the target does not offer 'cpu-add'"),
            (Verdict.Skip, (string?)"no such machine"),
        }));
        Assert.That(target.Started, Is.Zero);
    }

    [Test]
    public async Task A_target_that_is_gone_ends_the_run_as_incomplete()
    {
        FakeTarget target = new() { Unavailable = _ => "connection refused" };
        RunOutcome outcome = await Run(target, new FakePlayer(_ => Verdict.Pass), [.. Enumerable.Range(0, 100).Select(i => Case($"c{i}"))]);
        Assert.That(outcome.Ending, Is.EqualTo(RunEnding.GaveUp));
        Assert.That(outcome.Why, Does.Contain("connection refused"));
        Assert.That(outcome.Counts, Is.EqualTo(new RunCounts(0, 0, 10, 0, 0)));
    }

    [Test]
    public async Task A_target_that_hangs_ends_the_run_as_incomplete()
    {
        ManualClock clock = new();
        FakePlayer player = new(_ =>
        {
            clock.Move(TimeSpan.FromSeconds(5));
            return Verdict.Fail;
        });
        RunOutcome outcome = await Run(new FakeTarget(), player, [.. Enumerable.Range(0, 100).Select(i => Case($"c{i}"))], clock: clock);
        Assert.That((outcome.Ending, outcome.Counts.Fail), Is.EqualTo((RunEnding.GaveUp, 10)));
    }

    [Test]
    public async Task Fails_that_come_at_once_never_end_the_run()
    {
        RunOutcome outcome = await Run(new FakeTarget(), new FakePlayer(_ => Verdict.Fail), [.. Enumerable.Range(0, 100).Select(i => Case($"c{i}"))], clock: new ManualClock());
        Assert.That((outcome.Ending, outcome.Counts.Fail), Is.EqualTo((RunEnding.Complete, 100)));
    }

    [Test]
    public async Task A_target_that_comes_back_does_not_end_the_run()
    {
        FakeTarget target = new() { Unavailable = n => n % 3 == 0 ? null : "busy" };
        RunOutcome outcome = await Run(target, new FakePlayer(_ => Verdict.Pass), [.. Enumerable.Range(0, 30).Select(i => Case($"c{i}"))]);
        Assert.That(outcome.Ending, Is.EqualTo(RunEnding.Complete));
        Assert.That(outcome.Counts, Is.EqualTo(new RunCounts(10, 0, 20, 0, 0)));
    }

    [Test]
    public async Task A_fault_of_the_harness_is_an_error_and_never_a_verdict_about_the_peer()
    {
        FakePlayer player = new(s => s.Id == "b" ? throw new InvalidOperationException("boom") : Verdict.Pass);
        RunOutcome outcome = await Run(new FakeTarget(), player, [Case("a"), Case("b"), Case("c")]);
        Assert.That(outcome.Results[1].Verdict, Is.EqualTo(Verdict.Error));
        Assert.That(outcome.Results[1].Reason, Does.Contain("boom").And.Contain("harness fault"));
        Assert.That(outcome.Counts.Pass, Is.EqualTo(2));
    }

    [Test]
    public async Task Fail_fast_stops_and_says_so()
    {
        RunOutcome outcome = await Run(new FakeTarget(), new FakePlayer(s => s.Id == "c3" ? Verdict.Fail : Verdict.Pass), [.. Enumerable.Range(0, 50).Select(i => Case($"c{i}"))], failFast: true);
        Assert.That(outcome.Ending, Is.EqualTo(RunEnding.FailedFast));
        Assert.That(outcome.Counts, Is.EqualTo(new RunCounts(3, 1, 0, 0, 0)));
        Assert.That(outcome.Why, Does.Contain("c3"));
    }

    /// <summary>The failing case ends while one before it is at work, which is then stopped and has no result.</summary>
    [Test]
    public async Task The_failure_that_stopped_a_run_is_never_lost()
    {
        List<string> reported = [];
        RunOutcome outcome = await Run(new FakeTarget(), new StuckPlayer("c0"), [Case("c0"), Case("c1"), Case("c2")], e => Collect(e, reported), jobs: 2, failFast: true);
        Assert.That((outcome.Ending, outcome.Counts.Fail), Is.EqualTo((RunEnding.FailedFast, 1)));
        Assert.That(reported, Is.EqualTo(new[] { "c1" }));
    }

    [Test]
    public async Task An_interrupted_run_keeps_what_it_has_and_is_incomplete()
    {
        using CancellationTokenSource cancel = new();
        List<RunEvent> events = [];
        FakePlayer player = new(s =>
        {
            if (s.Id == "c10")
            {
                cancel.Cancel();
            }

            return Verdict.Pass;
        });
        RunOutcome outcome = await Run(new FakeTarget(), player, [.. Enumerable.Range(0, 50).Select(i => Case($"c{i}"))], events.Add, cancel: cancel.Token);
        Assert.That(outcome.Ending, Is.EqualTo(RunEnding.Interrupted));
        Assert.That(outcome.Counts.Pass, Is.EqualTo(11));
        Assert.That(events[^1], Is.InstanceOf<RunEvent.Ended>().With.Property("Complete").False);
    }

    [Test]
    public async Task A_baseline_turns_an_expected_fail_into_known_and_names_what_is_stale()
    {
        ExpectedResults baseline = new("fake", [new("a", "documented otherwise", null), new("b", "passes now", null), new("gone", "no such case", null), new("not-run", "elsewhere", null)]);
        RunOutcome outcome = await Run(
            new FakeTarget(), new FakePlayer(s => s.Id == "b" ? Verdict.Pass : Verdict.Fail), [Case("a"), Case("b"), Case("c")], baseline: baseline, exists: id => id != "gone");
        Assert.That(outcome.Results.Select(r => r.Verdict), Is.EqualTo(new[] { Verdict.Known, Verdict.Pass, Verdict.Fail }));
        Assert.That(outcome.Results[0].Reason, Is.EqualTo("documented otherwise"));
        Assert.That(outcome.Stale, Is.EqualTo(new[] { "b", "gone" }));
    }

    /// <summary>Case "b" fails the first time, "c" always, both as the entry says; "d" fails otherwise.</summary>
    [Test]
    public async Task A_fail_that_comes_and_goes_is_known_only_when_the_case_passes_on_a_peer_of_its_own()
    {
        ExpectedResults baseline = new("fake", [], [new FlakyEntry(new CasePattern("*"), "greeting", "a race", null)]);
        FakeTarget target = new() { FreshForEachCase = false };
        HashSet<string> played = [];
        FakePlayer player = new(s => s.Id == "a" || (s.Id == "b" && !played.Add("b")) ? Verdict.Pass : Verdict.Fail) { Reason = s => s.Id == "d" ? "a wrong class" : "a second greeting" };

        RunOutcome outcome = await Run(target, player, [Case("a"), Case("b"), Case("c"), Case("d")], baseline: baseline);

        Assert.That(outcome.Results.Select(r => (r.Id, r.Verdict)), Is.EqualTo(new[] { ("a", Verdict.Pass), ("b", Verdict.Known), ("c", Verdict.Fail), ("d", Verdict.Fail) }));
        Assert.That(outcome.Results[1].Reason, Is.EqualTo("a race; passed when played again"));
        Assert.That((target.Started, target.Disposed), Is.EqualTo((5, 5)), "one for a and b, one each for c and d, and two of their own");
        Assert.That(outcome.Stale, Is.Empty);
    }

    internal static Script Case(string id, SafetyClass safety = SafetyClass.Read) =>
        new(id, CaseKind.Surface, null, Level.Must, "", "default", [], safety, [], [], true, [], SourceSpan.None);

    private static void Collect(RunEvent runEvent, List<string> ids)
    {
        if (runEvent is RunEvent.Finished finished)
        {
            ids.Add(finished.Result.Id);
        }
    }

    private static Task<RunOutcome> Run(
        FakeTarget target,
        ICasePlayer player,
        IReadOnlyList<Script> scripts,
        Action<RunEvent>? report = null,
        int jobs = 1,
        bool failFast = false,
        ExpectedResults? baseline = null,
        Func<string, bool>? exists = null,
        TimeProvider? clock = null,
        CancellationToken cancel = default)
    {
        HashSet<SafetyClass> allowed = [SafetyClass.Read, SafetyClass.Mutating];
        HashSet<string> commands = ["query-status"];
        Admission admission = new(target, commands, allowed);
        RunPlan plan = new(scripts, s => new MachineReference(s.Machine, null, null), admission, baseline ?? ExpectedResults.None, jobs, failFast, TimeSpan.FromSeconds(5));
        return new Runner(target, player, plan, clock ?? TimeProvider.System, report ?? (_ => { })).RunAsync(Start, exists ?? (_ => true), cancel);
    }

    private sealed class ManualClock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref _ticks);

        public void Move(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);
    }

    /// <summary>Fails every case but one, which it holds until it is stopped; the others wait for that one to begin.</summary>
    private sealed class StuckPlayer(string stuck) : ICasePlayer
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task<CaseResult> PlayAsync(Script script, ITarget target, IPeer peer, CancellationToken cancel)
        {
            if (script.Id == stuck)
            {
                _begun.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, cancel);
            }

            await _begun.Task.WaitAsync(cancel);
            return new CaseResult(script.Id, script.Kind, null, Verdict.Fail, null, TimeSpan.Zero, []);
        }
    }

    private sealed class FakePlayer(Func<Script, Verdict> verdict) : ICasePlayer
    {
        /// <summary>Gives way to other workers, so that cases end out of order.</summary>
        public bool Delay { get; init; }

        public Func<Script, string?> Reason { get; init; } = _ => null;

        public async Task<CaseResult> PlayAsync(Script script, ITarget target, IPeer peer, CancellationToken cancel)
        {
            cancel.ThrowIfCancellationRequested();
            if (Delay)
            {
                await Task.Yield();
            }

            return new CaseResult(script.Id, script.Kind, null, verdict(script), Reason(script), TimeSpan.Zero, []);
        }
    }
}
