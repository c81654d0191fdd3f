using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;

using Harness.Cases.Run;

namespace Harness.Reports;

/// <summary>
/// <c>results.trx</c> as Visual Studio and Azure read it. Fail is <c>Failed</c>, error is <c>Error</c>, skip and known are
/// <c>NotExecuted</c> with their reason. Ids are made from the case ids, so that two runs can be compared.
/// </summary>
public sealed class TrxReporter(Stream output) : IReporter
{
    private const string Namespace = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";
    private const string UnitTestType = "13cdc9d9-ddb5-4fa4-a97d-d965ccfc6d4b";
    private const string Results = "8c84fa94-04c1-424b-9868-57a2d4851a1d";

    private readonly CollectedRun _run = new();

    public void Report(RunEvent runEvent) => _run.Take(runEvent);

    public void Dispose()
    {
        using (XmlWriter xml = XmlWriter.Create(output, new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(false) }))
        {
            Write(xml, [.. _run.Results, .. OfTheRun()]);
        }

        output.Dispose();
    }

    /// <summary>What breaks a run beside its cases is a test of its own: the format knows nothing else that is red.</summary>
    private IEnumerable<CaseResult> OfTheRun()
    {
        foreach (string id in _run.Stale)
        {
            yield return new CaseResult($"baseline/{id}", CaseKind.Protocol, null, Verdict.Fail, "stale baseline entry: the case passes or is gone", TimeSpan.Zero, []);
        }

        if (_run.Trouble is { } trouble)
        {
            yield return new CaseResult("run/complete", CaseKind.Protocol, null, Verdict.Error, trouble, TimeSpan.Zero, []);
        }
    }

    private void Write(XmlWriter xml, IReadOnlyList<CaseResult> all)
    {
        xml.WriteStartDocument();
        xml.WriteStartElement("TestRun", Namespace);
        Attribute(xml, "id", Id($"run {_run.Started?.Digest} {_run.Started?.Reproduce}"));
        Attribute(xml, "name", _run.Started is { } started ? $"{started.Tool} {started.Target}" : "qmp-harness");
        WriteTimes(xml);
        Each(xml, "Results", all, WriteResult);
        Each(xml, "TestDefinitions", all, WriteDefinition);
        Each(xml, "TestEntries", all, WriteEntry);
        Each(xml, "TestLists", [Results], static (x, id) =>
        {
            x.WriteStartElement("TestList");
            Attribute(x, "name", "Results Not in a List");
            Attribute(x, "id", id);
            x.WriteEndElement();
        });
        WriteSummary(xml, all);
        xml.WriteEndElement();
        xml.WriteEndDocument();
    }

    private void WriteTimes(XmlWriter xml)
    {
        DateTimeOffset start = _run.Started?.At ?? DateTimeOffset.UnixEpoch;
        xml.WriteStartElement("Times");
        foreach (string name in new[] { "creation", "queuing", "start" })
        {
            Attribute(xml, name, start.ToString("O", CultureInfo.InvariantCulture));
        }

        Attribute(xml, "finish", (start + _run.Elapsed).ToString("O", CultureInfo.InvariantCulture));
        xml.WriteEndElement();
    }

    private static void WriteResult(XmlWriter xml, CaseResult result)
    {
        xml.WriteStartElement("UnitTestResult");
        Attribute(xml, "executionId", Id("execution " + result.Id));
        Attribute(xml, "testId", Id(result.Id));
        Attribute(xml, "testName", result.Id);
        Attribute(xml, "computerName", "localhost");
        Attribute(xml, "duration", result.Elapsed.ToString("c", CultureInfo.InvariantCulture));
        Attribute(xml, "testType", UnitTestType);
        Attribute(xml, "outcome", Outcome(result.Verdict));
        Attribute(xml, "testListId", Results);
        if (result.Verdict != Verdict.Pass)
        {
            WriteOutput(xml, result);
        }

        xml.WriteEndElement();
    }

    private static void WriteOutput(XmlWriter xml, CaseResult result)
    {
        xml.WriteStartElement("Output");
        string details = CaseDetails.Of(result);
        if (details.Length > 0)
        {
            xml.WriteElementString("StdOut", Namespace, PrintableText.Lines(details));
        }

        xml.WriteStartElement("ErrorInfo");
        xml.WriteElementString("Message", Namespace, PrintableText.OneLine((result.Verdict == Verdict.Known ? "known: " : "") + result.Reason));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteDefinition(XmlWriter xml, CaseResult result)
    {
        xml.WriteStartElement("UnitTest");
        Attribute(xml, "name", result.Id);
        Attribute(xml, "storage", "qmp-harness");
        Attribute(xml, "id", Id(result.Id));
        xml.WriteStartElement("Execution");
        Attribute(xml, "id", Id("execution " + result.Id));
        xml.WriteEndElement();
        xml.WriteStartElement("TestMethod");
        Attribute(xml, "codeBase", "qmp-harness");
        Attribute(xml, "className", CaseDetails.ClassOf(result));
        Attribute(xml, "name", result.Id);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteEntry(XmlWriter xml, CaseResult result)
    {
        xml.WriteStartElement("TestEntry");
        Attribute(xml, "testId", Id(result.Id));
        Attribute(xml, "executionId", Id("execution " + result.Id));
        Attribute(xml, "testListId", Results);
        xml.WriteEndElement();
    }

    private static void WriteSummary(XmlWriter xml, IReadOnlyList<CaseResult> all)
    {
        int Of(params Verdict[] verdicts) => all.Count(r => verdicts.Contains(r.Verdict));
        xml.WriteStartElement("ResultSummary");
        Attribute(xml, "outcome", Of(Verdict.Fail, Verdict.Error) > 0 ? "Failed" : "Completed");
        xml.WriteStartElement("Counters");
        Number(xml, "total", all.Count);
        Number(xml, "executed", Of(Verdict.Pass, Verdict.Fail, Verdict.Error));
        Number(xml, "passed", Of(Verdict.Pass));
        Number(xml, "failed", Of(Verdict.Fail));
        Number(xml, "error", Of(Verdict.Error));
        Number(xml, "notExecuted", Of(Verdict.Skip, Verdict.Known));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Each<T>(XmlWriter xml, string element, IReadOnlyList<T> items, Action<XmlWriter, T> write)
    {
        xml.WriteStartElement(element);
        foreach (T item in items)
        {
            write(xml, item);
        }

        xml.WriteEndElement();
    }

    private static string Outcome(Verdict verdict) => verdict switch
    {
        Verdict.Pass => "Passed",
        Verdict.Fail => "Failed",
        Verdict.Error => "Error",
        Verdict.Skip or Verdict.Known => "NotExecuted",
        _ => throw new System.Diagnostics.UnreachableException(verdict.ToString()),
    };

    private static string Id(string text) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16)).ToString();

    private static void Attribute(XmlWriter xml, string name, string value) => xml.WriteAttributeString(name, PrintableText.OneLine(value));

    private static void Number(XmlWriter xml, string name, int value) => xml.WriteAttributeString(name, value.ToString(CultureInfo.InvariantCulture));
}
