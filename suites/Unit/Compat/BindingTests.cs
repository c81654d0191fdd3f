using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.Json;

using Json.Schema;

namespace Harness.Unit.Compat;

/// <summary>JsonSchema.Net against the stand-ins: every member that it was compiled against is there, and it judges right with them.</summary>
public sealed class BindingTests
{
    private static readonly Assembly Validator = typeof(JsonSchema).Assembly;

    [Test]
    public void Every_member_that_the_validator_was_compiled_against_is_there()
    {
        List<string> missing = [];
        int found = 0;
        using PEReader file = new(File.OpenRead(Validator.Location));
        MetadataReader metadata = file.GetMetadataReader();
        foreach (MemberReferenceHandle handle in metadata.MemberReferences)
        {
            MemberReference member = metadata.GetMemberReference(handle);
            if (member.Parent.Kind != HandleKind.TypeReference || !IsStandIn(metadata, (TypeReferenceHandle)member.Parent))
            {
                continue;
            }

            try
            {
                Assert.That(Validator.ManifestModule.ResolveMember(MetadataTokens.GetToken(handle), [typeof(object)], [typeof(object)]), Is.Not.Null);
                found++;
            }
            catch (MissingMemberException e)
            {
                missing.Add(e.Message);
            }
        }

        Assert.That(missing, Is.Empty);
        Assert.That(found, Is.GreaterThan(20), "the references were looked at");
    }

    [TestCase("""{"type": "integer", "maximum": 18446744073709551615}""", "18446744073709551615", "18446744073709551616")]
    [TestCase("""{"const": {"a": [1, 2]}}""", """{"a": [1.0, 2]}""", """{"a": [2, 1]}""")]
    [TestCase("""{"enum": ["a", 9007199254740993]}""", "9007199254740993", "9007199254740992")]
    [TestCase("""{"uniqueItems": true}""", """[1, "1", true, {"a": 1}]""", """[{"a": 1, "b": 2}, {"b": 2, "a": 1}]""")]
    [TestCase("""{"$defs": {"a/b": {"type": "string"}}, "$ref": "#/$defs/a~1b"}""", "\"x\"", "7")]
    [TestCase("""{"$defs": {"é %": {"type": "string"}}, "$ref": "#/$defs/%C3%A9%20%25"}""", "\"x\"", "7")]
    [TestCase("""{"properties": {"next": {"$ref": "#"}}, "additionalProperties": false}""", """{"next": {"next": {}}}""", """{"next": {"next": {"other": 1}}}""")]
    [TestCase("""{"$defs": {"s": {"$anchor": "text", "type": "string"}}, "$ref": "#text"}""", "\"x\"", "7")]
    [TestCase("""{"allOf": [{"properties": {"a": true}}], "unevaluatedProperties": false}""", """{"a": 1}""", """{"a": 1, "b": 2}""")]
    [TestCase("""{"if": {"properties": {"t": {"const": "x"}}}, "then": {"required": ["u"]}}""", """{"t": "x", "u": 1}""", """{"t": "x"}""")]
    [TestCase("""{"prefixItems": [{"type": "string"}], "unevaluatedItems": false}""", """["a"]""", """["a", "b"]""")]
    [TestCase("""{"$dynamicAnchor": "n", "properties": {"c": {"$dynamicRef": "#n"}}, "unevaluatedProperties": false}""", """{"c": {"c": {}}}""", """{"c": {"d": 1}}""")]
    public void The_validator_judges_right(string schema, string valid, string invalid)
    {
        JsonSchema judge = JsonSchema.FromText(schema, new BuildOptions { SchemaRegistry = new SchemaRegistry(), Dialect = Dialect.Draft202012 });

        Assert.That(Evaluate(judge, valid).IsValid, Is.True);
        Assert.That(Evaluate(judge, invalid).IsValid, Is.False);
    }

    [Test]
    public void Serialised_results_say_where_and_why()
    {
        JsonSchema judge = JsonSchema.FromText(
            """{"properties": {"a/b": {"properties": {"c": {"type": "string"}}}}}""",
            new BuildOptions { SchemaRegistry = new SchemaRegistry(), Dialect = Dialect.Draft202012 });

        JsonElement results = JsonSerializer.SerializeToElement(Evaluate(judge, """{"a/b": {"c": 7}}"""));
        JsonElement fault = results.GetProperty("details").EnumerateArray().Single(d => d.TryGetProperty("errors", out JsonElement errors) && errors.TryGetProperty("type", out _));

        Assert.That(fault.GetProperty("instanceLocation").GetString(), Is.EqualTo("/a~1b/c"));
        Assert.That(fault.GetProperty("evaluationPath").GetString(), Is.EqualTo("/properties/a~1b/properties/c"));
        Assert.That(fault.GetProperty("errors").GetProperty("type").GetString(), Does.Contain("string"));
    }

    private static EvaluationResults Evaluate(JsonSchema schema, string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return schema.Evaluate(document.RootElement, new EvaluationOptions { OutputFormat = Json.Schema.OutputFormat.List });
    }

    private static bool IsStandIn(MetadataReader metadata, TypeReferenceHandle handle)
    {
        EntityHandle scope = metadata.GetTypeReference(handle).ResolutionScope;
        return scope.Kind == HandleKind.AssemblyReference
            && metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)scope).Name) is "Json.More" or "JsonPointer.Net";
    }
}
