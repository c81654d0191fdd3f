using System.Globalization;
using System.Text;
using System.Xml;

using Harness.Cases.Run;

namespace Harness.Reports;

/// <summary>
/// JUnit XML as CI systems read it: a suite for each kind, a test case for each case, <c>failure</c>, <c>error</c> and
/// <c>skipped</c> kept apart. A known fail is <c>skipped</c> with its reason, since it must not break the build.
/// Written as a whole at the end: JUnit needs the counts first.
/// </summary>
public sealed class JUnitReporter(Stream output) : IReporter
{
    private readonly List<CaseResult> _results = [];
    private RunEvent.Started? _started;
    private RunEvent.Ended? _ended;

    public void Report(RunEvent runEvent)
    {
        switch (runEvent)
        {
            case RunEvent.Started started:
                _started = started;
                break;
            case RunEvent.Finished finished:
                _results.Add(finished.Result);
                break;
            case RunEvent.Ended ended:
                _ended = ended;
                break;
            default:
                throw new System.Diagnostics.UnreachableException(runEvent.GetType().Name);
        }
    }

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
        string? trouble = Trouble();
        IReadOnlyList<string> stale = _ended?.Stale ?? [];
        xml.WriteStartDocument();
        xml.WriteStartElement("testsuites");
        WriteCounts(xml, _started is null ? "qmp-harness" : $"{_started.Tool} {_started.Target}", _results, stale.Count, trouble is null ? 0 : 1);
        foreach (IGrouping<CaseKind, CaseResult> suite in _results.GroupBy(r => r.Kind).OrderBy(g => g.Key))
        {
            xml.WriteStartElement("testsuite");
            WriteCounts(xml, Words.Of(suite.Key), [.. suite], 0, 0);
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

    private string? Trouble() => _ended switch
    {
        null => "the run did not end: these results are incomplete",
        { Complete: false } => $"the run is incomplete: {_ended.Why}",
        _ => null,
    };

    /// <summary>An incomplete run must not look like a green one: it is an errored test of its own.</summary>
    private static void WriteTrouble(XmlWriter xml, string trouble)
    {
        xml.WriteStartElement("testsuite");
        WriteCounts(xml, "run", [], 0, 1);
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
        WriteCounts(xml, "baseline", [], stale.Count, 0);
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

    private static void WriteCounts(XmlWriter xml, string name, List<CaseResult> results, int extraFailures, int extraErrors)
    {
        Attribute(xml, "name", name);
        Attribute(xml, "tests", Number(results.Count + extraFailures + extraErrors));
        Attribute(xml, "failures", Number(results.Count(r => r.Verdict == Verdict.Fail) + extraFailures));
        Attribute(xml, "errors", Number(results.Count(r => r.Verdict == Verdict.Error) + extraErrors));
        Attribute(xml, "skipped", Number(results.Count(r => r.Verdict is Verdict.Skip or Verdict.Known)));
        Attribute(xml, "time", Seconds(results.Aggregate(TimeSpan.Zero, (sum, r) => sum + r.Elapsed)));
    }

    private static void WriteCase(XmlWriter xml, CaseResult result)
    {
        xml.WriteStartElement("testcase");
        Attribute(xml, "classname", result.Command is null ? Words.Of(result.Kind) : $"{Words.Of(result.Kind)}.{result.Command}");
        Attribute(xml, "name", result.Id);
        Attribute(xml, "time", Seconds(result.Elapsed));
        switch (result.Verdict)
        {
            case Verdict.Pass:
                break;
            case Verdict.Fail:
                Outcome(xml, "failure", result.Reason, Details(result));
                break;
            case Verdict.Error:
                Outcome(xml, "error", result.Reason, Details(result));
                break;
            case Verdict.Skip:
                Outcome(xml, "skipped", result.Reason, "");
                break;
            case Verdict.Known:
                Outcome(xml, "skipped", $"known: {result.Reason}", "");
                break;
            default:
                throw new System.Diagnostics.UnreachableException(result.Verdict.ToString());
        }

        xml.WriteEndElement();
    }

    private static string Details(CaseResult result)
    {
        StringBuilder text = new();
        if (result.Expected is not null)
        {
            text.Append("expected: ").Append(result.Expected).Append('\n').Append("actual:   ").Append(result.Actual).Append('\n');
        }

        foreach (ExchangeLine line in result.Exchange)
        {
            text.Append(line.Mark).Append(' ').Append(line.Text).Append('\n');
        }

        return text.ToString();
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

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000000", CultureInfo.InvariantCulture);
}
