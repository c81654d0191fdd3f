using Harness.Schema.Model;

namespace Harness.Unit.Schema.Hx;

/// <summary>What a document says becomes the model that every source of schemas has.</summary>
public sealed class HxModelTests
{
    private static readonly QmpSchema Schema = Documents.Read(new RepositoryFiles().Read("fixtures/hx/clean.hx")!).Schema;

    [TestCase("valve-open", "valve: str, percent?: int, force?: bool")]
    [TestCase("valve-add", "type: str, id: str, …")]
    [TestCase("log-write", "text: str, level?: LogWriteLevel, lines?: int, at?: number")]
    [TestCase("batch", "steps: ['BatchSteps']")]
    [TestCase("heater-off", "")]
    [TestCase("query-sensors", "bed: int")]
    public void Arguments_come_from_the_table_and_their_values_from_the_text(string command, string arguments)
    {
        ObjectType type = Schema.Command(command)!.Arguments;
        IEnumerable<string> members = type.Members.Select(m => $"{m.Name}{(m.Optional ? "?" : "")}: {m.Type}");

        Assert.That(string.Join(", ", type.IsOpen ? members.Append("…") : members), Is.EqualTo(arguments));
    }

    [Test]
    public void Possible_values_become_an_enumeration() =>
        Assert.That(((EnumType)Schema.Type("LogWriteLevel")!).Values.Select(v => v.Name), Is.EqualTo(new[] { "info", "warning", "error" }));

    [Test]
    public void Forms_that_a_neighbour_selects_become_a_union()
    {
        ObjectType step = (ObjectType)Schema.Type("BatchSteps")!;
        Branch wait = step.Variants!.For("wait")!;

        Assert.That(step.Variants.Tag.Name, Is.EqualTo("type"));
        Assert.That(step.Variants.Branches.Select(b => b.TagValue), Is.EqualTo(new[] { "open", "wait" }));
        Assert.That(((ObjectType)wait.Type.Members.Single().Type).Members.Select(m => m.Name), Is.EqualTo(new[] { "seconds" }));
    }

    [Test]
    public void Nested_bullets_become_nested_types()
    {
        ObjectType valve = (ObjectType)((ArrayType)Schema.Command("query-valves")!.Returns!).Element;
        ObjectType motor = (ObjectType)valve.Members.Single(m => m.Name == "motor").Type;
        ObjectType limits = (ObjectType)motor.Members.Single(m => m.Name == "limits").Type;
        ObjectType pipe = (ObjectType)((ArrayType)valve.Members.Single(m => m.Name == "pipes").Type).Element;

        Assert.That(valve.Members.Select(m => m.Name), Is.EqualTo(new[] { "id", "kind", "open", "percent", "motor", "pipes" }));
        Assert.That(motor.Members.Select(m => m.Name), Is.EqualTo(new[] { "volts", "limits", "wear" }));
        Assert.That(limits.Members.Select(m => m.Name), Is.EqualTo(new[] { "low", "high" }));
        Assert.That(pipe.Members.Select(m => (m.Name, m.Optional)), Is.EqualTo(new[] { ("length", false), ("diameter", true) }));
        Assert.That(motor.Members.Single(m => m.Name == "wear").Type.Name, Is.EqualTo("['int']"));
    }

    [Test]
    public void Condition_of_the_table_is_kept() =>
        Assert.That(Schema.Command("heater-off")!.Definition.If, Is.EqualTo(new Condition.Symbol("CONFIG_HEATER")));

    [Test]
    public void Examples_are_kept_with_their_titles_and_lines()
    {
        IReadOnlyList<Example> examples = Schema.Command("query-state")!.Examples;

        Assert.That(examples.Select(e => (e.Index, e.Title)), Is.EqualTo(new[] { (1, "Before the first job"), (2, "In the middle of a job"), (3, "When it fails") }));
        Assert.That(examples[1].Lines.Select(l => l.FromClient), Is.EqualTo(new[] { true, false }));
        Assert.That(examples[1].Lines[1].EndLine - examples[1].Lines[1].Span.Line, Is.EqualTo(1));
    }

    [Test]
    public void Notes_and_descriptions_are_kept()
    {
        Documentation documentation = Schema.Command("valve-open")!.Definition.Documentation;

        Assert.That(documentation.Body, Is.EqualTo("Open a valve."));
        Assert.That(documentation.Text(SectionKind.Note), Does.StartWith("The \"force\" argument"));
        Assert.That(documentation.Sections.Where(s => s.Kind == SectionKind.Member).Select(s => s.Name), Is.EqualTo(new[] { "valve", "percent", "force" }));
    }

    [Test]
    public void Repaired_message_is_json_although_its_text_is_not()
    {
        string text = Documents.OneCommand("", "Turn on.\nArguments: None.\nExample:\n-> { \"execute\": \"lamp-on\" }\n<- { \"return\": {}, }");
        ExampleLine reply = Documents.Read(text).Schema.Commands[0].Examples[0].Lines[1];

        Assert.That(reply.Json, Is.EqualTo("{\"return\": {}}"));
        Assert.That(reply.Text, Is.EqualTo("{ \"return\": {}, }"));
    }

    [Test]
    public void Return_type_of_a_silent_text_is_what_the_examples_show_and_promises_nothing()
    {
        string text = Documents.OneCommand("", "Turn on.\nArguments: None.\nExample:\n-> { \"execute\": \"lamp-on\" }\n<- { \"return\": [ { \"a\": 1, \"b\": [ \"x\" ] }, { \"a\": 2.5 } ] }");
        ArrayType returns = (ArrayType)Documents.Read(text).Schema.Commands[0].Returns!;

        Assert.That(((ObjectType)returns.Element).Members.Select(m => $"{m.Name}{(m.Optional ? "?" : "")}: {m.Type}"), Is.EqualTo(new[] { "a?: number", "b?: ['str']" }));
    }

    [Test]
    public void Command_without_documentation_may_return_anything() =>
        Assert.That(Documents.Read("{ .name = \"x\", .args_type = \"a:q\", },").Schema.Commands[0].Returns?.Name, Is.EqualTo("any"));

    [Test]
    public void Equal_documents_have_equal_digests()
    {
        string text = Documents.OneCommand("", "Turn on.");
        string digest = Documents.Read(text).Schema.Digest;

        Assert.That(Documents.Read(text).Schema.Digest, Is.EqualTo(digest));
        Assert.That(Documents.Read(text + "\n").Schema.Digest, Is.Not.EqualTo(digest));
    }
}
