using System.Text.Json;

using Harness.Cli;

namespace Harness.Unit.Cli;

/// <summary><c>spec export</c>: what it writes, where it refuses to, and its exit codes.</summary>
public sealed class SpecExportTests
{
    private const string Schema = """
        { 'struct': 'Status', 'data': { 'running': 'bool' } }
        { 'command': 'query-status', 'returns': 'Status' }
        { 'command': 'stop' }
        { 'event': 'STOP' }
        """;

    private string _folder = "";

    [SetUp]
    public void MakeFolder()
    {
        _folder = Directory.CreateTempSubdirectory("export").FullName;
        File.WriteAllText(Path.Combine(_folder, "schema.json"), Schema);
    }

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Writes_a_file_for_each_command_and_event_and_an_index()
    {
        (int code, string output, _) = await Export("out");

        Assert.That(code, Is.Zero);
        Assert.That(output, Does.StartWith("wrote 5 files to "));
        string[] files = [.. Directory.EnumerateFiles(Path.Combine(_folder, "out"), "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Path.Combine(_folder, "out"), f)).Order(StringComparer.Ordinal)];
        Assert.That(files, Is.EqualTo(["commands/query-status.json", "commands/stop.json", "events/STOP.json", "index.json", "openrpc.json"]));
        string[] indexed = [.. Index().GetProperty("commands").EnumerateArray().Concat(Index().GetProperty("events").EnumerateArray()).Select(e => e.GetProperty("file").GetString()!)];
        Assert.That(indexed, Is.EqualTo(files[..3]));
    }

    [Test]
    public async Task Refuses_a_folder_that_is_not_empty_unless_forced()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "out"));
        File.WriteAllText(Path.Combine(_folder, "out", "mine.txt"), "mine");

        (int code, _, string error) = await Export("out");
        Assert.That(code, Is.EqualTo(2));
        Assert.That(error, Does.Contain("is not empty").And.Contain("--force"));
        Assert.That(Directory.EnumerateFileSystemEntries(Path.Combine(_folder, "out")).Count(), Is.EqualTo(1), "nothing was written");

        Assert.That((await Export("out", "--force")).Code, Is.Zero);
        Assert.That(File.ReadAllText(Path.Combine(_folder, "out", "mine.txt")), Is.EqualTo("mine"));
    }

    [Test]
    public async Task Writing_again_gives_the_same_bytes()
    {
        await Export("one");
        await Export("two");

        Assert.That(File.ReadAllBytes(Path.Combine(_folder, "two", "commands", "query-status.json")), Is.EqualTo(File.ReadAllBytes(Path.Combine(_folder, "one", "commands", "query-status.json"))));
    }

    [Test]
    public async Task A_folder_that_cannot_be_made_is_a_usage_error()
    {
        (int code, _, string error) = await Export("schema.json/below");

        Assert.That(code, Is.EqualTo(2));
        Assert.That(error, Does.StartWith("qmp-harness: cannot write to "));
    }

    [TestCase("{ 'command': 'x', 'data': 'NoSuch' }", "NoSuch")]
    [TestCase("{ 'struct': ", "")]
    public async Task A_schema_with_errors_is_not_exported(string schema, string mentioned)
    {
        File.WriteAllText(Path.Combine(_folder, "schema.json"), schema);

        (int code, _, string error) = await Export("out");

        Assert.That(code, Is.EqualTo(2));
        Assert.That(error, Does.Contain(mentioned));
        Assert.That(Directory.Exists(Path.Combine(_folder, "out")), Is.False);
    }

    private JsonElement Index() => JsonElement.Parse(File.ReadAllText(Path.Combine(_folder, "out", "index.json")));

    private async Task<(int Code, string Output, string Error)> Export(string folder, params string[] options)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        int code = await CommandLine.RunAsync(["spec", "export", Path.Combine(_folder, "schema.json"), "-o", Path.Combine(_folder, folder), .. options], output, error);
        return (code, output.ToString(), error.ToString());
    }
}
