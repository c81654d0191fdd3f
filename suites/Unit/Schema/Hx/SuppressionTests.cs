using Harness.Schema.Source;

namespace Harness.Unit.Schema.Hx;

public sealed class SuppressionTests
{
    private static readonly Diagnostic Found = new("HX0203", Severity.Note, "m", new SourceSpan("docs/a.hx", 12, 1), null, "lamp-on");

    [TestCase("HX0203 lamp-on historical")]
    [TestCase("HX02* lamp-on historical")]
    [TestCase("HX0203 a.hx:12 historical")]
    [TestCase("HX0203 docs/a.hx:12 historical")]
    [TestCase("HX0203 a.hx historical")]
    [TestCase("HX0203 * historical")]
    [TestCase("  HX0203\tlamp-on\thistorical and so on")]
    public void Covered_finding_is_suppressed_with_its_reason(string line)
    {
        SuppressionResult result = Parse(line).Apply([Found]);

        Assert.That(result.Remaining, Is.Empty);
        Assert.That(result.Suppressed.Single().Reason, Does.StartWith("historical"));
    }

    [TestCase("HX0204 lamp-on historical")]
    [TestCase("HX0203 lamp-off historical")]
    [TestCase("HX0203 a.hx:13 historical")]
    [TestCase("HX0203 b.hx:12 historical")]
    public void Suppression_that_covers_nothing_is_reported_beside_the_finding(string line)
    {
        SuppressionResult result = Parse(line).Apply([Found]);

        Assert.That(result.Remaining.Select(d => d.Code), Is.EqualTo(new[] { "HX0203", "SUP0101" }));
        Assert.That(result.Remaining[1].Span, Is.EqualTo(new SourceSpan("s.txt", 1, 1, line.Length)));
    }

    [TestCase("HX0203", "SUP0102")]
    [TestCase("HX0203 lamp-on", "SUP0102")]
    [TestCase("HX9999 lamp-on why", "SUP0103")]
    public void Line_without_reason_or_with_an_unknown_code_is_an_error(string line, string code)
    {
        SuppressionFile file = Parse(line);

        Assert.That(file.Problems.Select(d => d.Code), Is.EqualTo(new[] { code }));
        Assert.That(file.Entries, Is.Empty);
    }

    [Test]
    public void Comments_and_empty_lines_are_nothing() =>
        Assert.That(Parse("# HX0203 lamp-on\n\n  # more\n").Apply([Found]).Remaining, Has.Count.EqualTo(1));

    [Test]
    public void One_finding_may_be_covered_twice_and_both_are_used() =>
        Assert.That(Parse("HX0203 * one\nHX* lamp-on two").Apply([Found]).Remaining, Is.Empty);

    private static SuppressionFile Parse(string text) => SuppressionFile.Parse(new SourceText("s.txt", text));
}
