using System.Reflection;

using Harness.Schema;
using Harness.Schema.Source;

namespace Harness.Unit.Schema;

/// <summary>
/// Golden triples: <c>NAME.json</c> with <c>NAME.out</c>, what it is read as when nothing is an error, and <c>NAME.err</c>, what is
/// wrong in it.
/// </summary>
internal sealed record SchemaGolden(string Folder, string RuleNamespace)
{
    public IEnumerable<string> Names() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, Folder), "*.json").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal);

    public void Verify(string name)
    {
        FolderFiles files = new(Folder);
        LoadResult result = SchemaSources.Load($"{name}.json", files);

        Golden.Verify($"{Folder}/{name}.err", string.Concat(result.Diagnostics.Select(d => SourceExcerpt.Render(d, files) + "\n")));
        Golden.Verify($"{Folder}/{name}.out", result.HasErrors ? "" : SchemaDump.Write(result.Schema!));
    }

    /// <summary>The rules of the front end.</summary>
    public IEnumerable<Rule> Rules() =>
        typeof(SchemaSources).Assembly.GetTypes()
            .Where(t => t.Namespace is { } space && space.StartsWith(RuleNamespace, StringComparison.Ordinal) && t.Name.EndsWith("Rules", StringComparison.Ordinal))
            .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public))
            .Select(f => f.GetValue(null)).OfType<Rule>().OrderBy(r => r.Code, StringComparer.Ordinal);

    /// <summary>The rules that no golden file shows broken.</summary>
    public string[] Unshown()
    {
        string shown = string.Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, Folder), "*.err").Select(File.ReadAllText));
        return [.. Rules().Where(r => !shown.Contains($" {r.Code}: ", StringComparison.Ordinal)).Select(r => $"{r.Code} {r.Meaning}")];
    }

    /// <summary>Golden files whose schema is gone.</summary>
    public string[] Orphans() =>
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, Folder))
            .Where(f => Path.GetExtension(f) is ".out" or ".err" && !File.Exists(Path.ChangeExtension(f, ".json")))
            .Select(f => Path.GetFileName(f)!)];
}
