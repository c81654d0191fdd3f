using System.Text.Json;

using Harness.Cli;
using Harness.Cli.Output;
using Harness.Cli.Verbs;
using Harness.Schema;
using Harness.Schema.Diff;
using Harness.Schema.Model;
using Harness.Schema.Source;

namespace Harness.Unit.Schema.Diff;

/// <summary>What <c>spec diff</c> prints and ends with.</summary>
public sealed class SpecDiffTests
{
    private const Breaks Both = Breaks.Clients | Breaks.Servers;

    private static readonly Dictionary<string, string> Files = new(StringComparer.Ordinal)
    {
        ["old"] = "{ 'command': 'eject', 'data': { 'device': 'str', '*force': 'bool' } }\n{ 'command': 'stop' }\n{ 'event': 'TRAY', 'data': {} }\n",
        ["new"] = "{ 'command': 'eject', 'data': { 'device': 'str', 'force': 'bool' } }\n{ 'event': 'TRAY', 'data': { 'open': 'bool' } }\n{ 'command': 'cont' }\n",
        ["more"] = "{ 'command': 'eject', 'data': { 'device': 'str', '*force': 'bool', '*id': 'str' } }\n{ 'command': 'stop' }\n{ 'event': 'TRAY', 'data': {} }\n",
    };

    [Test]
    public void Changes_are_grouped_by_whom_they_break()
    {
        (int exit, string text) = Diff("old", "new", Both);

        Assert.That(exit, Is.EqualTo(1));
        Assert.That(text, Is.EqualTo("""
            breaks clients
              DIFF0205  eject: arguments.force became mandatory  (old:1:50 → new:1:50)
              DIFF0101  stop is no command any more  (old:2:14)
            breaks servers
              DIFF0304  TRAY: data.open is new and always sent: bool  (old:3:12 → new:2:30)
            compatible
              DIFF0102  cont is a new command  (new:3:14)
            4 changes: 2 break clients, 1 break servers, 1 are compatible

            """));
    }

    [Test]
    public void As_JSON_each_change_has_code_class_place_and_sources()
    {
        (_, string text) = Diff("old", "new", Both, DiffFormat.Json);
        using JsonDocument changes = JsonDocument.Parse(text);
        JsonElement first = changes.RootElement.GetProperty("changes")[0];

        Assert.That(first.GetRawText().Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal), Is.EqualTo(
            """{"code":"DIFF0205","class":"breaks-clients","command":"eject","path":"arguments.force","message":"eject:arguments.forcebecamemandatory","from":null,"to":null,"fromSource":{"file":"old","line":1},"toSource":{"file":"new","line":1},"alsoIn":[]}"""));
        Assert.That(changes.RootElement.GetProperty("changes").EnumerateArray().Select(c => c.GetProperty("class").GetString()), Is.EqualTo(new[] { "breaks-clients", "breaks-clients", "compatible", "breaks-servers" }));
    }

    [TestCase("old", "old", Both, 0)]
    [TestCase("old", "more", Both, 0)]
    [TestCase("old", "new", Breaks.Servers, 1)]
    [TestCase("new", "old", Breaks.Servers, 0)]
    [TestCase("new", "old", Breaks.Clients, 1)]
    public void The_exit_code_says_whether_the_side_concerned_breaks(string from, string to, Breaks concerned, int exit) =>
        Assert.That(Diff(from, to, concerned).Exit, Is.EqualTo(exit));

    [Test]
    public void Equal_schemas_are_said_to_be_equal() => Assert.That(Diff("old", "old", Both).Text, Is.EqualTo("no difference on the wire\n"));

    [Test]
    public void As_Markdown_there_is_a_table_for_each_class()
    {
        (_, string text) = Diff("old", "new", Both, DiffFormat.Markdown);

        Assert.That(text, Does.StartWith("4 changes: 2 break clients, 1 break servers, 1 are compatible\n\n## Breaks clients\n\n| Code | Change | Also in |\n|---|---|---|\n"));
        Assert.That(text, Does.Contain("\n| DIFF0101 | stop is no command any more |  |\n"));
        Assert.That(text.Split('\n').Count(l => l.StartsWith("## ", StringComparison.Ordinal)), Is.EqualTo(3));
    }

    private static (int Exit, string Text) Diff(string from, string to, Breaks concerned, DiffFormat format = DiffFormat.Text)
    {
        StringWriter output = new() { NewLine = "\n" };
        int exit = SpecDiff.Diff(Schema(from), Schema(to), concerned, [], format, output);
        return (exit, output.ToString());
    }

    private static QmpSchema Schema(string name) => SchemaSources.Load(name, new MemoryFiles()).Schema!;

    private sealed class MemoryFiles : ISourceFiles
    {
        public string? Read(string path) => Files.GetValueOrDefault(path);

        public bool DirectoryExists(string path) => false;
    }
}
