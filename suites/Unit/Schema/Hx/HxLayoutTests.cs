using Harness.Schema;
using Harness.Schema.Source;

namespace Harness.Unit.Schema.Hx;

/// <summary>A document says the same however its lines are laid out.</summary>
public sealed class HxLayoutTests
{
    private static readonly RepositoryFiles Files = new();

    public static IEnumerable<string> Sources() => Documents.Hx();

    [TestCaseSource(nameof(Sources))]
    public void Lost_indentation_changes_nothing_that_is_found(string path)
    {
        string text = Files.Read(path)!;
        string flat = string.Join('\n', text.Split('\n').Select(l => l.TrimStart()));

        Assert.That(Found(flat), Is.EqualTo(Found(text)));
    }

    [TestCaseSource(nameof(Sources))]
    public void Carriage_returns_change_nothing_that_is_found(string path)
    {
        string text = Files.Read(path)!;

        Assert.That(Found(text.Replace("\n", "\r\n", StringComparison.Ordinal)), Is.EqualTo(Found(text)));
    }

    [TestCaseSource(nameof(Sources))]
    public void Tabs_for_indentation_change_nothing_that_is_found(string path)
    {
        string text = Files.Read(path)!;
        string tabs = string.Join('\n', text.Split('\n').Select(l => new string('\t', l.Length - l.TrimStart().Length) + l.TrimStart()));

        Assert.That(Found(tabs), Is.EqualTo(Found(text)));
    }

    [TestCase("fixtures/hx/clean.hx")]
    [TestCase("fixtures/hx/titles.hx")]
    [TestCase("fixtures/hx/replies.hx")]
    public void Strokes_before_and_after_the_document_are_no_part_of_it(string path)
    {
        string text = Files.Read(path)!;
        IEnumerable<string> framed = Documents.Check($"|\n{text}|\n").Select(d => $"{d.Span.Line - 1} {d.Code}");

        Assert.That(framed, Is.EqualTo(Documents.Check(text).Select(d => $"{d.Span.Line} {d.Code}")));
    }

    /// <summary>Lines, codes and messages; columns are the layout's.</summary>
    private static string[] Found(string text) =>
        [.. Documents.Check(text).Select(d => $"{d.Span.Line} {d.Code} {d.Command} {d.Message}").Order(StringComparer.Ordinal)];
}
