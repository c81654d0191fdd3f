using System.Text;

using Harness.Schema;
using Harness.Schema.Hx.Import;
using Harness.Schema.Model;
using Harness.Schema.Source;

namespace Harness.Unit.Schema.Hx;

/// <summary>What is written in the QAPI language compiles to what was read.</summary>
public sealed class HxImportTests
{
    private static readonly RepositoryFiles Files = new();

    public static IEnumerable<string> Sources() => Documents.Hx();

    [TestCaseSource(nameof(Sources))]
    public void Import_compiles_to_the_same_schema(string path) => Compare(Documents.Read(Files.Read(path)!).Schema);

    [Test]
    public void Import_of_the_seed_compiles_to_the_same_schema() => Compare(Documents.Read(SeedDocument.Text()).Schema);

    [Test]
    public void Import_of_the_clean_document_has_nothing_wrong()
    {
        QmpSchema schema = Documents.Read(Files.Read("fixtures/hx/clean.hx")!).Schema;

        Assert.That(SchemaSources.Check("out/qapi-schema.json", new Written(QapiImport.Write(schema))).Diagnostics, Is.Empty);
    }

    [Test]
    public void Import_keeps_examples_and_conditions()
    {
        QmpSchema read = Documents.Read(Files.Read("fixtures/hx/clean.hx")!).Schema;
        QmpSchema written = SchemaSources.Load("out/qapi-schema.json", new Written(QapiImport.Write(read))).Schema!;

        Assert.That(written.Commands.Sum(c => c.Examples.Count), Is.EqualTo(read.Commands.Sum(c => c.Examples.Count)));
        Assert.That(written.Command("heater-off")!.Definition.If, Is.EqualTo(read.Command("heater-off")!.Definition.If));
    }

    private static void Compare(QmpSchema read)
    {
        LoadResult result = SchemaSources.Load("out/qapi-schema.json", new Written(QapiImport.Write(read)));

        Assert.That(result.Diagnostics.Where(d => d.Severity == Severity.Error), Is.Empty);
        Assert.That(Outline(result.Schema!), Is.EqualTo(Outline(read)));
    }

    /// <summary>Commands with all that their values may be, in the order of names.</summary>
    private static string Outline(QmpSchema schema)
    {
        StringBuilder text = new();
        foreach (Command command in schema.Commands.OrderBy(c => c.Name, StringComparer.Ordinal))
        {
            text.Append($"{command.Name}({Members(command.Arguments)}{(command.Arguments.IsOpen ? "…" : "")}) -> {command.Returns?.Name}\n");
        }

        foreach (SchemaType type in schema.Types.OrderBy(t => t.Name, StringComparer.Ordinal))
        {
            text.Append(type switch
            {
                EnumType values => $"{type.Name}: {string.Join(" | ", values.Values.Select(v => v.Name))}\n",
                ObjectType members => $"{type.Name}: {Members(members)} {string.Join(", ", members.Variants?.Branches.Select(b => $"{b.TagValue} => {b.Type.Name}") ?? [])}\n",
                _ => $"{type.Name}\n",
            });
        }

        return text.ToString();
    }

    private static string Members(ObjectType type) => string.Join(", ", type.AllMembers.Select(m => $"{m.Name}{(m.Optional ? "?" : "")}: {m.Type.Name}"));

    private sealed class Written(IReadOnlyList<ImportedFile> files) : ISourceFiles
    {
        public string? Read(string path) => files.FirstOrDefault(f => $"out/{f.Name}" == path)?.Text;

        public bool DirectoryExists(string path) => false;
    }
}
