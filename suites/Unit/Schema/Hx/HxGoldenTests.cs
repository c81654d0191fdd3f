using System.Text.RegularExpressions;

using Harness.Schema;
using Harness.Schema.Source;

namespace Harness.Unit.Schema.Hx;

/// <summary>Documents of our own, each with the full report of what is wrong in it.</summary>
public sealed partial class HxGoldenTests
{
    private static readonly RepositoryFiles Files = new();

    public static IEnumerable<string> Sources() => [.. Documents.All(), $"{Documents.Folder}/missing.hx"];

    [TestCaseSource(nameof(Sources))]
    public void Report_is_the_golden_one(string path)
    {
        LoadResult result = SchemaSources.Check(path, Files);
        string report = string.Concat(result.Diagnostics.Select(d => SourceExcerpt.Render(d, Files) + "\n"));

        Golden.Verify(Path.ChangeExtension(path, ".err"), report);
    }

    [TestCase("fixtures/hx/clean.hx")]
    [TestCase("fixtures/hx/clean-flat.hx")]
    public void Document_that_is_right_has_nothing_wrong(string path)
    {
        LoadResult result = SchemaSources.Check(path, Files);

        Assert.That(result.Diagnostics, Is.Empty);
        Assert.That(result.Schema!.Commands, Is.Not.Empty);
    }

    [Test]
    public void Every_code_is_shown_by_a_golden_report()
    {
        HashSet<string> shown = [.. Repository.Files(Documents.Folder, "*.err").SelectMany(f => Code().Matches(File.ReadAllText(f))).Select(m => m.Value)];
        string[] unseen = [.. RuleCatalogue.All.Select(r => r.Code).Where(c => c.StartsWith("HX", StringComparison.Ordinal) || c.StartsWith("DOC", StringComparison.Ordinal)).Where(c => !shown.Contains(c))];

        Assert.That(unseen, Is.Empty, "a rule that no document breaks may never fire");
    }

    [Test]
    public void Codes_and_their_meaning_are_permanent()
    {
        IEnumerable<Rule> rules = RuleCatalogue.All.Where(r => r.Code[..2] is "HX" or "DO" or "SU");

        Golden.Verify($"{Documents.Folder}/codes.txt", string.Concat(rules.Select(r => $"{r.Code} {r.Severity.ToString().ToLowerInvariant()} {r.Meaning}\n")));
    }

    [Test]
    public void No_two_rules_share_a_code() =>
        Assert.That(RuleCatalogue.All.GroupBy(r => r.Code).Where(g => g.Count() > 1).Select(g => g.Key), Is.Empty);

    [TestCaseSource(nameof(Sources))]
    public void Each_defect_is_reported_once(string path)
    {
        IEnumerable<string> same = SchemaSources.Check(path, Files).Diagnostics.GroupBy(d => (d.Code, d.Span, d.Message)).Where(g => g.Count() > 1).Select(g => g.First().ToString());

        Assert.That(same, Is.Empty);
    }

    [TestCaseSource(nameof(Sources))]
    public void Loading_reports_only_what_makes_the_schema_doubtful(string path)
    {
        LoadResult loaded = SchemaSources.Load(path, Files);
        LoadResult check = SchemaSources.Check(path, Files);

        Assert.That(loaded.Diagnostics.Select(d => d.Code[..4]).Distinct(), Is.SubsetOf(["HX01", "QAPI"]));
        Assert.That(loaded.Schema?.Commands.Select(c => c.Name), Is.EqualTo(check.Schema?.Commands.Select(c => c.Name)));
    }

    [GeneratedRegex(@"\b(HX|DOC)\d{4}\b")]
    private static partial Regex Code();
}
