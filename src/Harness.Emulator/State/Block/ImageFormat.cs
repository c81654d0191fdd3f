namespace Harness.Emulator.State.Block;

/// <summary>What a driver of an image format can do.</summary>
internal sealed record ImageFormat(string Name)
{
    /// <summary>Whether new images of it can be made.</summary>
    public bool CanCreate { get; init; }

    /// <summary>Whether its images may have a backing file.</summary>
    public bool HasBacking { get; init; }

    /// <summary>Whether its images may contain snapshots.</summary>
    public bool HasSnapshots { get; init; }

    public bool CanResize { get; init; }

    public bool CanWrite { get; init; } = true;

    /// <summary>Default, in bytes; null for none.</summary>
    public long? ClusterSize { get; init; }

    public static ImageFormat Raw { get; } = new("raw") { CanCreate = true, CanResize = true };

    public static IReadOnlyList<ImageFormat> All { get; } =
    [
        Raw,
        new("qcow2") { CanCreate = true, HasBacking = true, HasSnapshots = true, CanResize = true, ClusterSize = 65536 },
        new("qed") { CanCreate = true, HasBacking = true, CanResize = true, ClusterSize = 65536 },
        new("qcow") { CanCreate = true, HasBacking = true, ClusterSize = 4096 },
        new("vmdk") { CanCreate = true, HasBacking = true, ClusterSize = 65536 },
        new("vdi") { CanCreate = true, ClusterSize = 1048576 },
        new("vhdx") { CanCreate = true, ClusterSize = 8388608 },
        new("vpc") { CanCreate = true, ClusterSize = 2097152 },
        new("parallels") { ClusterSize = 32256 },
        new("bochs") { CanWrite = false },
        new("cloop") { CanWrite = false },
        new("dmg") { CanWrite = false },
    ];

    public static ImageFormat? Find(string name) => All.FirstOrDefault(f => f.Name == name);
}
