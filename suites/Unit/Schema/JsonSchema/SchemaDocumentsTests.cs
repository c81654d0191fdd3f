using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

using Harness.Schema.JsonSchema;
using Harness.Schema.Model;
using Harness.Schema.Validation;
using Harness.Unit.Schema.Validation;

using Json.Schema;

namespace Harness.Unit.Schema.JsonSchema;

/// <summary>Exported documents: what they say word for word, that they are JSON Schema, and that they judge messages as they should.</summary>
public sealed class SchemaDocumentsTests
{
    private const string Small = """
        ##
        # @Mode:
        #
        # How.
        #
        # @fast: quickly
        #
        # @slow: slowly
        ##
        { 'enum': 'Mode', 'data': [ 'fast', 'slow' ] }
        ##
        # @Job:
        #
        # A job.
        #
        # @mode: how
        #
        # @offset: where
        #
        # @next: what follows
        #
        # Features:
        #
        # @deprecated: member offset is; use another
        ##
        { 'union': 'Job', 'base': { 'mode': 'Mode', '*offset': { 'type': 'uint64', 'features': [ 'deprecated' ] }, '*next': 'Job' }, 'discriminator': 'mode', 'data': { 'fast': 'Fast' } }
        { 'struct': 'Fast', 'data': { 'limit': 'int' } }
        { 'command': 'job-start', 'data': { 'job': 'Job' }, 'returns': ['Job'], 'allow-oob': true }
        """;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const string ClosedJob = """
        {"description":"A job.","type":"object","properties":{"mode":{"$ref":"#/$defs/request.Mode","description":"how"},"offset":{"type":"integer","minimum":0,"maximum":18446744073709551615,"description":"where","deprecated":true},"next":{"$ref":"#/$defs/request.Job","description":"what follows"}},"required":["mode"],"allOf":[{"if":{"properties":{"mode":{"const":"fast"}},"required":["mode"]},"then":{"properties":{"limit":{"type":"integer","minimum":-9223372036854775808,"maximum":9223372036854775807}},"required":["limit"]}}],"unevaluatedProperties":false}
        """;

    [Test]
    public void A_union_in_a_request_is_closed_over_its_branch()
    {
        JsonElement definitions = Command(Small, "job-start").GetProperty("$defs");

        Assert.That(Minified(definitions.GetProperty("request.Job")), Is.EqualTo(ClosedJob.Trim()));
    }

    [Test]
    public void The_same_union_in_a_reply_is_open()
    {
        JsonElement definitions = Command(Small, "job-start").GetProperty("$defs");
        string open = ClosedJob.Trim().Replace("request.", "reply.", StringComparison.Ordinal).Replace(",\"unevaluatedProperties\":false", "", StringComparison.Ordinal);

        Assert.That(Minified(definitions.GetProperty("reply.Job")), Is.EqualTo(open));
        Assert.That(Minified(definitions.GetProperty("success")), Is.EqualTo(
            """{"type":"object","properties":{"return":{"type":"array","items":{"$ref":"#/$defs/reply.Job"}},"id":true},"required":["return"]}"""));
    }

    [Test]
    public void A_request_names_its_command_and_may_come_out_of_band_where_that_is_allowed() =>
        Assert.That(Minified(Command(Small, "job-start").GetProperty("$defs").GetProperty("request")), Is.EqualTo(
            """{"type":"object","properties":{"execute":{"const":"job-start"},"exec-oob":{"const":"job-start"},"arguments":{"$ref":"#/$defs/arguments"},"id":true},"required":["arguments"],"oneOf":[{"required":["execute"]},{"required":["exec-oob"]}],"additionalProperties":false}"""));

    [Test]
    public void Equal_schemas_give_equal_bytes()
    {
        byte[] first = SchemaDocuments.OfCommand(Schemas.Compile(Schemas.Everything).Command("do-it")!);
        byte[] second = SchemaDocuments.OfCommand(Schemas.Compile(Schemas.Everything).Command("do-it")!);

        Assert.That(second, Is.EqualTo(first));
        Assert.That(Encoding.UTF8.GetString(first), Does.EndWith("}\n").And.Not.Contains("\r"));
    }

