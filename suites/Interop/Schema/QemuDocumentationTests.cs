using Harness.Schema;
using Harness.Schema.Source;
using Harness.Unit;

namespace Harness.Interop.Schema;

/// <summary>The examples of QEMU's own documentation: what is reported of them was read by hand once, and is in the baseline with its reason.</summary>
public sealed class QemuDocumentationTests
{
    private const string Baseline = "fixtures/baselines/qemu-7.2-documentation.txt";

    [Test]
    public void Every_reported_example_defect_is_one_that_was_read_by_hand()
    {
        LoadResult result = SchemaSources.Check(QemuSource.Path("qapi/qapi-schema.json"));
        Diagnostic[] found = [.. result.Diagnostics.Where(d => d.Code.StartsWith("DOC", StringComparison.Ordinal))];
        SuppressionFile known = SuppressionFile.Parse(new SourceText(Baseline, File.ReadAllText(Path.Combine(Repository.Root, Baseline))));

        SuppressionResult judged = known.Apply(found);

        TestContext.Out.WriteLine($"{found.Length} example defects in {found.Select(d => d.Command).Distinct().Count()} definitions, {judged.Suppressed.Count} of them in the baseline");
        Assert.That(known.Problems, Is.Empty);
        Assert.That(judged.Remaining, Is.Empty, "a finding that nobody has read, or an entry that covers nothing any more");
        Assert.That(judged.Suppressed, Is.Not.Empty);
    }

    [Test]
    public void Examples_of_the_guest_agent_are_right() =>
        Assert.That(SchemaSources.Check(QemuSource.Path("qga/qapi-schema.json")).Diagnostics.Where(d => d.Code.StartsWith("DOC", StringComparison.Ordinal)), Is.Empty);
}
