using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

using Harness.Cases.Run;
using Harness.Reports;

namespace Harness.Unit.Reports;

/// <summary>What holds for every format, and what each says of the streams.</summary>
public sealed partial class FormatTests
{
    private static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    [TestCaseSource(typeof(Streams), nameof(Streams.All))]
    public void Trx_counts_what_it_lists(IReadOnlyList<RunEvent> events)
    {
        XElement run = Xml(events, s => new TrxReporter(s));
        XElement[] results = [.. run.Descendants(Trx + "UnitTestResult")];
        XElement counters = run.Descendants(Trx + "Counters").Single();
        int Outcome(string word) => results.Count(r => (string?)r.Attribute("outcome") == word);

        Assert.That((int)counters.Attribute("total")!, Is.EqualTo(results.Length));
        Assert.That((int)counters.Attribute("failed")!, Is.EqualTo(Outcome("Failed")));
        Assert.That((int)counters.Attribute("error")!, Is.EqualTo(Outcome("Error")));
        Assert.That((int)counters.Attribute("notExecuted")!, Is.EqualTo(Outcome("NotExecuted")));
        Assert.That(results.Select(r => (string?)r.Attribute("testId")), Is.EqualTo(run.Descendants(Trx + "UnitTest").Select(t => (string?)t.Attribute("id"))).And.Unique);
        Assert.That(run.Descendants(Trx + "TestEntry").Count(), Is.EqualTo(results.Length));
    }

    [Test]
    public void A_run_that_is_not_whole_is_red_in_every_format()
    {
        foreach (IReadOnlyList<RunEvent> events in new[] { Streams.Truncated, Streams.Interrupted, [] })
        {
            Assert.That((string?)Xml(events, s => new TrxReporter(s)).Descendants(Trx + "ResultSummary").Single().Attribute("outcome"), Is.EqualTo("Failed"));
            Assert.That(Streams.Fold(events, s => new MarkdownReporter(s)), Does.Contain("# QMP conformance: incomplete"));
            JsonElement sarif = JsonElement.Parse(Streams.Fold(events, s => new SarifReporter(s)));
            Assert.That(sarif.GetProperty("runs")[0].GetProperty("invocations")[0].GetProperty("executionSuccessful").GetBoolean(), Is.False);
            Assert.That(Streams.Fold(events, s => new CoberturaReporter(s)), Does.Contain("<!--").And.Contain("incomplete"));
            Assert.That(PageJson(Streams.Fold(events, s => new HtmlReporter(s, null))).GetProperty("trouble").GetString(), Does.Contain("incomplete"));
        }
    }

    [Test]
    public void A_stale_baseline_is_red_in_every_format()
    {
        Assert.That((string?)Xml(Streams.StaleBaseline, s => new TrxReporter(s)).Descendants(Trx + "ResultSummary").Single().Attribute("outcome"), Is.EqualTo("Failed"));
        Assert.That(Streams.Fold(Streams.StaleBaseline, s => new MarkdownReporter(s)), Does.Contain("failed").And.Contain("Stale").And.Contain("`surface/eject`"));
        Assert.That(Streams.Fold(Streams.StaleBaseline, s => new SarifReporter(s)), Does.Contain("stale baseline entry"));
        Assert.That(PageJson(Streams.Fold(Streams.StaleBaseline, s => new HtmlReporter(s, null))).GetProperty("stale")[0].GetString(), Is.EqualTo("surface/eject"));
    }

    [Test]
    public void Markdown_takes_nothing_of_a_peer_for_markup()
    {
        string text = Streams.Fold(Streams.HostileText, s => new MarkdownReporter(s));

        Assert.That(text, Does.Not.Contain("<script>").And.Not.Contain("\u001b").And.Not.Contain("\0").And.Contain("&lt;script&gt;"));
    }

    [Test]
    public void A_page_takes_nothing_of_a_peer_for_markup()
    {
        string page = Streams.Fold(Streams.HostileText, s => new HtmlReporter(s, null));

        Assert.That(Regex.Count(page, "<script"), Is.EqualTo(2), "the data and the program");
        Assert.That(page, Does.Not.Contain("\u001b").And.Not.Contain("\0").And.Not.Contain("{{"));
        Assert.That(PageJson(page).GetProperty("cases")[0].GetProperty("r").GetString(), Is.EqualTo(PrintableText.Lines(Streams.Hostile)));
    }

