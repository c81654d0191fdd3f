namespace Harness.Emulator.State.Qom;

/// <summary>
/// The tree of all objects: the board at <c>/machine</c>, devices with an ID at <c>/machine/peripheral</c>, those without at
/// <c>/machine/peripheral-anon</c>, objects of clients at <c>/objects</c>.
/// </summary>
internal sealed class QomTree
{
    public QomTree()
    {
        Objects = Root.Add("objects", Make("container"));
        QomObject machine = Root.Add("machine", Make("pc-i440fx-2.3-machine"));
        Peripheral = machine.Add("peripheral", Make("container"));
        Anonymous = machine.Add("peripheral-anon", Make("container"));
        Unattached = machine.Add("unattached", Make("container"));
        PciBus = machine.Add("i440fx", Make("i440FX-pcihost")).Add("pci.0", Make("PCI"));
        IsaBus = Unattached.Add("isa.0", Make("ISA"));
    }

    public QomObject Root { get; } = Make("container");

    public QomObject Objects { get; }

    public QomObject Peripheral { get; }

    public QomObject Anonymous { get; }

    public QomObject Unattached { get; }

    public QomObject PciBus { get; }

    public QomObject IsaBus { get; }

    /// <summary>Finds an object by an absolute path, or by a partial one that fits in one place only.</summary>
    public QomObject? Find(string path, out bool ambiguous)
    {
        ambiguous = false;
        string[] parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (path.StartsWith('/'))
        {
            return Descend(Root, parts);
        }

        QomObject[] found = [.. Root.Walk().Select(start => Descend(start, parts)).OfType<QomObject>().Distinct().Take(2)];
        ambiguous = found.Length > 1;
        return found is [QomObject only] ? only : null;
    }

    /// <summary>The object of a class that a link may name, by path or ID.</summary>
    public QomObject? FindLinked(string idOrPath) => Objects.Child(idOrPath) ?? Find(idOrPath, out _);

    /// <summary>Whether a link of any object leads to this one.</summary>
    public bool IsUsed(QomObject target) => Root.Walk().Any(o => o.Links.ContainsValue(target));

    private static QomObject? Descend(QomObject start, string[] parts)
    {
        QomObject? at = start;
        foreach (string part in parts)
        {
            at = at?.Follow(part);
        }

        return at;
    }

    private static QomObject Make(string type) => new(ObjectTypes.Find(type)!);
}
