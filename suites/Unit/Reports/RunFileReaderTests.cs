using System.Text;

using Harness.Cases.Run;
using Harness.Reports;
using Harness.Reports.Read;

namespace Harness.Unit.Reports;

public sealed class RunFileReaderTests
{
    [TestCaseSource(typeof(Streams), nameof(Streams.All))]
    public void What_is_read_back_is_written_as_it_was(IReadOnlyList<RunEvent> events)
    {
        string text = Ndjson(events);
        if (events.Count == 0)
        {
            Assert.That(() => Read(text), Throws.TypeOf<FormatException>().With.Message.Contains("start"));
            return;
        }

        RunFile file = Read(text);
        string again = Ndjson([.. file.Run.Events()]);
        Assert.That(again.Split('\n')[..^2], Is.EqualTo(text.Replace("\\uFFFD", "\uFFFD", StringComparison.Ordinal).Split('\n')[..^2]), "a lone surrogate is no JSON and becomes U+FFFD");
    }

    [Test]
    public void A_whole_run_has_no_problems()
    {
        RunFile file = Read(Ndjson(Streams.Outlined));

        Assert.That(file.Problems, Is.Empty);
        Assert.That(file.Run.Trouble, Is.Null);
        Assert.That(Ndjson([.. file.Run.Events()]), Is.EqualTo(Ndjson(Streams.Outlined)));
    }

    [Test]
    public void A_file_cut_anywhere_is_incomplete_and_says_so()
    {
        string text = Ndjson(Streams.Outlined);
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        int whole = 0;
        for (int cut = text.IndexOf('\n', StringComparison.Ordinal) + 1; cut < bytes.Length; cut++)
        {
            RunFile file = Read(Encoding.UTF8.GetString(bytes, 0, cut));
            whole += file.Run.Trouble is null ? 1 : 0;
            Assert.That(file.Problems.Count > 0, Is.EqualTo(file.Run.Trouble is not null), $"cut at {cut}");
        }

        Assert.That(whole, Is.EqualTo(1), "only the line feed behind the end may be missing");
    }

    [TestCase("{\"event\": \"case\", \"id\": \"a\", \"verdict\": \"maybe\"}", "maybe")]
    [TestCase("{\"event\": \"case\", \"id\": 5, \"verdict\": \"pass\"}", "line 3")]
    [TestCase("{\"event\": \"case\", \"verdict\": \"pass\"}", "line 3")]
    [TestCase("{\"event\": \"party\"}", "unknown name")]
    [TestCase("[1]", "line 3")]
    [TestCase("\u0000", "line 3")]
    public void A_damaged_line_is_told_and_the_others_are_kept(string damaged, string problem)
    {
        string[] lines = Ndjson(Streams.Outlined).Split('\n');
        RunFile file = Read(string.Join('\n', [.. lines[..2], damaged, .. lines[2..]]));

        Assert.That(file.Problems, Has.Some.Contains(problem));
        Assert.That(file.Run.Results, Has.Count.EqualTo(3));
        Assert.That(file.Run.Trouble, Is.Not.Null);
    }

    [Test]
    public void A_lost_case_is_noticed_though_the_end_is_there()
    {
        string[] lines = Ndjson(Streams.Outlined).Split('\n');
        RunFile file = Read(string.Join('\n', [lines[0], .. lines[2..]]));

        Assert.That(file.Problems, Has.Some.Contains("cases are lost"));
        Assert.That(file.Run.Trouble, Is.Not.Null);
    }

    internal static string Ndjson(IReadOnlyList<RunEvent> events) => Streams.Fold(events, s => new NdjsonReporter(s));

    internal static RunFile Read(string text, string name = "results.ndjson")
    {
        using StringReader reader = new(text);
        return RunFileReader.Read(reader, name);
    }
}
