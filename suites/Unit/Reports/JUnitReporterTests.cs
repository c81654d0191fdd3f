using System.Text;
using System.Xml.Linq;

using Harness.Cases.Run;
using Harness.Reports;

namespace Harness.Unit.Reports;

public sealed class JUnitReporterTests
{
    [TestCaseSource(typeof(Streams), nameof(Streams.All))]
    public void Every_stream_gives_valid_xml_whose_counts_add_up(IReadOnlyList<RunEvent> events)
    {
        XElement root = Write(events);
        XElement[] cases = [.. root.Descendants("testcase")];
        Assert.That((int)root.Attribute("tests")!, Is.EqualTo(cases.Length));
        Assert.That((int)root.Attribute("failures")!, Is.EqualTo(cases.Count(c => c.Element("failure") is not null)));
        Assert.That((int)root.Attribute("errors")!, Is.EqualTo(cases.Count(c => c.Element("error") is not null)));
        foreach (XElement suite in root.Elements("testsuite"))
        {
            Assert.That((int)suite.Attribute("tests")!, Is.EqualTo(suite.Elements("testcase").Count()));
            Assert.That((int)suite.Attribute("skipped")!, Is.EqualTo(suite.Elements("testcase").Count(c => c.Element("skipped") is not null)));
        }
    }

    [Test]
    public void Fail_error_and_skip_are_kept_apart()
    {
        XElement root = Write(Streams.Mixed);
        Assert.That(Outcome(root, "qmp.greeting.first"), Is.Null);
        Assert.That(Outcome(root, "surface/eject"), Is.EqualTo(("skipped", "the target does not offer 'eject'")));
        Assert.That(Outcome(root, "args/eject/device/missing"), Is.EqualTo(("failure", "the request was not refused")));
        Assert.That(Outcome(root, "args/eject/force/null"), Is.EqualTo(("skipped", "known: documented otherwise")));
        Assert.That(Outcome(root, "returns/query-status"), Is.EqualTo(("error", "the target died: exited with status 1")));
    }

    [Test]
    public void A_failure_shows_what_was_expected_what_came_and_the_exchange()
    {
        string text = Write(Streams.Mixed).Descendants("failure").Single().Value;
        Assert.That(text, Does.Contain("expected: <- error").And.Contain("actual:   <- {\"return\": {}}").And.Contain("-> {\"execute\": \"eject\"}"));
    }

    [TestCase("truncated")]
    [TestCase("interrupted")]
    public void An_incomplete_run_is_an_error_of_its_own(string stream)
    {
        XElement root = Write(stream == "truncated" ? Streams.Truncated : Streams.Interrupted);
        Assert.That((int)root.Attribute("errors")!, Is.EqualTo(1));
        Assert.That(Outcome(root, "complete")!.Value.Message, Does.Contain("incomplete"));
    }

    [Test]
    public void A_stale_baseline_entry_is_a_failure()
    {
        XElement root = Write(Streams.StaleBaseline);
        Assert.That((int)root.Attribute("failures")!, Is.EqualTo(1));
        Assert.That(root.Descendants("failure").Single().Parent!.Attribute("classname")!.Value, Is.EqualTo("baseline"));
    }

    [Test]
    public void Text_of_a_peer_stays_text()
    {
        XElement root = Write(Streams.HostileText);
        Assert.That(root.Descendants("script"), Is.Empty);
        Assert.That(root.Descendants("failure").Single().Value, Does.Contain("</failure><script>").And.Not.Contain("\u001b"));
    }

    private static (string Element, string Message)? Outcome(XElement root, string name)
    {
        XElement? outcome = root.Descendants("testcase").First(c => (string)c.Attribute("name")! == name).Elements().FirstOrDefault();
        return outcome is null ? null : (outcome.Name.LocalName, (string?)outcome.Attribute("message") ?? outcome.Value);
    }

    private static XElement Write(IReadOnlyList<RunEvent> events)
    {
        MemoryStream output = new();
        using (JUnitReporter reporter = new(output))
        {
            foreach (RunEvent runEvent in events)
            {
                reporter.Report(runEvent);
            }
        }

        return XDocument.Parse(Encoding.UTF8.GetString(output.ToArray())).Root!;
    }
}
