using Harness.Cases.Run;
using Harness.Reports;
using Harness.Reports.Read;

namespace Harness.Unit.Reports;

public sealed class RunMergeTests
{
    private static readonly RunEvent.Started Whole = Streams.Started with { Shard = null, Selected = 3, Reproduce = "qmp-harness run --seed 7" };

    [Test]
    public void Two_shards_are_the_whole_run_in_its_order()
    {
        CollectedRun merged = RunMerge.Merge([Shard("2/2", "surface/b"), Shard("1/2", "qmp.a", "surface/a")]);

        Assert.That(merged.Started, Is.EqualTo(Whole));
        Assert.That(merged.Results.Select(r => r.Id), Is.EqualTo(new[] { "qmp.a", "surface/a", "surface/b" }));
        Assert.That(merged.Ended!.Counts, Is.EqualTo(new RunCounts(3, 0, 0, 0, 0)));
        Assert.That(merged.Trouble, Is.Null);
    }

    [Test]
    public void A_missing_shard_is_named() =>
        Assert.That(() => RunMerge.Merge([Shard("1/4", "a"), Shard("3/4", "b")]), Throws.TypeOf<FormatException>().With.Message.EqualTo("missing shards 2/4, 4/4"));

    [Test]
    public void A_doubled_shard_is_named() =>
        Assert.That(() => RunMerge.Merge([Shard("1/2", "a"), Shard("1/2", "b")]), Throws.TypeOf<FormatException>().With.Message.Contains("shard 1/2 is there twice"));

    [Test]
    public void A_doubled_case_is_named() =>
        Assert.That(() => RunMerge.Merge([Shard("1/2", "a"), Shard("2/2", "a")]), Throws.TypeOf<FormatException>().With.Message.Contains("case a is there twice"));

    [Test]
    public void Parts_of_different_wholes_are_refused() =>
        Assert.That(() => RunMerge.Merge([Shard("1/2", "a"), Shard("2/3", "b")]), Throws.TypeOf<FormatException>().With.Message.Contains("2/3"));

    [Test]
    public void Two_whole_runs_are_no_shards() =>
        Assert.That(() => RunMerge.Merge([Shard(null, "a"), Shard(null, "b")]), Throws.TypeOf<FormatException>().With.Message.Contains("is no shard"));

    [Test]
    public void Mixed_schemas_targets_and_seeds_are_refused()
    {
        RunFile first = Shard("1/2", "a");
        Assert.That(() => RunMerge.Merge([first, Shard("2/2", s => s with { Digest = "sha256:11" }, "b")]), Throws.TypeOf<FormatException>().With.Message.Contains("schema digest").And.Message.Contains("sha256:11"));
        Assert.That(() => RunMerge.Merge([first, Shard("2/2", s => s with { Target = "unix:x" }, "b")]), Throws.TypeOf<FormatException>().With.Message.Contains("target"));
        Assert.That(() => RunMerge.Merge([first, Shard("2/2", s => s with { Seed = 8 }, "b")]), Throws.TypeOf<FormatException>().With.Message.Contains("seed"));
    }

    [Test]
    public void A_shard_that_did_not_end_leaves_the_whole_incomplete()
    {
        RunFile torn = RunFileReaderTests.Read(RunFileReaderTests.Ndjson([Whole with { Shard = "2/2" }]), "torn");
        CollectedRun merged = RunMerge.Merge([Shard("1/2", "a"), torn]);

        Assert.That(merged.Trouble, Does.Contain("shard 2/2").And.Contain("did not end"));
    }

    private static RunFile Shard(string? shard, params string[] ids) => Shard(shard, s => s, ids);

    private static RunFile Shard(string? shard, Func<RunEvent.Started, RunEvent.Started> change, params string[] ids)
    {
        RunEvent.Started started = change(Whole with { Shard = shard, Selected = ids.Length, Reproduce = shard is null ? Whole.Reproduce : $"qmp-harness run --shard {shard} --seed 7" });
        RunEvent.Finished[] cases = [.. ids.Select(id => Streams.Finished(id, id.StartsWith("qmp.", StringComparison.Ordinal) ? CaseKind.Protocol : CaseKind.Surface, Verdict.Pass))];
        RunEvent.Ended ended = new(new RunCounts(ids.Length, 0, 0, 0, 0), TimeSpan.FromSeconds(1), true, null, []);
        return RunFileReaderTests.Read(RunFileReaderTests.Ndjson([started, .. cases, ended]), $"shard {shard}");
    }
}