    [Test]
    public void The_index_says_what_is_where()
    {
        QmpSchema schema = Schemas.Compile(Schemas.Everything);

        Assert.That(Minified(JsonElement.Parse(SchemaDocuments.Index(schema))), Is.EqualTo(
            $$"""
            {"schema":"test.json","digest":"{{schema.Digest}}","commands":[{"name":"do-it","file":"commands/do-it.json"},{"name":"open","file":"commands/open.json"},{"name":"boxed","file":"commands/boxed.json"},{"name":"quiet","file":"commands/quiet.json"}],"events":[{"name":"HAPPENED","file":"events/HAPPENED.json"}]}
            """.Trim()));
    }

    [Test]
    public void The_open_rpc_document_has_a_method_for_a_command_with_references_to_its_schemas() =>
        Assert.That(Minified(JsonElement.Parse(SchemaDocuments.OpenRpc(Schemas.Compile(Small))).GetProperty("methods")), Is.EqualTo(
            """[{"name":"job-start","paramStructure":"by-name","params":[{"name":"job","required":true,"schema":{"$ref":"commands/job-start.json#/$defs/arguments/properties/job"}}],"result":{"name":"return","schema":{"$ref":"commands/job-start.json#/$defs/success/properties/return"}},"x-arguments":{"$ref":"commands/job-start.json#/$defs/arguments"}}]"""));

    [TestCaseSource(typeof(Schemas), nameof(Schemas.AtHand))]
    public void Everything_that_the_open_rpc_document_refers_to_is_there(QmpSchema schema)
    {
        Dictionary<string, JsonElement> documents = schema.Commands.Select(c => (SchemaDocuments.FileOf(c), SchemaDocuments.OfCommand(c)))
            .Concat(schema.Events.Select(e => (SchemaDocuments.FileOf(e), SchemaDocuments.OfEvent(e))))
            .ToDictionary(d => d.Item1, d => JsonElement.Parse(d.Item2));
        JsonElement index = JsonElement.Parse(SchemaDocuments.OpenRpc(schema));
        string[] references = [.. References(index)];

        Assert.That(index.GetProperty("methods").GetArrayLength(), Is.EqualTo(schema.Commands.Count));
        Assert.That(index.GetProperty("x-events").GetArrayLength(), Is.EqualTo(schema.Events.Count));
        Assert.That(references.Where(r => !IsThere(r)), Is.Empty);
        Assert.That(references, Has.Length.GreaterThanOrEqualTo(schema.Commands.Count));

        bool IsThere(string reference)
        {
            string[] parts = reference.Split('#');
            return documents.TryGetValue(parts[0], out JsonElement place)
                && (parts.Length == 1 || parts[1].Split('/').Skip(1).All(word => place.TryGetProperty(word, out place)));
        }
    }

