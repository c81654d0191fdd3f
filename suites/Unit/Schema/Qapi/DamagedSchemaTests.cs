using Harness.Schema;
using Harness.Schema.Model;
using Harness.Schema.Source;

namespace Harness.Unit.Schema.Qapi;

/// <summary>Whatever a schema file holds, it compiles to something or to diagnostics; it never throws and never hangs.</summary>
public sealed class DamagedSchemaTests
{
    private const string Three = """
        { 'struct': 'First', 'data': { 'a': 'int' } }
        { 'struct': 'Second', 'data': { 'b': 'First' } }
        { 'command': 'third', 'data': 'Second' }

        """;

    [TestCaseSource(typeof(GoldenSchemaTests), nameof(GoldenSchemaTests.Names))]
    public void A_file_cut_or_changed_anywhere_is_read_to_its_end(string name)
    {
        string text = File.ReadAllText(Path.Combine(Repository.Root, "fixtures/qapi", $"{name}.json"));
        int step = Math.Max(1, text.Length / 60);
        for (int at = 0; at < text.Length; at += step)
        {
            foreach (string damaged in new[] { text[..at], text.Remove(at, 1), text.Insert(at, "'"), text.Insert(at, "{"), text.Insert(at, "]"), text.Insert(at, "\n##\n") })
            {
                LoadResult result = Compile(damaged);

                Assert.That(result.Schema is not null || result.HasErrors, damaged);
                Assert.That(result.Diagnostics.Select(d => d.Span.Line), Is.All.GreaterThan(0));
            }
        }
    }

    [Test]
    public void Damage_in_one_definition_leaves_the_others()
    {
        string[] lines = Three.Split('\n');
        for (int at = 0; at < lines[1].Length; at++)
        {
            lines[1] = Three.Split('\n')[1].Remove(at, 1);
            LoadResult result = Compile(string.Join('\n', lines));

            Assert.That(result.Schema!.Type("First"), Is.Not.Null, lines[1]);
            Assert.That(result.Schema!.Command("third"), Is.Not.Null, lines[1]);
        }
    }

    [Test]
    public void A_missing_file_gives_no_schema_and_says_so()
    {
        LoadResult result = SchemaSources.Load("nowhere.json", new OneFile(""));

        Assert.That(result.Schema, Is.Null);
        Assert.That(result.Diagnostics.Single().ToString(), Does.Contain("can't read schema file 'nowhere.json'"));
    }

    [Test]
    public void Equal_sources_have_equal_digests_and_others_have_others()
    {
        string digest = Compile(Three).Schema!.Digest;

        Assert.That(Compile(Three).Schema!.Digest, Is.EqualTo(digest));
        Assert.That(Compile(Three + " ").Schema!.Digest, Is.Not.EqualTo(digest));
        Assert.That(digest, Does.Match("^sha256:[0-9a-f]{64}$"));
    }

    [Test]
    public void A_type_may_hold_itself_through_members()
    {
        SchemaType type = Compile("{ 'struct': 'Node', 'data': { '*next': 'Node' } }").Schema!.Type("Node")!;

        Assert.That(((ObjectType)type).Members[0].Type, Is.SameAs(type));
    }

    private static LoadResult Compile(string text) => SchemaSources.Load("schema.json", new OneFile(text));

    private sealed class OneFile(string text) : ISourceFiles
    {
        public string? Read(string path) => path == "schema.json" ? text : null;

        public bool DirectoryExists(string path) => false;
    }
}
