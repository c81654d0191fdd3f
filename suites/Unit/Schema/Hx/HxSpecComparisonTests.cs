using Harness.Schema;
using Harness.Schema.Diff;
using Harness.Schema.Hx.Import;
using Harness.Schema.Model;
using Harness.Schema.Source;

namespace Harness.Unit.Schema.Hx;

/// <summary>The executable spec against an import of the document that it was made from.</summary>
public sealed class HxSpecComparisonTests
{
    private const string Listed = $"{Documents.Folder}/import-differences.txt";

    [Test]
    public void Requests_and_replies_agree_but_for_what_is_listed_with_a_reason()
    {
        QmpSchema imported = Compile(QapiImport.Write(Documents.Read(SeedDocument.Text()).Schema));
        QmpSchema spec = SchemaSources.Load(Path.Combine(Repository.Root, "spec", "qmp-2.3")).Schema!;
        string[] found = [.. SchemaDiff.Compare(imported, spec).Where(c => c.Kind != ChangeKinds.EventAdded).Select(c => $"{c.Kind.Code} {c.Subject} {(c.Path.Length == 0 ? "-" : c.Path)}").Distinct()];
        string[][] listed = [.. File.ReadLines(Path.Combine(Repository.Root, Listed)).Where(l => !l.StartsWith('#')).Select(l => l.Split(" | "))];

        Assert.That(imported.Commands.Select(c => c.Name), Is.EquivalentTo(spec.Commands.Select(c => c.Name)));
        Assert.That(listed.Where(l => l is not [_, { Length: > 10 }]), Is.Empty, "a difference without a reason");
        Assert.That(found, Is.EquivalentTo(listed.Select(l => l[0])));
    }

    private static QmpSchema Compile(IReadOnlyList<ImportedFile> files)
    {
        LoadResult result = SchemaSources.Load("out/qapi-schema.json", new Written(files));
        Assert.That(result.Diagnostics.Where(d => d.Severity == Severity.Error), Is.Empty);
        return result.Schema!;
    }

    private sealed class Written(IReadOnlyList<ImportedFile> files) : ISourceFiles
    {
        public string? Read(string path) => files.FirstOrDefault(f => $"out/{f.Name}" == path)?.Text;

        public bool DirectoryExists(string path) => path == "out";
    }
}
