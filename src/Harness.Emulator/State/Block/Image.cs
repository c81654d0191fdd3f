namespace Harness.Emulator.State.Block;

/// <summary>
/// What the metadata of an image file says. It belongs to the file: all nodes that are open on the file see the same.
/// Member <c>image</c> of a file: <c>{ "format", "virtual-size", "cluster-size", "backing", "backing-format", "encrypted",
/// "password", "dirty", "compressed", "corrupt", "compat", "snapshots": [ … ], "data": [ { "offset", "bytes" } … ] }</c>. A file without it
/// holds raw data. Without <c>data</c> the image holds as much, from the start of the disk, as its file has room for behind the metadata.
/// </summary>
internal sealed class Image(ImageFormat format, long virtualSize)
{
    /// <summary>Clusters that the metadata of an empty image take.</summary>
    public const long MetadataClusters = 3;

    private readonly List<InternalSnapshot> _snapshots = [];
    private Extents _data = Extents.None;

    public ImageFormat Format { get; } = format;

    /// <summary>Capacity in bytes.</summary>
    public long VirtualSize { get; set; } = virtualSize;

    /// <summary>In bytes; null for a format without clusters.</summary>
    public long? ClusterSize { get; init; } = format.ClusterSize;

    /// <summary>Name of the backing file as the metadata state it; null for none.</summary>
    public string? BackingFile { get; set; }

    public string? BackingFormat { get; set; }

    public bool IsEncrypted { get; init; }

    /// <summary>The password, for an image that can tell a wrong one; null for one that takes any.</summary>
    public string? Password { get; init; }

    public bool IsDirty { get; init; }

    public bool IsCompressed { get; init; }

    public bool IsCorrupt { get; set; }

    /// <summary>Compatibility level of a qcow2 image.</summary>
    public string Compatibility { get; init; } = "1.1";

    /// <summary>What of the disk is in this image, and not only in one below. A format without clusters has all in it.</summary>
    public Extents Data => ClusterSize is null ? Extents.Of(0, VirtualSize) : _data;

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<InternalSnapshot> Snapshots => _snapshots;

    /// <param name="fileSize">What a raw image is as large as.</param>
    public static Image Read(MachineSection section, long fileSize)
    {
        ImageFormat format = ImageFormat.Find(section.String("format", "raw")) ?? throw section.Wrong("format", "a format that the server knows");
        Image image = new(format, section.Int("virtual-size", fileSize, 0))
        {
            ClusterSize = section.Has("cluster-size") ? section.Int("cluster-size", 0, 512) : format.ClusterSize,
            BackingFile = section.OptionalString("backing"),
            BackingFormat = section.OptionalString("backing-format"),
            IsEncrypted = section.Bool("encrypted", false),
            Password = section.OptionalString("password"),
            IsDirty = section.Bool("dirty", false),
            IsCompressed = section.Bool("compressed", false),
            IsCorrupt = section.Bool("corrupt", false),
            Compatibility = section.String("compat", "1.1"),
        };
        image._snapshots.AddRange(section.Objects("snapshots").Select(InternalSnapshot.Read));
        image._data = section.Has("data")
            ? section.Objects("data").Select(ReadExtent).Aggregate(Extents.None, (all, one) => all.Union(one))
            : Extents.Of(0, Math.Clamp(fileSize - (MetadataClusters * image.ClusterSize ?? 0), 0, image.VirtualSize));
        return image;
    }

    /// <summary>The first snapshot that has both; null stands for any.</summary>
    public InternalSnapshot? FindSnapshot(string? id, string? name) =>
        _snapshots.Find(s => (id is null || s.Id == id) && (name is null || s.Name == name));

    /// <summary>Takes data into the image, in whole clusters.</summary>
    public void Allocate(Extents written) => _data = _data.Union(written.RoundOut(ClusterSize ?? 1, VirtualSize));

    public void Add(InternalSnapshot snapshot) => _snapshots.Add(snapshot);

    public void Remove(InternalSnapshot snapshot) => _snapshots.Remove(snapshot);

    /// <summary>The identifier that the next snapshot gets: one more than the highest number.</summary>
    public string NextSnapshotId()
    {
        long highest = _snapshots.Max(s => long.TryParse(s.Id, System.Globalization.CultureInfo.InvariantCulture, out long id) ? (long?)id : null) ?? 0;
        return (highest + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private static Extents ReadExtent(MachineSection section)
    {
        long offset = section.Int("offset", 0, 0, 1L << 60);
        return Extents.Of(offset, offset + section.Int("bytes", 65536, 1, 1L << 60));
    }
}
