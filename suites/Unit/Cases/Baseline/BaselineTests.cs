using Harness.Cases.Baseline;
using Harness.Cases.Run;

namespace Harness.Unit.Cases.Baseline;

public sealed class BaselineTests
{
    private static readonly DateOnly Today = new(2026, 6, 1);

    [Test]
    public void Writing_and_reading_gives_the_same_entries_in_id_order()
    {
        ExpectedResults baseline = new("QEMU 7.2", [new("b/2", "why \"quoted\" – é", new DateOnly(2027, 1, 31)), new("a/1", "because", null)]);
        string text = BaselineFile.Write(baseline);
        ExpectedResults read = BaselineFile.Parse(text, "x.json");
        Assert.That(read.Target, Is.EqualTo("QEMU 7.2"));
        Assert.That(read.Entries, Is.EqualTo(new BaselineEntry[] { new("a/1", "because", null), new("b/2", "why \"quoted\" – é", new DateOnly(2027, 1, 31)) }));
        Assert.That(BaselineFile.Write(read), Is.EqualTo(text));
    }

    [Test]
    public void What_comes_and_goes_is_kept_apart_and_survives_an_update()
    {
        const string Json = """
            { "target": "t", "entries": [], "flaky": [ { "cases": "behaviour/**", "failure": "second greeting", "reason": "a race", "expires": "2026-06-02" } ] }
            """;
        ExpectedResults updated = BaselineFile.Parse(Json, "x.json").Update([Result("a", Verdict.Fail)], _ => true);
        ExpectedResults read = BaselineFile.Parse(BaselineFile.Write(updated), "x.json");
        Assert.That(read.Entries.Select(e => e.Id), Is.EqualTo(new[] { "a" }));
        Assert.That(read.Flaky.Select(f => (f.Cases.Text, f.Failure, f.Reason, f.Expires)), Is.EqualTo(new[] { ("behaviour/**", "second greeting", "a race", (DateOnly?)new DateOnly(2026, 6, 2)) }));
    }

    [TestCase("behaviour/a/b", Verdict.Fail, "it sent a second greeting", true)]
    [TestCase("behaviour/a/b", Verdict.Error, "it sent a second greeting", false)]
    [TestCase("behaviour/a/b", Verdict.Fail, "it sent a third greeting", false)]
    [TestCase("args/a/b", Verdict.Fail, "it sent a second greeting", false)]
    public void Only_the_named_fail_of_the_named_cases_is_worth_a_second_try(string id, Verdict verdict, string reason, bool expected)
    {
        FlakyEntry entry = new(new CasePattern("behaviour/**"), "second greeting", "a race", new DateOnly(2026, 6, 2));
        ExpectedResults baseline = new("t", [], [entry]);
        CaseResult result = Result(id, verdict) with { Reason = reason };
        Assert.That(baseline.FlakyOf(result, Today), Is.EqualTo(expected ? entry : null));
        Assert.That(baseline.FlakyOf(result, Today.AddDays(1)), Is.Null, "expired");
    }

    [TestCase("", "not a baseline")]
    [TestCase("[]", "not a baseline")]
    [TestCase("""{ "target": "t" }""", "not a baseline")]
    [TestCase("""{ "target": 7, "entries": [] }""", "target")]
    [TestCase("""{ "target": "t", "entries": [ { "id": "a" } ] }""", "entries[0].reason")]
    [TestCase("""{ "target": "t", "entries": [ { "id": "a", "reason": "" } ] }""", "entries[0].reason")]
    [TestCase("""{ "target": "t", "entries": [ { "id": "a", "reason": "r" }, { "id": "a", "reason": "s" } ] }""", "'a' stands twice")]
    [TestCase("""{ "target": "t", "entries": [ { "id": "a", "reason": "r", "expires": "soon" } ] }""", "entries[0].expires")]
    [TestCase("""{ "target": "t", "entries": [ 7 ] }""", "not a baseline")]
    [TestCase("""{ "target": "t", "entries": [], "flaky": [ { "cases": "**", "reason": "r" } ] }""", "flaky[0].failure")]
    [TestCase("""{ "target": "t", "entries": [], "flaky": [ { "cases": "**", "failure": "f", "reason": "r", "expires": "soon" } ] }""", "flaky[0].expires")]
    [TestCase("""{ "target": "t", "entries": [], "flaky": {} }""", "not a baseline")]
    [TestCase("""{ "target": "t", "entries": [ { "id": "a", "reason": "r", "expires": 7 } ] }""", "not a baseline")]
    public void A_damaged_file_is_refused_with_its_name_and_the_place(string json, string place) =>
        Assert.That(() => BaselineFile.Parse(json, "x.json"), Throws.TypeOf<FormatException>().With.Message.Contains(place).And.Message.StartsWith("x.json:"));

    [TestCase(Verdict.Fail, "2026-06-02", Verdict.Known)]
    [TestCase(Verdict.Fail, "2026-06-01", Verdict.Fail)]
    [TestCase(Verdict.Fail, null, Verdict.Known)]
    [TestCase(Verdict.Error, null, Verdict.Error)]
    [TestCase(Verdict.Pass, null, Verdict.Pass)]
    [TestCase(Verdict.Skip, null, Verdict.Skip)]
    public void Only_a_fail_is_excused_and_only_before_its_day(Verdict verdict, string? expires, Verdict expected)
    {
        ExpectedResults baseline = new("t", [new("a", "r", expires is null ? null : DateOnly.Parse(expires, System.Globalization.CultureInfo.InvariantCulture))]);
        Assert.That(baseline.Apply(Result("a", verdict), Today).Verdict, Is.EqualTo(expected));
        Assert.That(baseline.Apply(Result("other", verdict), Today).Verdict, Is.EqualTo(verdict));
    }

    [Test]
    public void Updating_keeps_reasons_adds_new_fails_as_unexplained_and_drops_what_passes_or_is_gone()
    {
        ExpectedResults baseline = new("t", [new("still", "reason", null), new("fixed", "r", null), new("gone", "r", null), new("not-run", "r", null)]);
        ExpectedResults updated = baseline.Update([Result("still", Verdict.Fail), Result("fixed", Verdict.Pass), Result("new", Verdict.Fail)], id => id != "gone");
        Assert.That(updated.Entries, Is.EqualTo(new BaselineEntry[] { new("new", "not explained: fail", null), new("not-run", "r", null), new("still", "reason", null) }));
    }

    [Test]
    public void An_entry_that_has_expired_stays_so_when_updated_and_is_named()
    {
        ExpectedResults baseline = new("t", [new("old", "r", Today), new("new", "r", Today.AddDays(1))]);
        CaseResult[] results = [Result("old", Verdict.Fail), Result("new", Verdict.Known), Result("other", Verdict.Fail)];

        Assert.That(baseline.Update(results, _ => true).Entries.Single(e => e.Id == "old").Expires, Is.EqualTo(Today));
        Assert.That(baseline.Expired(results, Today), Is.EqualTo(new[] { "old" }));
    }

    private static CaseResult Result(string id, Verdict verdict) => new(id, CaseKind.Surface, null, verdict, verdict == Verdict.Fail ? "fail" : null, TimeSpan.Zero, []);
}