    [Test]
    public void A_page_names_no_other_host() => Assert.That(Streams.Fold(Streams.Outlined, s => new HtmlReporter(s, null)).Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal), Does.Not.Match("https?://"));

    [TestCaseSource(typeof(Streams), nameof(Streams.All))]
    public void Sarif_has_a_rule_for_each_result(IReadOnlyList<RunEvent> events)
    {
        JsonElement run = JsonElement.Parse(Streams.Fold(events, s => new SarifReporter(s))).GetProperty("runs")[0];
        string?[] rules = [.. run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().Select(r => r.GetProperty("id").GetString())];
        string?[] used = [.. run.GetProperty("results").EnumerateArray().Select(r => r.GetProperty("ruleId").GetString())];
        int red = events.OfType<RunEvent.Finished>().Count(f => f.Result.Verdict is Verdict.Fail or Verdict.Error);

        Assert.That(used.Distinct(), Is.SubsetOf(rules));
        Assert.That(used.Count(u => u is "case-fail" or "case-error"), Is.EqualTo(red + (events.OfType<RunEvent.Ended>().SingleOrDefault() is { } ended ? ended.Stale.Count : 0)));
    }

    [Test]
    public void Coverage_counts_lines_that_held_and_not_those_that_did_not()
    {
        XElement coverage = Xml(Streams.Outlined, s => new CoberturaReporter(s));
        string[] lines = [.. coverage.Descendants("class").Single().Element("lines")!.Elements("line").Select(l => $"{(string?)l.Attribute("number")}:{(string?)l.Attribute("hits")} {(string?)l.Attribute("condition-coverage")}".TrimEnd())];

        Assert.That(lines, Is.EqualTo(new[] { "10:1 50% (1/2)", "11:1 50% (1/2)", "20:0" }));
        Assert.That((string?)coverage.Attribute("lines-covered"), Is.EqualTo("2"));
        Assert.That((string?)coverage.Attribute("lines-valid"), Is.EqualTo("3"));
        Assert.That((string?)coverage.Attribute("line-rate"), Is.EqualTo("0.6667"));
        Assert.That((string?)coverage.Descendants("class").Single().Attribute("filename"), Is.EqualTo("spec/block.json"));
    }

    [TestCaseSource(typeof(Streams), nameof(Streams.All))]
    public void Coverage_of_any_stream_is_xml(IReadOnlyList<RunEvent> events) => Assert.That(Xml(events, s => new CoberturaReporter(s)).Name.LocalName, Is.EqualTo("coverage"));

    [Test]
    public void Annotations_stay_one_line_each_and_end_with_what_is_left_out()
    {
        using StringWriter output = new();
        using GitHubReporter reporter = new(output);
        foreach (RunEvent runEvent in Enumerable.Range(0, 12).Select(i => Streams.Finished($"surface/c{i}", CaseKind.Surface, Verdict.Fail, "100% wrong\n::warning::no")))
        {
            reporter.Report(runEvent);
        }

        reporter.Report(new RunEvent.Ended(new RunCounts(0, 12, 0, 0, 0), TimeSpan.Zero, false, "interrupted", []));
        string[] lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines, Has.Length.EqualTo(11).And.All.StartWith("::error "));
        Assert.That(lines[0], Is.EqualTo("::error title=surface/c0::fail: 100%25 wrong\\u000a::warning::no"));
        Assert.That(lines[9], Does.Contain("3 further"));
        Assert.That(lines[10], Does.Contain("interrupted"));
    }

    [TestCase("qmp-harness run --target 'exec:a b' --run 'x/**' -q --seed 7 --report-dir d", "qmp-harness run --target 'exec:a b' --seed 7 -v --run a/b")]
    [TestCase("qmp-harness run", "qmp-harness run -v --run a/b")]
    [TestCase("qmp-harness run --shard 1/2 --report=ndjson --baseline f", "qmp-harness run --baseline f -v --run a/b")]
    public void One_case_is_run_again_by_the_command_of_its_run(string reproduce, string expected) => Assert.That(RerunLine.Of(reproduce, "a/b"), Is.EqualTo(expected));

    private static XElement Xml(IReadOnlyList<RunEvent> events, Func<Stream, IReporter> create) => XElement.Parse(Streams.Fold(events, create));

    private static JsonElement PageJson(string page) => JsonElement.Parse(Data().Match(page).Groups[1].Value);

    [GeneratedRegex("<script type=\"application/json\" id=\"data\">(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Data();
}
