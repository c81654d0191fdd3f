using System.Text.Json;
using System.Text.RegularExpressions;

using Harness.Cli;
using Harness.Schema;
using Harness.Schema.Model;
using Harness.Unit;

using Json.Schema;

namespace Harness.Interop.Schema;

/// <summary>
/// What <c>spec export --json-schema</c> writes, judged by Ajv, by JsonSchema.Net and by our own validator: the three must agree on every message.
/// </summary>
public sealed partial class AjvTests
{
    private const int Seed = 20;

    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("ajv").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [TestCase("spec/qmp-2.3")]
    [TestCase("qapi/qapi-schema.json")]
    public async Task Three_validators_agree_on_documented_and_generated_messages(string source)
    {
        QmpSchema schema = await ExportAsync(source);
        SchemaQuestions questions = new(schema);
        JudgedQuestion[] documented = [.. questions.Documented(), .. questions.DocumentedReplies()];
        JudgedQuestion[] generated = [.. questions.Generated(Seed)];
        JudgedQuestion[] asked = [.. documented.Concat(generated).Where(q => !HasNumberBeyondDouble(q.Question.Message))];

        AjvAnswer ajv = await Ajv.AskAsync(_folder, Every(schema).Concat(asked.Select(q => q.Question)));
        bool[] theirs = [.. ajv.Verdicts.Skip(schema.Commands.Count + schema.Events.Count)];
        bool[] net = JsonSchemaNet(asked);
        string[] apart = [.. asked.Select((q, i) => (q, i)).Where(x => x.q.Own != theirs[x.i] || x.q.Own != net[x.i])
            .Select(x => $"{x.q.About}: own {x.q.Own}, Ajv {theirs[x.i]}, JsonSchema.Net {net[x.i]}: {x.q.Question.Message}")];
        TestContext.Out.WriteLine($"figure: {source}: {asked.Length - apart.Length} of {asked.Length} messages judged alike by Ajv, JsonSchema.Net and our own validator ({documented.Length} documented; {asked.Count(q => q.Own)} fit; {documented.Length + generated.Length - asked.Length} with numbers that JavaScript cannot hold left out)");

        Assert.That(ajv.Broken, Is.Empty, "every document is JSON Schema 2020-12 to Ajv in its strict mode");
        Assert.That(apart, Is.Empty);
        Assert.That(documented, Is.Not.Empty);
        Assert.That(asked.Count(q => q.Own), Is.GreaterThan(1000));
        Assert.That(asked.Count(q => !q.Own), Is.GreaterThan(1000));
    }

    [TestCase("\"additionalProperties\": false", "\"additionalProperties\": \"no\"", Description = "against the meta-schema")]
    [TestCase("\"$ref\": \"#/$defs/arguments\"", "\"$ref\": \"#/$defs/nothing\"", Description = "a reference to nothing")]
    [TestCase("\"additionalProperties\": false", "\"aditionalProperties\": false", Description = "a keyword that there is not")]
    public async Task A_document_that_is_none_is_refused(string right, string wrong)
    {
        await ExportAsync("spec/qmp-2.3");
        await SpoilAsync("commands/eject.json", right, wrong);

        Assert.That((await Ajv.AskAsync(_folder, [new SchemaQuestion("commands/eject.json", "1"), new SchemaQuestion("commands/stop.json", "1")])).Broken, Has.Count.EqualTo(1).And.All.StartWith("commands/eject.json: "));
    }

    [TestCase("\"additionalProperties\": false", "\"additionalProperties\": true")]
    [TestCase("\"type\": \"boolean\"", "\"type\": \"string\"")]
    [TestCase("\"const\": \"eject\"", "\"const\": \"inject\"")]
    public async Task A_document_that_says_something_else_is_judged_otherwise(string right, string wrong)
    {
        QmpSchema schema = await ExportAsync("spec/qmp-2.3");
        JudgedQuestion[] asked = [.. new SchemaQuestions(schema).Generated(Seed).Where(q => q.Question.File == "commands/eject.json")];
        await SpoilAsync("commands/eject.json", right, wrong);
        AjvAnswer ajv = await Ajv.AskAsync(_folder, asked.Select(q => q.Question));
        bool[] net = JsonSchemaNet(asked);

        Assert.That(asked.Where((q, i) => q.Own != ajv.Verdicts[i]), Is.Not.Empty);
        Assert.That(asked.Where((q, i) => q.Own != net[i]), Is.Not.Empty);
    }

    [TestCase("spec/qmp-2.3")]
    [TestCase("qapi/qapi-schema.json")]
    public async Task The_open_rpc_document_fits_the_meta_schema_of_open_rpc(string source)
    {
        await ExportAsync(source);

        Assert.That(await Ajv.OpenRpcProblemsAsync(Path.Combine(_folder, "openrpc.json")), Is.Empty);
        await SpoilAsync("openrpc.json", "\"by-name\"", "\"by-luck\"");
        Assert.That(await Ajv.OpenRpcProblemsAsync(Path.Combine(_folder, "openrpc.json")), Is.Not.Empty);
    }

    private async Task<QmpSchema> ExportAsync(string source)
    {
        string path = source.StartsWith("spec/", StringComparison.Ordinal) ? Path.Combine(Repository.Root, source) : QemuSource.Path(source);
        using StringWriter output = new();
        Assert.That(await CommandLine.RunAsync(["spec", "export", path, "--json-schema", _folder], output, output), Is.Zero, output.ToString());
        return SchemaSources.Load(path).Schema!;
    }

    private async Task SpoilAsync(string file, string right, string wrong)
    {
        string path = Path.Combine(_folder, file);
        string text = await File.ReadAllTextAsync(path);
        Assert.That(text, Does.Contain(right));
        await File.WriteAllTextAsync(path, text.Replace(right, wrong, StringComparison.Ordinal));
    }

    /// <summary>One question about each document, so that each is compiled.</summary>
    private static IEnumerable<SchemaQuestion> Every(QmpSchema schema) =>
        schema.Commands.Select(Harness.Schema.JsonSchema.SchemaDocuments.FileOf).Concat(schema.Events.Select(Harness.Schema.JsonSchema.SchemaDocuments.FileOf)).Select(f => new SchemaQuestion(f, "0"));

    private bool[] JsonSchemaNet(IReadOnlyList<JudgedQuestion> asked)
    {
        Dictionary<string, JsonSchema> built = asked.Select(q => q.Question.File).Distinct().ToDictionary(f => f, f => JsonSchema.Build(
            JsonElement.Parse(File.ReadAllText(Path.Combine(_folder, f))),
            new BuildOptions { SchemaRegistry = new SchemaRegistry(), Dialect = Dialect.Draft202012 }));
        return [.. asked.Select(q => built[q.Question.File].Evaluate(JsonElement.Parse(q.Question.Message)).IsValid)];
    }

    /// <summary>JavaScript has doubles alone: what it cannot hold exactly it cannot judge.</summary>
    private static bool HasNumberBeyondDouble(string message) => LongNumber().IsMatch(message);

    [GeneratedRegex("(?<![\\w\"])-?[0-9]{16,}(?![\\w\"])")]
    private static partial Regex LongNumber();
}
