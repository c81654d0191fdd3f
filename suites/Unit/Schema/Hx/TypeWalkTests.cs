using System.Text.Json;
using System.Text.Json.Nodes;

using Harness.Schema.Examples;
using Harness.Schema.Examples.Json;
using Harness.Schema.Model;
using Harness.Schema.Source;
using Harness.Schema.Validation;
using Harness.Unit.Schema.Validation;

namespace Harness.Unit.Schema.Hx;

/// <summary>What documentation diagnostics say of a value, the value checker says too: two walks over the same types.</summary>
public sealed class TypeWalkTests
{
    public static IEnumerable<TestCaseData<QmpSchema>> AtHand() => Schemas.AtHand();

    [TestCaseSource(nameof(AtHand))]
    public void Values_of_a_type_are_right(QmpSchema schema)
    {
        foreach (SchemaType type in Schemas.AllTypes(schema))
        {
            string json = SpacedJsonOf(ValueSample.Of(type));

            Assert.That(Findings(json, type), Is.Empty, $"{type.Name}: {json}");
        }
    }

    [TestCaseSource(nameof(AtHand))]
    public void Values_with_one_fault_are_wrong(QmpSchema schema)
    {
        FaultFinder finder = new(maxDepth: 3);
        foreach (SchemaType type in Schemas.AllTypes(schema))
        {
            foreach (Fault fault in finder.Find(ValueSample.Of(type), type))
            {
                bool wrong = new ValueChecker(Openness.Closed).First(JsonElement.Parse(fault.Json), type) is not null;

                Assert.That(Findings(fault.Json, type), wrong ? Is.Not.Empty : Is.Empty, $"{type.Name} {fault.Kind} {string.Join('.', fault.Path)}: {fault.Json}");
            }
        }
    }

    private static List<Diagnostic> Findings(string json, SchemaType type)
    {
        ReadMessage read = RepairingReader.Read(new LineText("f", [new SourceLine(json, 1, 1)], "\n"), lenient: true, null);
        Assert.That(read.Diagnostics, Is.Empty, json);
        List<Diagnostic> found = [];
        new TypeWalk(DocumentedFacts.None, null, found).Walk(read.Value!, type, ExampleRules.Request, "the value");
        return found;
    }

    private static string SpacedJsonOf(JsonNode? node) => node?.ToJsonString() ?? "null";
}
