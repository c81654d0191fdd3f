using System.Text.Json;

using Harness.Emulator.Dispatch;
using Harness.Schema;
using Harness.Schema.Model;
using Harness.Schema.Validation;

namespace Harness.Unit.Emulator;

/// <summary>A reply made from the schema is valid, whatever the schema.</summary>
public sealed class SchemaReplyTests
{
    private static readonly QmpSchema Shapes = TestSchema.Compile("""
        { 'enum': 'Kind', 'data': [ 'loop', 'leaf', 'bare' ] }
        { 'struct': 'Leaf', 'data': { 'value': 'int', '*note': 'str' } }
        { 'struct': 'Loop', 'data': { 'next': 'Tree' } }
        { 'union': 'Tree', 'base': { 'kind': 'Kind', 'name': 'str' }, 'discriminator': 'kind', 'data': { 'loop': 'Loop', 'leaf': 'Leaf' } }
        { 'alternate': 'TreeRef', 'data': { 'definition': 'Ring', 'reference': 'str' } }
        { 'struct': 'Ring', 'data': { 'next': 'TreeRef', 'children': [ 'Ring' ], '*parent': 'Ring' } }
        { 'struct': 'Base', 'data': { 'id': 'uint8' } }
        { 'struct': 'Derived', 'base': 'Base', 'data': { 'list': [ 'Leaf' ], 'flag': 'bool', 'real': 'number', 'any': 'any', 'nothing': 'null' } }
        { 'command': 'x-tree', 'returns': 'Tree' }
        { 'command': 'x-ring', 'returns': 'Ring' }
        { 'command': 'x-derived', 'returns': [ 'Derived' ] }
        { 'command': 'x-none' }
        """);

    [TestCase("x-tree", """{"kind": "leaf", "name": "", "value": 0}""")]
    [TestCase("x-ring", """{"next": "", "children": []}""")]
    [TestCase("x-derived", """[{"id": 0, "list": [{"value": 0}], "flag": false, "real": 0, "any": {}, "nothing": null}]""")]
    [TestCase("x-none", "{}")]
    public void Is_made_from_the_type_alone(string command, string expected) =>
        Assert.That(System.Text.Encoding.UTF8.GetString(SchemaReply.For(Shapes.Command(command)!.Returns)), Is.EqualTo(expected));

    [TestCaseSource(nameof(Schemas))]
    public void Fits_the_documented_type_of_every_command(QmpSchema schema)
    {
        ValueChecker checker = new(Openness.Closed);

        Assert.That(schema.Commands, Is.Not.Empty);
        Assert.Multiple(() =>
        {
            foreach (Command command in schema.Commands.Where(c => c.Returns is not null))
            {
                byte[] reply = SchemaReply.For(command.Returns);
                Assert.That(checker.All(JsonElement.Parse(reply), command.Returns!), Is.Empty, () => $"{command.Name}: {System.Text.Encoding.UTF8.GetString(reply)}");
            }
        });
    }

    [Test]
    public void A_type_that_contains_itself_without_end_still_gives_json()
    {
        QmpSchema endless = TestSchema.Compile("{ 'struct': 'Endless', 'data': { 'next': 'Endless' } } { 'command': 'x-endless', 'returns': 'Endless' }");

        Assert.That(System.Text.Encoding.UTF8.GetString(SchemaReply.For(endless.Command("x-endless")!.Returns)), Is.EqualTo("{}"));
    }

    private static IEnumerable<TestCaseData> Schemas()
    {
        yield return new TestCaseData(Shapes).SetArgDisplayNames("shapes");
        yield return new TestCaseData(TestSchema.Documented).SetArgDisplayNames("documented");
        yield return new TestCaseData(TestSchema.Later).SetArgDisplayNames("later");
        string spec = Path.Combine(Repository.Root, "spec", "qmp-2.3");
        if (SchemaSources.Load(spec) is { Schema: { } compiled })
        {
            yield return new TestCaseData(compiled).SetArgDisplayNames("spec/qmp-2.3");
        }
    }
}
