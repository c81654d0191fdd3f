using Harness.Emulator;
using Harness.Schema;
using Harness.Schema.Model;

namespace Harness.Unit.Emulator.Block;

/// <summary>What block jobs leave behind when they are refused, cancelled or surprised.</summary>
public sealed class BlockJobTests
{
    private static readonly QmpSchema Schema = SchemaSources.Load(Path.Combine(Repository.Root, "spec", "qmp-2.3")).Schema!;

    [TestCase("""{"execute": "drive-mirror", "arguments": {"device": "d", "target": "new", "sync": "full", "granularity": 5}}""")]
    [TestCase("""{"execute": "drive-mirror", "arguments": {"device": "d", "target": "new", "sync": "full", "buf-size": -1}}""")]
    [TestCase("""{"execute": "drive-mirror", "arguments": {"device": "d", "target": "new", "sync": "full", "replaces": "n"}}""")]
    [TestCase("""{"execute": "drive-backup", "arguments": {"device": "d", "target": "new", "sync": "full", "speed": -1}}""")]
    [TestCase("""{"execute": "drive-backup", "arguments": {"device": "d", "target": "new", "sync": "none", "format": "raw"}}""")]
    [TestCase("""{"execute": "transaction", "arguments": {"actions": [{"type": "drive-backup", "data": {"device": "d", "target": "new", "sync": "full"}}, {"type": "abort", "data": {}}]}}""")]
    public void What_is_refused_leaves_neither_file_nor_job(string request)
    {
        string played = Play(request, Query, """{"execute": "drive-backup", "arguments": {"device": "d", "target": "new", "sync": "full", "mode": "existing"}}""");

        Assert.That(played, Does.Contain("\"return\": []").And.Contain("No such file"));
    }

    [Test]
    public void The_image_of_a_running_job_is_nobody_elses_target()
    {
        string played = Play(
            """{"execute": "drive-backup", "arguments": {"device": "d", "target": "new", "sync": "none"}}""",
            """{"execute": "drive-backup", "arguments": {"device": "e", "target": "new", "sync": "full"}}""",
            """{"execute": "drive-backup", "arguments": {"device": "e", "target": "a", "sync": "full"}}""");

        Assert.That(played.Split("Failed to get"), Has.Length.EqualTo(3));
    }

    [Test]
    public void A_small_buffer_makes_a_mirror_slow()
    {
        const string request = """{"execute": "drive-mirror", "arguments": {"device": "e", "target": "new", "sync": "full", "granularity": 512, "buf-size": 512}}""";

        Assert.That(Play(request, Query), Does.Contain("\"offset\": 0, \"speed\": 0").And.Contain("\"ready\": false"));
        Assert.That(Play(request, "advance 1s", Query), Does.Contain("\"offset\": 512000, "));
    }

    [Test]
    public void A_job_that_needs_years_can_be_looked_at_and_cancelled()
    {
        string played = Play(
            """{"execute": "drive-backup", "arguments": {"device": "e", "target": "new", "sync": "full", "speed": 1}}""",
            """{"execute": "block-job-set-speed", "arguments": {"device": "e", "speed": 9223372036854775807}}""",
            """{"execute": "block-job-set-speed", "arguments": {"device": "e", "speed": 1}}""",
            "advance 3600s",
            Query,
            """{"execute": "block-job-cancel", "arguments": {"device": "e"}}""",
            Query);

        Assert.That(played, Does.Contain("\"offset\": 0, \"speed\": 1").And.Contain("BLOCK_JOB_CANCELLED").And.Contain("\"return\": []"));
    }

    [Test]
    public void What_the_guest_writes_needs_no_streaming()
    {
        string played = Play(
            """{"execute": "block-stream", "arguments": {"device": "top", "speed": 65536}}""",
            "advance 7s",
            Query,
            "advance 1s");

        Assert.That(played, Does.Contain("\"offset\": 0, ").And.Contain("BLOCK_JOB_COMPLETED"), "65536 bytes a second are half of the disk in eight seconds");
    }

    [Test]
    public void How_often_a_job_is_looked_at_changes_nothing_of_it()
    {
        const string start = """{"execute": "block-stream", "arguments": {"device": "top", "speed": 100003}}""";
        string[] looks = [.. Enumerable.Repeat(new[] { "advance 0.1s", Query }, 60).SelectMany(pair => pair)];

        string[] once = Events(Play(start, "advance 6s"));

        Assert.That(once, Has.Length.EqualTo(1).And.All.Contain("BLOCK_JOB_COMPLETED"));
        Assert.That(Events(Play([start, .. looks])), Is.EqualTo(once), "the time included");
    }

    [Test]
    public void A_device_that_is_taken_away_ends_its_job()
    {
        Harness.Emulator.Emulator emulator = Make();
        string played = Conversation.Play(emulator, Script("""{"execute": "drive-backup", "arguments": {"device": "d", "target": "new", "sync": "none"}}"""));
        emulator.Act(machine => machine.Block.Remove(machine.Block.Device("d")));

        Assert.That(played, Does.Not.Contain("error"));
        emulator.Act(machine => Assert.That(machine.Jobs.All, Is.Empty));
        emulator.Act(machine => Assert.That(machine.Block.Nodes.Select(n => n.FileName), Has.None.EqualTo("new").And.None.EqualTo("a")));
    }

    private const string Query = """{"execute": "query-block-jobs"}""";

    private static string Play(params string[] requests) => Conversation.Play(Make(), Script(requests));

    private static string[] Events(string played) => [.. played.Split('\n').Where(l => l.Contains("\"event\"", StringComparison.Ordinal))];

    private static string Script(params string[] requests) =>
        string.Join('\n', requests.Select(r => r.StartsWith('{') ? $"-> {r}" : $"-- {r}").Prepend("-> {\"execute\": \"qmp_capabilities\"}"));

    private static Harness.Emulator.Emulator Make()
    {
        MachineDefinition machine = MachineDefinition.Parse("""
            {"state": {
              "files": [{"name": "a", "image": {"format": "qcow2", "virtual-size": 1048576}}, {"name": "b", "size": 1048576},
                        {"name": "low", "image": {"format": "qcow2", "virtual-size": 1048576, "data": [{"offset": 0, "bytes": 1048576}]}},
                        {"name": "high", "image": {"format": "qcow2", "virtual-size": 1048576, "backing": "low"}}],
              "block": {
                "devices": [{"name": "d", "options": {"driver": "qcow2", "node-name": "n", "file": {"driver": "file", "filename": "a"}}},
                            {"name": "e", "options": {"driver": "raw", "file": {"driver": "file", "filename": "b"}}},
                            {"name": "top", "options": {"driver": "qcow2", "file": {"driver": "file", "filename": "high"}}}],
                "guest": [{"after": 2000, "device": "top", "does": "write", "offset": 524288, "bytes": 524288}]}}}
            """, "m.json");
        return new Harness.Emulator.Emulator(Schema, new EmulatorOptions { Machine = machine });
    }
}
