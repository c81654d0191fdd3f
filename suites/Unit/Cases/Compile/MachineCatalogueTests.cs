using Harness.Cases.Compile;
using Harness.Cases.Run;
using Harness.Schema.Source;

namespace Harness.Unit.Cases.Compile;

public sealed class MachineCatalogueTests
{
    [Test]
    public void A_machine_is_found_by_case_and_by_name()
    {
        MachineCatalogue machines = Read(("m/cdrom.json", """{ "description": "a drive", "for": ["example/eject/1"], "qemu": ["-drive", "if=ide,media=cdrom"], "state": { "block": [] } }"""));

        MachineReference found = machines.Of("example/eject/1")!;
        Assert.That((found.Name, found.Path), Is.EqualTo(("cdrom", "m/cdrom.json")));
        Assert.That(found.QemuArguments, Is.EqualTo(["-drive", "if=ide,media=cdrom"]));
        Assert.That(machines.Named("cdrom"), Is.SameAs(found));
        Assert.That(machines.Of("example/eject/2"), Is.Null);
        Assert.That(machines.Named("default"), Is.SameAs(MachineReference.Default));
        Assert.That(machines.Named("other"), Is.Null);
    }

    [Test]
    public void A_machine_without_a_command_line_has_none() => Assert.That(Read(("a.json", "{}")).Named("a")!.QemuArguments, Is.Null);

    [TestCase("{", "a.json:1:2: error MACH0102: this is not JSON: Expected depth to be zero at the end of the JSON payload")]
    [TestCase("[]", "a.json:1:1: error MACH0102: a machine is a JSON object")]
    [TestCase("", "a.json:1:1: error MACH0102: this is not JSON: The input does not contain any JSON tokens")]
    [TestCase("{ \"for\": \"example/eject/1\" }", "a.json:1:10: error MACH0103: 'for' is an array of strings")]
    [TestCase("{ \"é\": 1,\n  \"qemu\": [\"-S\", 7] }", "a.json:2:18: error MACH0103: 'qemu' is an array of strings")]
    [TestCase("{ \"description\": [[1]] }", "a.json:1:18: error MACH0103: 'description' is a string")]
    [TestCase("{ \"for\": [\"\\ud800\"] }", "a.json:1:1: error MACH0102: this is not JSON: an escape is not a valid Unicode character")]
    public void What_is_wrong_is_told_with_its_place(string text, string diagnostic) =>
        Assert.That(MachineCatalogue.Read([new SourceText("a.json", text)]).Diagnostics.Select(d => d.ToString()), Does.Contain(diagnostic).And.Exactly(1).Items);

    [Test]
    public void Wrong_members_do_not_lose_the_right_ones() =>
        Assert.That(MachineCatalogue.Read([new SourceText("a.json", """{ "qemu": [[7]], "for": [null, "example/x/1"] }""")]).Machines.Of("example/x/1"), Is.Not.Null);

    [Test]
    public void The_name_of_the_built_in_machine_is_taken() =>
        Assert.That(MachineCatalogue.Read([new SourceText("m/default.json", "{}")]).Diagnostics.Single().Code, Is.EqualTo("MACH0104"));

    [Test]
    public void A_case_has_one_machine()
    {
        (MachineCatalogue machines, IReadOnlyList<Diagnostic> diagnostics) = MachineCatalogue.Read(
            [new SourceText("a.json", """{ "for": ["example/x/1"] }"""), new SourceText("b.json", """{ "for": ["example/x/1"] }""")]);

        Assert.That(machines.Of("example/x/1")!.Name, Is.EqualTo("a"));
        Assert.That(diagnostics.Single().ToString(), Is.EqualTo("b.json:1:11: error MACH0105: case 'example/x/1' has a machine already; this one is not used for it"));
        Assert.That(diagnostics.Single().Related?.File, Is.EqualTo("a.json"));
    }

    [Test]
    public void A_machine_for_a_case_that_does_not_exist_is_reported() =>
        Assert.That(
            Read(("a.json", """{ "for": ["example/x/1", "example/x/2"] }""")).CheckCases(id => id.EndsWith('1')).Select(d => d.ToString()),
            Is.EqualTo(["a.json:1:26: warning MACH0106: there is no case 'example/x/2'"]));

    [Test]
    public void A_folder_is_read_in_the_order_of_names()
    {
        string folder = Directory.CreateTempSubdirectory("machines").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "b.json"), "{}");
            File.WriteAllText(Path.Combine(folder, "a.json"), "{}");
            File.WriteAllText(Path.Combine(folder, "README.md"), "not a machine");

            Assert.That(MachineCatalogue.Load(folder).Machines.All.Select(m => m.Name), Is.EqualTo(["a", "b"]));
            Assert.That(MachineCatalogue.Load(Path.Combine(folder, "none")).Machines.All, Is.Empty);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static MachineCatalogue Read(params (string Path, string Text)[] files)
    {
        (MachineCatalogue machines, IReadOnlyList<Diagnostic> diagnostics) = MachineCatalogue.Read(files.Select(f => new SourceText(f.Path, f.Text)));
        Assert.That(diagnostics, Is.Empty);
        return machines;
    }
}
