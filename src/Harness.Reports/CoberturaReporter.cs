using System.Globalization;
using System.Text;
using System.Xml;

using Harness.Cases.Coverage;
using Harness.Cases.Run;

namespace Harness.Reports;

/// <summary>
/// <c>coverage.cobertura.xml</c>: coverage of the spec. A line is one that documents a command, argument, enum value or example; its
/// hits are the cases that exercised it and held; its branches are all that exercised it, of which some may not have held.
/// </summary>
public sealed class CoberturaReporter(Stream output) : IReporter
{
    private readonly CollectedRun _run = new();

    public void Report(RunEvent runEvent) => _run.Take(runEvent);

    public void Dispose()
    {
        using (XmlWriter xml = XmlWriter.Create(output, new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(false) }))
        {
            Write(xml, [.. ElementTally.Of(_run).Where(t => t.Element.Span.Line > 0)]);
        }

        output.Dispose();
    }

    private void Write(XmlWriter xml, IReadOnlyList<ElementTally> tallies)
    {
        xml.WriteStartDocument();
        xml.WriteStartElement("coverage");
        WriteTotals(xml, tallies);
        Attribute(xml, "version", "1.9");
        Attribute(xml, "timestamp", Number((int)((_run.Started?.At ?? DateTimeOffset.UnixEpoch).ToUnixTimeSeconds() & int.MaxValue)));
        if (_run.Trouble is { } trouble)
        {
            xml.WriteComment(PrintableText.OneLine(trouble).Replace("-", "\u2010", StringComparison.Ordinal));
        }

        xml.WriteStartElement("sources");
        xml.WriteElementString("source", ".");
        xml.WriteEndElement();
        xml.WriteStartElement("packages");
        xml.WriteStartElement("package");
        Attribute(xml, "name", _run.Started?.Spec ?? "");
        WriteRates(xml, tallies);
        xml.WriteStartElement("classes");
        foreach (IGrouping<string, ElementTally> file in tallies.GroupBy(t => t.Element.Span.File).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            WriteClass(xml, file.Key, [.. file]);
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndDocument();
    }

    private static void WriteClass(XmlWriter xml, string file, IReadOnlyList<ElementTally> tallies)
    {
        xml.WriteStartElement("class");
        Attribute(xml, "name", Path.GetFileNameWithoutExtension(file));
        Attribute(xml, "filename", file);
        WriteRates(xml, tallies);
        xml.WriteStartElement("methods");
        foreach (IGrouping<string, ElementTally> owner in tallies.GroupBy(t => t.Element.Owner))
        {
            xml.WriteStartElement("method");
            Attribute(xml, "name", owner.Key);
            Attribute(xml, "signature", "");
            WriteRates(xml, [.. owner]);
            WriteLines(xml, owner);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        WriteLines(xml, tallies);
        xml.WriteEndElement();
    }

    private static void WriteLines(XmlWriter xml, IEnumerable<ElementTally> tallies)
    {
        xml.WriteStartElement("lines");
        foreach (IGrouping<int, ElementTally> line in tallies.GroupBy(t => t.Element.Span.Line).OrderBy(g => g.Key))
        {
            int held = line.Sum(t => t.Held);
            int exercised = line.Sum(t => t.Exercised);
            xml.WriteStartElement("line");
            Attribute(xml, "number", Number(line.Key));
            Attribute(xml, "hits", Number(line.Any(t => t.Held == 0) ? 0 : held));
            Attribute(xml, "branch", exercised > 0 ? "true" : "false");
            if (exercised > 0)
            {
                Attribute(xml, "condition-coverage", string.Create(CultureInfo.InvariantCulture, $"{100 * held / exercised}% ({held}/{exercised})"));
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteTotals(XmlWriter xml, IReadOnlyList<ElementTally> tallies)
    {
        WriteRates(xml, tallies);
        (int covered, int valid) = Lines(tallies);
        Attribute(xml, "lines-covered", Number(covered));
        Attribute(xml, "lines-valid", Number(valid));
        Attribute(xml, "branches-covered", Number(tallies.Sum(t => t.Held)));
        Attribute(xml, "branches-valid", Number(tallies.Sum(t => t.Exercised)));
    }

    private static void WriteRates(XmlWriter xml, IReadOnlyList<ElementTally> tallies)
    {
        (int covered, int valid) = Lines(tallies);
        Attribute(xml, "line-rate", Rate(covered, valid));
        Attribute(xml, "branch-rate", Rate(tallies.Sum(t => t.Held), tallies.Sum(t => t.Exercised)));
        Attribute(xml, "complexity", "0");
    }

    /// <summary>A line with several elements is covered when each is.</summary>
    private static (int Covered, int Valid) Lines(IReadOnlyList<ElementTally> tallies)
    {
        IGrouping<(string File, int Line), ElementTally>[] lines = [.. tallies.GroupBy(t => (t.Element.Span.File, t.Element.Span.Line))];
        return (lines.Count(l => l.All(t => t.Held > 0)), lines.Length);
    }

    private static string Rate(int part, int whole) => (whole == 0 ? 1 : (double)part / whole).ToString("0.####", CultureInfo.InvariantCulture);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static void Attribute(XmlWriter xml, string name, string value) => xml.WriteAttributeString(name, PrintableText.OneLine(value));
}
