using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

using Harness.Cases.Run;
using Harness.Reports;

namespace Harness.Unit.Reports;

/// <summary>What a peer may send to break a report, through every format that is a file.</summary>
public sealed partial class HostileTextTests
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private static readonly SearchValues<char> Controls = SearchValues.Create([.. Enumerable.Range(0, 0xA0).Select(i => (char)i).Where(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'))]);

    private static readonly (string Name, Func<Stream, IReporter> Create, Action<string> Read)[] Formats =
    [
        // For programs, which read back what was there; no terminal takes an escape from it.
        ("ndjson", s => new NdjsonReporter(s), text => Assert.That(text.TrimEnd('\n').Split('\n').Select(l => JsonElement.Parse(l).ValueKind), Has.All.EqualTo(JsonValueKind.Object))),
        ("junit", s => new JUnitReporter(s), text => XDocument.Parse(text)),
        ("trx", s => new TrxReporter(s), text => XDocument.Parse(text)),
        ("cobertura", s => new CoberturaReporter(s), text => XDocument.Parse(text)),
        ("sarif", s => new SarifReporter(s), text => JsonElement.Parse(text)),
        ("markdown", s => new MarkdownReporter(s), text => Assert.That(CodeSpan().Replace(text, ""), Does.Not.Contain("<"))),
        ("html", s => new HtmlReporter(s, null), text => Assert.That(text.Split("<script").Length, Is.EqualTo(3), "the data and the program")),
    ];

    public static IEnumerable<TestCaseData> All() =>
        from format in Formats
        from stream in Streams.AllHostile()
        select new TestCaseData(format.Create, format.Read, stream.Arguments[0]) { TestName = $"{{m}}({format.Name}, {stream.TestName!.Split('(', ')')[1]})" };

    [TestCaseSource(nameof(All))]
    public void Stays_text(Func<Stream, IReporter> create, Action<string> read, IReadOnlyList<RunEvent> events)
    {
        using MemoryStream output = new();
        using (IReporter reporter = create(output))
        {
            foreach (RunEvent runEvent in events)
            {
                reporter.Report(runEvent);
            }
        }

        string text = Strict.GetString(output.ToArray());
        Assert.That(text.AsSpan().IndexOfAny(Controls), Is.Negative, "no NUL, no escape of a terminal");
        if (create(Stream.Null) is not NdjsonReporter)
        {
            Assert.That(text.AsSpan().IndexOfAny('\u202e', '\u2028', '\ufffd'), Is.Negative, "no override of direction, no line end that is not one, nothing replaced");
        }

        read(text);
    }

    [GeneratedRegex("(`+)(?!`).*?(?<!`)\\1(?!`)")]
    private static partial Regex CodeSpan();
}
