using System.Globalization;
using System.Text;
using System.Xml;

using Harness.Cases.Run;

namespace Harness.Reports;

/// <summary>
/// JUnit XML as CI systems read it: a suite for each kind, a test case for each case, <c>failure</c>, <c>error</c> and
/// <c>skipped</c> kept apart. A known fail is <c>skipped</c> with its reason, since it must not break the build.
/// Written as a whole at the end: JUnit needs the counts first. It is valid by Jenkins's schema, old and new: times have milliseconds,
/// the reason of a skip is text, and a run as a whole does not count its skips.
/// </summary>
public sealed class JUnitReporter(Stream output) : IReporter
{
    private readonly CollectedRun _run = new();

    public void Report(RunEvent runEvent) => _run.Take(runEvent);

    public void Dispose()
    {
        using (XmlWriter xml = XmlWriter.Create(output, new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(false) }))
        {
            Write(xml);
        }

        output.Dispose();
    }

    private void Write(XmlWriter xml)
    {
        string? trouble = _run.Trouble;
        IReadOnlyList<string> stale = _run.Stale;
        xml.WriteStartDocument();
        xml.WriteStartElement("testsuites");
        WriteCounts(xml, _run.Started is null ? "qmp-harness" : $"{_run.Started.Tool} {_run.Started.Target}", _run.Results, stale.Count, trouble is null ? 0 : 1);
        foreach (IGrouping<CaseKind, CaseResult> suite in _run.Results.GroupBy(r => r.Kind).OrderBy(g => g.Key))
        {
            xml.WriteStartElement("testsuite");
            WriteSuite(xml, Words.Of(suite.Key), [.. suite], 0, 0);
            foreach (CaseResult result in suite)
            {
                WriteCase(xml, result);
            }

            xml.WriteEndElement();
        }

        if (stale.Count > 0)
        {
            WriteStale(xml, stale);
        }

        if (trouble is not null)
        {
            WriteTrouble(xml, trouble);
        }

        xml.WriteEndElement();
        xml.WriteEndDocument();
    }

    /// <summary>An incomplete run must not look like a green one: it is an errored test of its own.</summary>
    private static void WriteTrouble(XmlWriter xml, string trouble)
    {
        xml.WriteStartElement("testsuite");
        WriteSuite(xml, "run", [], 0, 1);
        xml.WriteStartElement("testcase");
        Attribute(xml, "classname", "run");
        Attribute(xml, "name", "complete");
        Outcome(xml, "error", trouble, "");
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    /// <summary>Each entry that no longer holds is a failed test of its own: it breaks the run as a failed case does.</summary>
    private static void WriteStale(XmlWriter xml, IReadOnlyList<string> stale)
    {
        xml.WriteStartElement("testsuite");
        WriteSuite(xml, "baseline", [], stale.Count, 0);
        foreach (string id in stale)
        {
            xml.WriteStartElement("testcase");
            Attribute(xml, "classname", "baseline");
            Attribute(xml, "name", id);
            Outcome(xml, "failure", "stale baseline entry: the case passes or is gone", "");
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteSuite(XmlWriter xml, string name, IReadOnlyList<CaseResult> results, int extraFailures, int extraErrors)
    {
        WriteCounts(xml, name, results, extraFailures, extraErrors);
        Attribute(xml, "skipped", Number(results.Count(r => r.Verdict is Verdict.Skip or Verdict.Known)));
    }

    private static void WriteCounts(XmlWriter xml, string name, IReadOnlyList<CaseResult> results, int extraFailures, int extraErrors)
    {
        Attribute(xml, "name", name);
        Attribute(xml, "tests", Number(results.Count + extraFailures + extraErrors));
        Attribute(xml, "failures", Number(results.Count(r => r.Verdict == Verdict.Fail) + extraFailures));
        Attribute(xml, "errors", Number(results.Count(r => r.Verdict == Verdict.Error) + extraErrors));
        Attribute(xml, "time", Seconds(results.Aggregate(TimeSpan.Zero, (sum, r) => sum + r.Elapsed)));
    }

    private static void WriteCase(XmlWriter xml, CaseResult result)
    {
        xml.WriteStartElement("testcase");
        Attribute(xml, "classname", CaseDetails.ClassOf(result));
        Attribute(xml, "name", result.Id);
        Attribute(xml, "time", Seconds(result.Elapsed));
        switch (result.Verdict)
        {
            case Verdict.Pass:
                break;
            case Verdict.Fail:
                Outcome(xml, "failure", result.Reason, CaseDetails.Of(result));
                break;
            case Verdict.Error:
                Outcome(xml, "error", result.Reason, CaseDetails.Of(result));
                break;
            case Verdict.Skip:
                xml.WriteElementString("skipped", PrintableText.OneLine(result.Reason ?? ""));
                break;
            case Verdict.Known:
                xml.WriteElementString("skipped", PrintableText.OneLine($"known: {result.Reason}"));
                break;
            default:
                throw new System.Diagnostics.UnreachableException(result.Verdict.ToString());
        }

        xml.WriteEndElement();
    }

    private static void Outcome(XmlWriter xml, string element, string? reason, string details)
    {
        xml.WriteStartElement(element);
        Attribute(xml, "message", reason ?? "");
        xml.WriteString(PrintableText.Lines(details));
        xml.WriteEndElement();
    }

    private static void Attribute(XmlWriter xml, string name, string value) => xml.WriteAttributeString(name, PrintableText.OneLine(value));

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
}
