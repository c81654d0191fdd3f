using System.Text.Json;

using Harness.Cli;

namespace Harness.Unit.Schema.Hx;

/// <summary>The command line over documents: what is printed, and exit codes.</summary>
public sealed class SpecCheckCommandTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("spec-check-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Nothing_wrong_is_exit_0()
    {
        (int exit, string output, string _) = await Run("spec", "check", Fixture("clean.hx"));

        Assert.That((exit, output), Is.EqualTo((0, "nothing wrong found\n")));
    }

    [Test]
    public async Task Something_wrong_is_exit_1_with_the_line_and_a_caret()
    {
        (int exit, string output, string _) = await Run("spec", "check", Fixture("chapters.hx"));

        Assert.That(exit, Is.EqualTo(1));
        Assert.That(output, Does.Contain("chapters.hx:20:1: warning HX0214:").And.Contain(" 20 | lamp-on\n    | ^^^^^^^\n"));
        Assert.That(output, Does.EndWith("2 warnings, 1 note\n"));
    }

    [Test]
    public async Task Severity_leaves_out_what_is_less()
    {
        (int exit, string output, string _) = await Run("spec", "check", Fixture("chapters.hx"), "--severity", "error");

        Assert.That((exit, output), Is.EqualTo((0, "nothing wrong found\n")));
    }

    [Test]
    public async Task Source_that_is_not_there_is_exit_2()
    {
        (int exit, string _, string error) = await Run("spec", "check", "no/such.hx");

        Assert.That((exit, error), Is.EqualTo((2, "qmp-harness: can't read 'no/such.hx'\n")));
    }

    [Test]
    public async Task Json_has_the_contracted_members()
    {
        (int exit, string output, string _) = await Run("spec", "check", Fixture("chapters.hx"), "--format", "json");
        JsonElement first = JsonElement.Parse(output)[0];

        Assert.That(exit, Is.EqualTo(1));
        Assert.That(first.EnumerateObject().Select(p => p.Name), Is.EqualTo(new[] { "code", "severity", "file", "line", "column", "command", "message" }));
        Assert.That((first.GetProperty("line").GetInt32(), first.GetProperty("command").GetString()), Is.EqualTo((6, "query-lamps")));
    }

    [Test]
    public async Task Sarif_names_rules_places_and_suppressions()
    {
        string suppressions = File("s.txt", "HX0215 lamp-on everybody knows\n");
        (int exit, string output, string _) = await Run("spec", "check", Fixture("chapters.hx"), "--format", "sarif", "--suppress", suppressions);
        JsonElement run = JsonElement.Parse(output).GetProperty("runs")[0];
        List<JsonElement> results = [.. run.GetProperty("results").EnumerateArray()];
        JsonElement rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules");

        Assert.That(exit, Is.EqualTo(1));
        Assert.That(JsonElement.Parse(output).GetProperty("version").GetString(), Is.EqualTo("2.1.0"));
        Assert.That(results, Has.Count.EqualTo(3));
        Assert.That(results.Select(r => rules[r.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString()), Is.EqualTo(results.Select(r => r.GetProperty("ruleId").GetString())));
        Assert.That(results[0].GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("region").GetProperty("startLine").GetInt32(), Is.EqualTo(6));
        Assert.That(results[2].GetProperty("suppressions")[0].GetProperty("justification").GetString(), Is.EqualTo("everybody knows"));
    }

    [Test]
    public async Task Suppressions_take_findings_out_and_are_reported_when_they_find_none()
    {
        string all = File("all.txt", "HX0214 * chapters are historical\nHX0215 lamp-on everybody knows\n");
        string more = File("more.txt", "HX0203 lamp-on there is none\n");

        Assert.That(await Run("spec", "check", Fixture("chapters.hx"), "--suppress", all), Is.EqualTo((0, "nothing wrong found (3 suppressed)\n", "")));
        (int exit, string output, string _) = await Run("spec", "check", Fixture("chapters.hx"), "--suppress", all, "--suppress", more);
        Assert.That(exit, Is.EqualTo(1));
        Assert.That(output, Does.Contain("more.txt:1:1: warning SUP0101:").And.EndWith("1 warning (3 suppressed)\n"));
    }

    [TestCase("HX0214 lamp-on\n", "SUP0102")]
    [TestCase("HX0299 lamp-on why\n", "SUP0103")]
    public async Task Damaged_suppressions_are_exit_2(string text, string code)
    {
        (int exit, string _, string error) = await Run("spec", "check", Fixture("chapters.hx"), "--suppress", File("s.txt", text));

        Assert.That(exit, Is.EqualTo(2));
        Assert.That(error, Does.Contain(code));
    }

    [Test]
    public async Task Rules_are_listed_without_a_source()
    {
        (int exit, string output, string _) = await Run("spec", "check", "--rules");

        Assert.That(exit, Is.Zero);
        Assert.That(output, Does.Match("\nHX0203 +note +an underline is not as long as its title\n"));
    }

    [Test]
    public async Task Import_writes_a_schema_that_lists_the_same_commands()
    {
        string target = Path.Combine(_folder, "out");
        (int exit, string output, string _) = await Run("spec", "import", Fixture("clean.hx"), "-o", target);
        (int _, string read, string _) = await Run("spec", "list", Fixture("clean.hx"), "--format", "json");
        (int _, string written, string _) = await Run("spec", "list", target, "--format", "json");

        Assert.That(exit, Is.Zero);
        Assert.That(output, Does.StartWith("9 commands and "));
        Assert.That(Names(written), Is.EqualTo(Names(read)));
    }

    [Test]
    public async Task Import_writes_over_nothing_unless_forced()
    {
        string kept = File("kept.txt", "mine");
        (int exit, string _, string error) = await Run("spec", "import", Fixture("clean.hx"), "-o", _folder);

        Assert.That(exit, Is.EqualTo(2));
        Assert.That(error, Does.Contain("is not empty; --force"));
        Assert.That(Directory.GetFiles(_folder), Is.EqualTo(new[] { kept }));

        (int forced, string _, string _) = await Run("spec", "import", Fixture("clean.hx"), "-o", _folder, "--force");
        Assert.That(forced, Is.Zero);
        Assert.That(System.IO.File.ReadAllText(kept), Is.EqualTo("mine"));
    }

    [Test]
    public async Task Import_of_a_damaged_table_says_what_is_damaged()
    {
        (int exit, string output, string _) = await Run("spec", "import", Fixture("frame-entries.hx"), "-o", Path.Combine(_folder, "out"));

        Assert.That(exit, Is.EqualTo(1));
        Assert.That(output, Does.Contain("HX0107"));
    }

    private static IEnumerable<string> Names(string json) =>
        JsonElement.Parse(json).EnumerateArray().Select(c => $"{c.GetProperty("name")} {c.GetProperty("returns")} {c.GetProperty("examples")} {string.Join(',', c.GetProperty("arguments").EnumerateArray())}").Order(StringComparer.Ordinal);

    private static string Fixture(string name) => Path.Combine(Repository.Root, "fixtures", "hx", name);

    private string File(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    private static async Task<(int Exit, string Output, string Error)> Run(params string[] arguments)
    {
        using StringWriter output = new() { NewLine = "\n" };
        using StringWriter error = new() { NewLine = "\n" };
        int exit = await CommandLine.RunAsync(arguments, output, error);
        return (exit, output.ToString(), error.ToString());
    }
}
