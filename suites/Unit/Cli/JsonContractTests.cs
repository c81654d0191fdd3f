using System.Text.Json;

using Harness.Cli;

namespace Harness.Unit.Cli;

/// <summary>What <c>--format json</c> prints is read by other tools: its members, their order and their types stay.</summary>
public sealed class JsonContractTests
{
    private static readonly string Spec = Path.Combine(Repository.Root, "spec", "qmp-2.3");

    [TestCase("spec list spec/qmp-2.3", "name:String arguments:Array returns:String? examples:Number safety:String source:Object")]
    [TestCase("list cases", "id:String kind:String command:String? level:String kills:Array")]
    [TestCase("list mutants", "id:String description:String")]
    [TestCase("list commands", "name:String fidelity:String safety:String")]
    public async Task Items_have_the_documented_members(string arguments, string members)
    {
        string[] expected = members.Split(' ');
        foreach (JsonElement item in (await Json(arguments)).EnumerateArray())
        {
            JsonProperty[] found = [.. item.EnumerateObject()];
            Assert.That(found.Select(p => p.Name), Is.EqualTo(expected.Select(e => e.Split(':')[0])).Or.SupersetOf(expected.Select(e => e.Split(':')[0])));
            foreach (string member in expected)
            {
                string[] pair = member.TrimEnd('?').Split(':');
                JsonValueKind kind = item.GetProperty(pair[0]).ValueKind;
                Assert.That(kind.ToString(), Is.EqualTo(pair[1]).Or.EqualTo(member.EndsWith('?') ? "Null" : pair[1]), $"{pair[0]} of {item}");
            }
        }
    }

    [Test]
    public async Task The_spec_has_117_commands_with_their_arguments_and_places()
    {
        JsonElement[] commands = [.. (await Json("spec list spec/qmp-2.3")).EnumerateArray()];

        Assert.That(commands, Has.Length.EqualTo(117));
        Assert.That(commands.Select(c => c.GetProperty("name").GetString()), Is.Unique);
        JsonElement eject = commands.Single(c => c.GetProperty("name").GetString() == "eject");
        Assert.That(
            eject.GetProperty("arguments").EnumerateArray().Select(a => $"{a.GetProperty("name")}:{a.GetProperty("type")}:{a.GetProperty("optional")}"),
            Is.EquivalentTo(["device:str:False", "force:bool:True"]));
        Assert.That(commands.Select(c => c.GetProperty("source").GetProperty("line").GetInt32()), Has.All.Positive);
        Assert.That(commands.Select(c => c.GetProperty("source").GetProperty("file").GetString()), Has.All.StartWith(Spec).And.All.EndsWith(".json"));
    }

    [Test]
    public async Task A_run_writes_start_cases_and_end()
    {
        string report = Path.Combine(Directory.CreateTempSubdirectory("report").FullName, "results.ndjson");
        using StringWriter output = new();
        Assert.That(await CommandLine.RunAsync(["run", "-q", "--run", "surface/s*", "--report", $"ndjson:{report}"], output, output), Is.Zero, output.ToString());
        JsonElement[] lines = [.. File.ReadLines(report).Select(l => JsonElement.Parse(l))];
        Directory.Delete(Path.GetDirectoryName(report)!, recursive: true);

        Assert.That(lines[0].GetProperty("event").GetString(), Is.EqualTo("start"));
        Assert.That(lines[1..^1].Select(l => l.GetProperty("event").GetString()), Has.All.EqualTo("case").And.Not.Empty);
        Assert.That(lines[1..^1].Select(l => l.GetProperty("verdict").GetString()), Has.All.EqualTo("pass"));
        Assert.That(lines[^1].GetProperty("event").GetString(), Is.EqualTo("end"));
        JsonElement counts = lines[^1].GetProperty("counts");
        Assert.That(counts.EnumerateObject().Select(p => p.Name), Is.EquivalentTo(["pass", "fail", "error", "skip", "known"]));
        Assert.That(counts.GetProperty("pass").GetInt32(), Is.EqualTo(lines.Length - 2));
    }

    private static async Task<JsonElement> Json(string arguments)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        Assert.That(await CommandLine.RunAsync([.. arguments.Replace("spec/qmp-2.3", Spec, StringComparison.Ordinal).Split(' '), "--format", "json"], output, error), Is.Zero, error.ToString());
        return JsonElement.Parse(output.ToString());
    }
}
