using System.Text.RegularExpressions;

using Harness.Schema;
using Harness.Schema.Source;
using Harness.Unit;

namespace Harness.Interop.Schema;

/// <summary>QEMU's own documentation: what is reported of it was read by hand once, and is in the baseline with its reason.</summary>
public sealed partial class QemuDocumentationTests
{
    private const string Undescribed = "QAPI0115";

    private const string Baseline = "fixtures/baselines/qemu-7.2-documentation.txt";

    [Test]
    public void Every_reported_defect_is_one_that_was_read_by_hand()
    {
        LoadResult result = SchemaSources.Check(QemuSource.Path("qapi/qapi-schema.json"));
        IReadOnlyList<Diagnostic> found = result.Diagnostics;
        SuppressionFile known = SuppressionFile.Parse(new SourceText(Baseline, File.ReadAllText(Path.Combine(Repository.Root, Baseline))));

        SuppressionResult judged = known.Apply(found);

        TestContext.Out.WriteLine($"figure: {found.Count(d => d.Code.StartsWith("DOC", StringComparison.Ordinal))} defects of examples and {found.Count(d => d.Code == Undescribed)} members without description in {found.Select(d => d.Command).Distinct().Count()} definitions, {judged.Suppressed.Count} of them in the baseline");
        Assert.That(known.Problems, Is.Empty);
        Assert.That(judged.Remaining, Is.Empty, "a finding that nobody has read, or an entry that covers nothing any more");
        Assert.That(judged.Suppressed, Is.Not.Empty);
    }

    /// <summary>By another reading: the comment above the definition is searched as text.</summary>
    [Test]
    public void What_is_called_undescribed_has_no_section_of_its_name()
    {
        Diagnostic[] found = [.. SchemaSources.Check(QemuSource.Path("qapi/qapi-schema.json")).Diagnostics.Where(d => d.Code == Undescribed)];
        string[] described = [.. found.Where(d => Comment(d.Span).Any(l => l.TrimStart('#', ' ').StartsWith($"@{Name().Match(d.Message).Groups[1].Value}:", StringComparison.Ordinal))).Select(d => d.ToString())];

        Assert.That(found, Has.Length.GreaterThan(100));
        Assert.That(described, Is.Empty);
    }

    private static IEnumerable<string> Comment(SourceSpan span) =>
        File.ReadLines(QemuSource.Path($"qapi/{Path.GetFileName(span.File)}")).Take(span.Line).Reverse().SkipWhile(l => !l.StartsWith('#')).TakeWhile(l => l.StartsWith('#'));

    [GeneratedRegex("^\\S+ '([^']+)'")]
    private static partial Regex Name();

    [Test]
    public void Examples_of_the_guest_agent_are_right() =>
        Assert.That(SchemaSources.Check(QemuSource.Path("qga/qapi-schema.json")).Diagnostics.Where(d => d.Code.StartsWith("DOC", StringComparison.Ordinal)), Is.Empty);
}
