using System.Reflection;

using Harness.Schema;
using Harness.Schema.Source;

namespace Harness.Unit.Schema.Qapi;

/// <summary>
/// One file of <c>fixtures/qapi</c> for each rule of the language: <c>NAME.json</c> with <c>NAME.out</c>, what it compiles to when
/// nothing is an error, and <c>NAME.err</c>, what is wrong in it.
/// </summary>
public sealed class GoldenSchemaTests
{
    private const string Folder = "fixtures/qapi";

    public static IEnumerable<string> Names() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, Folder), "*.json").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal);

    public static IEnumerable<Rule> Rules() =>
        typeof(SchemaSources).Assembly.GetTypes()
            .Where(t => t.Namespace is { } space && space.StartsWith("Harness.Schema.Qapi", StringComparison.Ordinal) && t.Name.EndsWith("Rules", StringComparison.Ordinal))
            .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public))
            .Select(f => f.GetValue(null)).OfType<Rule>().OrderBy(r => r.Code, StringComparer.Ordinal);

    [TestCaseSource(nameof(Names))]
    public void Compiles_to_its_golden_files(string name)
    {
        FolderFiles files = new(Folder);
        LoadResult result = SchemaSources.Load($"{name}.json", files);

        Golden.Verify($"{Folder}/{name}.err", string.Concat(result.Diagnostics.Select(d => SourceExcerpt.Render(d, files) + "\n")));
        Golden.Verify($"{Folder}/{name}.out", result.HasErrors ? "" : SchemaDump.Write(result.Schema!));
    }

    [Test]
    public void Every_diagnostic_code_is_shown_by_a_golden_file()
    {
        string shown = string.Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, Folder), "*.err").Select(File.ReadAllText));
        string[] unshown = [.. Rules().Where(r => !shown.Contains($" {r.Code}: ", StringComparison.Ordinal)).Select(r => $"{r.Code} {r.Meaning}")];

        Assert.That(Rules().Count(), Is.GreaterThan(40));
        Assert.That(unshown, Is.Empty);
    }

    [Test]
    public void Every_diagnostic_code_is_given_once() =>
        Assert.That(Rules().Select(r => r.Code), Is.Unique);

    [Test]
    public void Every_golden_file_belongs_to_a_schema()
    {
        string[] orphans = [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, Folder), "*.*")
            .Where(f => Path.GetExtension(f) is ".out" or ".err" && !File.Exists(Path.ChangeExtension(f, ".json")))
            .Select(f => Path.GetFileName(f)!)];

        Assert.That(orphans, Is.Empty);
    }
}
