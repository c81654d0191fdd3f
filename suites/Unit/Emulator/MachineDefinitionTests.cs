using Harness.Emulator;

namespace Harness.Unit.Emulator;

/// <summary>Machine files: what they give, and what a wrong one says.</summary>
public sealed class MachineDefinitionTests
{
    [Test]
    public void A_file_gives_the_machine_its_state_and_says_what_it_is_for()
    {
        MachineDefinition definition = MachineDefinition.Parse(
            """
            {
              "description": "has a name",
              "for": [ "example/query-name/1" ],
              "qemu": [ "-name", "qemu-name" ],
              "state": {
                "identity": { "name": "qemu-name", "uuid": "550e8400-e29b-41d4-a716-446655440000", "version": { "major": 0, "minor": 11, "micro": 5 } },
                "board": { "nmi": false, "kvm": { "present": true, "enabled": false } },
                "run-state": { "status": "internal-error", "singlestep": true }
              }
            }
            """,
            "named.json");
        const string transcript = """
            -> {"execute": "qmp_capabilities"}
            <- {"QMP": {"version": {"qemu": {"micro": 5, "minor": 11, "major": 0}, "package": ""}, "capabilities": ["oob"]}}
            <- {"return": {}}
            -> {"execute": "query-name"}
            <- {"return": {"name": "qemu-name"}}
            -> {"execute": "query-uuid"}
            <- {"return": {"UUID": "550e8400-e29b-41d4-a716-446655440000"}}
            -> {"execute": "query-kvm"}
            <- {"return": {"enabled": false, "present": true}}
            -> {"execute": "inject-nmi"}
            <- {"error": {"class": "GenericError", "desc": "the machine has no way to inject an NMI"}}
            -> {"execute": "query-status"}
            <- {"return": {"status": "internal-error", "singlestep": true, "running": false}}
            -> {"execute": "cont"}
            <- {"error": {"class": "GenericError", "desc": "the machine must be reset before it can run"}}
            """;

        Assert.That(definition.Description, Is.EqualTo("has a name"));
        Assert.That(definition.Cases, Is.EqualTo(new[] { "example/query-name/1" }));
        Assert.That(definition.QemuArguments, Is.EqualTo(new[] { "-name", "qemu-name" }));
        Assert.That(
            Conversation.Play(new Harness.Emulator.Emulator(TestSchema.Documented, new EmulatorOptions { Machine = definition }), transcript),
            Is.EqualTo(transcript.ReplaceLineEndings("\n")));
    }

    [TestCase("{", "m.json:1:2:")]
    [TestCase("[]", "m.json: a machine is a JSON object")]
    [TestCase("""{ "state": {}, "state": {} }""", "m.json: Duplicate property 'state'")]
    [TestCase("""{ "descripton": "" }""", "m.json: 'descripton' is unknown; known here: description, for, qemu, state")]
    [TestCase("""{ "for": "x" }""", "m.json: 'for' must be an array, not \"x\"")]
    [TestCase("""{ "for": [ 1 ] }""", "m.json: 'for[0]' must be a string")]
    [TestCase("""{ "state": [] }""", "m.json: 'state' must be an object")]
    [TestCase("""{ "state": { "runstate": {} } }""", "m.json: 'state.runstate' is unknown; known here: ")]
    [TestCase("""{ "state": { "run-state": { "status": "asleep" } } }""", "m.json: 'state.run-state.status' must be one of debug, inmigrate")]
    [TestCase("""{ "state": { "run-state": { "singlestep": 1 } } }""", "m.json: 'state.run-state.singlestep' must be true or false, not 1")]
    [TestCase("""{ "state": { "identity": { "uuid": "x" } } }""", "m.json: 'state.identity.uuid' must be a UUID of 36 characters, not \"x\"")]
    [TestCase("""{ "state": { "identity": { "version": { "major": -1 } } } }""", "m.json: 'state.identity.version.major' must be an integer from 0 to 2147483647, not -1")]
    public void A_wrong_file_is_refused_with_the_place_and_what_was_expected(string json, string message) =>
        Assert.That(() => MachineDefinition.Parse(json, "m.json"), Throws.InstanceOf<MachineFormatException>().With.Message.StartsWith(message));

    [Test]
    public void All_machines_of_the_project_are_read()
    {
        string folder = Path.Combine(Repository.Root, "fixtures", "machines");
        Assume.That(Directory.Exists(folder), "fixtures/machines is not in this tree");

        Assert.Multiple(() =>
        {
            foreach (string file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
            {
                Assert.That(() => MachineDefinition.Parse(File.ReadAllText(file), Path.GetFileName(file)), Throws.Nothing);
            }
        });
    }
}
