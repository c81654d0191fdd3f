using Harness.Schema.Hx;
using Harness.Schema.Model;
using Harness.Schema.Source;

namespace Harness.Unit.Schema.Hx;

public sealed class HxSeedTests
{
    [Test]
    public void What_is_wrong_in_the_seed_is_the_golden_list()
    {
        IEnumerable<string> lines = Documents.Check(SeedDocument.Text()).Select(d => $"{d.Code} {d.Span.Line} {d.Command ?? "-"}");

        Golden.Verify($"{Documents.Folder}/seed.txt", string.Join('\n', lines));
    }

    [Test]
    public void Table_of_the_seed_has_the_counted_entries_and_arguments()
    {
        HxDocument document = Documents.Read(SeedDocument.Text());
        List<char> codes = [.. document.File.Entries.SelectMany(e => e.Arguments).Select(a => a.Code)];

        Assert.That(document.Schema.Commands, Has.Count.EqualTo(117));
        Assert.That(codes, Has.Count.EqualTo(178));
        Assert.That(document.File.Entries.SelectMany(e => e.Arguments).Count(a => a.Optional), Is.EqualTo(75));
        Assert.That(document.File.Entries.Count(e => e.Arguments.Count == 0), Is.EqualTo(45));
        Assert.That(codes.GroupBy(c => c).OrderBy(g => g.Key).Select(g => $"{g.Key}{g.Count()}"),
            Is.EqualTo(new[] { "-4", "B17", "F3", "M1", "O4", "T1", "b11", "i21", "l16", "o6", "q7", "s87" }));
        Assert.That(document.Frame, Is.Empty);
    }

    [TestCase("query-block", "device, type, removable, locked, tray_open?, inserted?, io-status?")]
    [TestCase("query-block/inserted/image", "filename, format, virtual-size, dirty-flag?, actual-size?, cluster-size?, encrypted?, backing_file?, full-backing-filename?, backing-filename-format?, snapshots?, backing-image?")]
    [TestCase("query-block/inserted/image/backing-image/snapshots", "id, name, vm-state-size, date-sec, date-nsec, vm-clock-sec, vm-clock-nsec")]
    [TestCase("query-blockstats/parent", "device?, stats?, parent?")]
    [TestCase("query-pci/devices", "bus, slot, function, class_info, id, irq?, qdev_id, pci_bridge?, regions")]
    [TestCase("query-pci/devices/pci_bridge", "bus, secondary, subordinate, io_range, memory_range, prefetchable_range, devices?")]
    [TestCase("query-pci/devices/pci_bridge/prefetchable_range", "base, limit")]
    [TestCase("query-pci/devices/pci_bridge/devices", "bus, slot, function, class_info, id, irq?, qdev_id, pci_bridge?, regions")]
    [TestCase("query-vnc/clients", "host, family, service, x509_dname?, sasl_username?")]
    [TestCase("query-migrate/ram", "transferred, remaining, total, duplicate, skipped, normal, normal-bytes, dirty-sync-count")]
    [TestCase("query-cpus", "CPU, current, halted, pc?, nip?, npc?, PC?, thread_id")]
    [TestCase("query-command-line-options/parameters", "name, type, help?, default?")]
    public void Members_are_nested_as_the_text_means_although_indentation_is_lost(string path, string members)
    {
        QmpSchema schema = Documents.Read(SeedDocument.Text()).Schema;
        string[] parts = path.Split('/');
        SchemaType type = schema.Command(parts[0])!.Returns!;
        foreach (string name in parts.Skip(1))
        {
            type = Element(type).Members.Single(m => m.Name == name).Type;
        }

        Assert.That(string.Join(", ", Element(type).Members.Select(m => m.Optional ? $"{m.Name}?" : m.Name)), Is.EqualTo(members));
    }

    [Test]
    public void Seed_cut_off_anywhere_is_read()
    {
        string text = SeedDocument.Text();
        Parallel.For(0, text.Length / 50, i => Documents.Read(text[..(i * 50)]));
    }

    private static ObjectType Element(SchemaType type) => (ObjectType)(type is ArrayType array ? array.Element : type);
}
