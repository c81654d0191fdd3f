using System.Text;

using Harness.Emulator;
using Harness.Schema;
using Harness.Schema.Model;

namespace Harness.Unit.Emulator.Block;

/// <summary>What machine files may say of block devices, and requests whose effects lie across commands.</summary>
public sealed class BlockStateTests
{
    private static readonly QmpSchema Schema = SchemaSources.Load(Path.Combine(Repository.Root, "spec", "qmp-2.3")).Schema!;

    [TestCase("""{"block": {"devices": [{"name": "a"}, {"name": "a"}]}}""", "already exists")]
    [TestCase("""{"block": {"devices": [{"name": "a", "options": {"driver": "raw", "file": {"driver": "file", "filename": "none"}}}]}}""", "No such file")]
    [TestCase("""{"block": {"devices": [{"name": "a", "tray-opened": true}]}}""", "'state.block.devices[0].tray-opened' is unknown")]
    [TestCase("""{"block": {"nodes": [{}]}}""", "state.block.nodes[0].options")]
    [TestCase("""{"block": {"devices": [], "guest": [{"device": "a"}]}}""", "state.block.guest[0].device")]
    [TestCase("""{"files": [{"name": "a", "image": {"format": "tar"}}]}""", "state.files[0].image.format")]
    public void A_machine_file_that_says_the_impossible_is_refused_with_the_place(string state, string place) =>
        Assert.That(() => MachineDefinition.Parse($$"""{"state": {{state}}}""", "m.json"), Throws.TypeOf<MachineFormatException>().With.Message.Contains(place));

    [Test]
    public void A_chain_that_comes_back_to_itself_is_refused() => Assert.That(
        () => MachineDefinition.Parse("""
            {"state": {"files": [{"name": "a", "image": {"format": "qcow2", "backing": "b"}}, {"name": "b", "image": {"format": "qcow2", "backing": "a"}}],
             "block": {"devices": [{"name": "d", "options": {"driver": "qcow2", "file": {"driver": "file", "filename": "a"}}}]}}}
            """, "m.json"),
        Throws.TypeOf<MachineFormatException>().With.Message.Contains("longer than"));

    [Test]
    public void A_refused_snapshot_leaves_no_file_behind()
    {
        string played = Play(
            """{"execute": "blockdev-snapshot-sync", "arguments": {"device": "d", "snapshot-file": "http://host/new"}}""",
            """{"execute": "blockdev-add", "arguments": {"options": {"driver": "qcow2", "read-only": true, "file": {"driver": "http", "read-only": true, "filename": "http://host/new"}}}}""");

        Assert.That(played, Does.Contain("cannot write").And.Contain("No such file"));
    }

    [Test]
    public void The_file_of_an_open_image_is_not_wiped()
    {
        string played = Play(
            """{"execute": "blockdev-snapshot-sync", "arguments": {"device": "d", "snapshot-file": "a"}}""",
            """{"execute": "query-block"}""");

        Assert.That(played, Does.Contain("open as an image").And.Contain("\"backing_file_depth\": 0"));
    }

    [Test]
    public void A_backing_image_is_neither_resized_nor_snapshot()
    {
        string played = Play(
            """{"execute": "blockdev-snapshot-sync", "arguments": {"device": "d", "snapshot-file": "top"}}""",
            """{"execute": "block_resize", "arguments": {"node-name": "n", "size": 4096}}""",
            """{"execute": "blockdev-snapshot-sync", "arguments": {"node-name": "n", "snapshot-node-name": "m", "snapshot-file": "side"}}""");

        Assert.That(played.Split("is busy"), Has.Length.EqualTo(3));
    }

    [Test]
    public void An_image_that_one_command_makes_another_can_open()
    {
        string played = Play(
            """{"execute": "blockdev-snapshot-sync", "arguments": {"device": "d", "snapshot-file": "top"}}""",
            """{"execute": "blockdev-add", "arguments": {"options": {"driver": "qcow2", "id": "again", "read-only": true, "file": {"driver": "file", "filename": "top"}}}}""",
            """{"execute": "query-block"}""");

        Assert.That(played, Does.Contain("\"device\": \"again\"").And.Not.Contain("error"));
        Assert.That(played.Split("\"backing_file_depth\": 1"), Has.Length.EqualTo(3));
    }

    private static string Play(params string[] requests)
    {
        MachineDefinition machine = MachineDefinition.Parse("""
            {"state": {"files": [{"name": "a", "image": {"format": "qcow2", "virtual-size": 1048576}}],
             "block": {"devices": [{"name": "d", "options": {"driver": "qcow2", "node-name": "n", "file": {"driver": "file", "filename": "a"}}}]}}}
            """, "m.json");
        StringBuilder script = new("-> {\"execute\": \"qmp_capabilities\"}\n");
        script.AppendJoin('\n', requests.Select(r => $"-> {r}"));
        return Conversation.Play(new Harness.Emulator.Emulator(Schema, new EmulatorOptions { Machine = machine }), script.ToString());
    }
}