    private static IEnumerable<string> References(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(m => m.Name == "$ref" ? [m.Value.GetString()!] : References(m.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(References),
        _ => [],
    };

    [TestCaseSource(typeof(Schemas), nameof(Schemas.AtHand))]
    public void Every_document_is_a_json_schema(QmpSchema schema)
    {
        IEnumerable<(string Name, byte[] Document)> documents = [.. schema.Commands.Select(c => (c.Name, SchemaDocuments.OfCommand(c))), .. schema.Events.Select(e => (e.Name, SchemaDocuments.OfEvent(e)))];
        string[] broken = [.. documents.Where(d => !MetaSchemas.Draft202012.Evaluate(JsonElement.Parse(d.Document)).IsValid).Select(d => d.Name)];

        Assert.That(broken, Is.Empty);
    }

    [TestCase("do-it", """{"return": []}""", true)]
    [TestCase("do-it", """{"return": [{"kind": "plain", "text": "t", "new": 1}], "id": null, "later": 1}""", true)]
    [TestCase("do-it", """{"return": {}}""", false)]
    [TestCase("do-it", """{"error": {"class": "GenericError", "desc": "no"}}""", true)]
    [TestCase("do-it", """{"error": {"class": "GenericError"}}""", false)]
    [TestCase("do-it", """{"return": [], "error": {"class": "GenericError", "desc": "no"}}""", false)]
    [TestCase("do-it", """{"execute": "do-it"}""", false, Description = "it requires arguments")]
    [TestCase("quiet", """{"execute": "quiet"}""", true)]
    [TestCase("quiet", """{"execute": "quiet", "arguments": {}, "id": {"a": 1}}""", true)]
    [TestCase("quiet", """{"execute": "quiet", "arguments": {"x": 1}}""", false)]
    [TestCase("quiet", """{"execute": "quiet", "control": {}}""", false)]
    [TestCase("quiet", """{"exec-oob": "quiet"}""", false)]
    [TestCase("quiet", """{"execute": "other"}""", false)]
    [TestCase("quiet", """{"return": {}}""", true)]
    [TestCase("quiet", """{"return": null}""", false)]
    [TestCase("open", """{"execute": "open", "arguments": {"id": "a", "anything": []}}""", true)]
    [TestCase("open", """{"execute": "open", "arguments": {"anything": []}}""", false)]
    public void Messages_of_a_command_are_told_from_others(string command, string message, bool fits) =>
        Assert.That(Fits(SchemaDocuments.OfCommand(Schemas.Compile(Schemas.Everything).Command(command)!), message), Is.EqualTo(fits));

    [TestCase("""{"event": "HAPPENED", "timestamp": {"seconds": 1, "microseconds": 2}, "data": {"what": null, "limit": 3}}""", true)]
    [TestCase("""{"event": "HAPPENED", "timestamp": {"seconds": 1, "microseconds": 2}, "data": {"what": null, "limit": 1.5}}""", false)]
    [TestCase("""{"event": "HAPPENED", "timestamp": {"seconds": 1, "microseconds": 2}}""", false)]
    [TestCase("""{"event": "HAPPENED", "timestamp": 1, "data": {"what": "x"}}""", false)]
    [TestCase("""{"event": "OTHER", "timestamp": {"seconds": 1, "microseconds": 2}, "data": {"what": null}}""", false)]
    public void Messages_of_an_event_are_told_from_others(string message, bool fits) =>
        Assert.That(Fits(SchemaDocuments.OfEvent(Schemas.Compile(Schemas.Everything).Event("HAPPENED")!), message), Is.EqualTo(fits));

    [Test]
    public void A_request_fits_its_document_exactly_when_its_arguments_fit_their_type()
    {
        Command command = Schemas.Compile(Schemas.Everything).Command("do-it")!;
        byte[] document = SchemaDocuments.OfCommand(command);
        SeededRandom random = new(5);
        for (int i = 0; i < 20; i++)
        {
            Assert.That(Fits(document, Request(new ValueGenerator(random, Openness.Closed).Value(command.Arguments)!.ToJsonString())), Is.True);
        }

        foreach (Fault fault in new FaultFinder(maxDepth: 3).Find(ValueSample.Of(command.Arguments), command.Arguments))
        {
            Assert.That(Fits(document, Request(fault.Json)), Is.False, fault.Json);
        }
    }

    private static string Request(string arguments) => $$"""{"execute": "do-it", "arguments": {{arguments}}}""";

    private static JsonElement Command(string schema, string command) => JsonElement.Parse(SchemaDocuments.OfCommand(Schemas.Compile(schema).Command(command)!));

    private static string Minified(JsonElement value) => JsonSerializer.Serialize(value, Plain);

    private static bool Fits(byte[] document, string message)
    {
        BuildOptions options = new() { SchemaRegistry = new SchemaRegistry(), Dialect = Dialect.Draft202012 };
        return Json.Schema.JsonSchema.Build(JsonElement.Parse(document), options).Evaluate(JsonElement.Parse(message)).IsValid;
    }
}
