namespace Harness.Emulator.State.Qom;

/// <summary>A class of objects.</summary>
/// <param name="Parent">Name of the class that it derives from; null for the root.</param>
internal sealed record ObjectType(string Name, string? Parent)
{
    public bool IsAbstract { get; init; }

    /// <summary>Names of the interfaces that it implements.</summary>
    public IReadOnlyList<string> Interfaces { get; init; } = [];

    /// <summary>Its own properties, without those of its parent.</summary>
    public IReadOnlyList<ObjectProperty> Properties { get; init; } = [];

    /// <summary>Class of the bus that its devices need; null for none, or for what is no device.</summary>
    public string? Bus { get; init; }

    /// <summary>What its devices are on the PCI bus.</summary>
    public PciIdentity? Pci { get; init; }
}

/// <summary>What a kind of PCI device says of itself.</summary>
internal sealed record PciIdentity(long Class, string? Description, long Vendor, long Device, IReadOnlyList<PciRegion> Regions);

/// <param name="Address">-1 where the guest has not mapped it.</param>
/// <param name="Prefetch">Null for I/O ports, as is <paramref name="Is64Bit"/>.</param>
internal sealed record PciRegion(long Bar, long Size, long Address, bool? Prefetch, bool? Is64Bit)
{
    public static PciRegion Io(long bar, long size) => new(bar, size, -1, null, null);

    public static PciRegion Memory(long bar, long size, bool prefetch = false, bool is64Bit = false) => new(bar, size, -1, prefetch, is64Bit);
}
