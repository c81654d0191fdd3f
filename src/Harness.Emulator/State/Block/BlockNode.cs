using Harness.Emulator.Events;

namespace Harness.Emulator.State.Block;

/// <summary>An open image, or what it stands on: a node of the block graph.</summary>
internal sealed class BlockNode(string driver, string fileName)
{
    private readonly List<BlockNode> _others = [];

    /// <summary>Null for a node without a name.</summary>
    public string? Name { get; init; }

    public string Driver { get; } = driver;

    /// <summary>Name of the image file, as it was given.</summary>
    public string FileName { get; } = fileName;

    /// <summary>The image that it is open on; a protocol has one of its own, as large as its file.</summary>
    public required Image Image { get; init; }

    /// <summary>The protocol below, which holds the data; null for a protocol itself.</summary>
    public BlockNode? Protocol { get; init; }

    public BlockNode? Backing { get; set; }

    /// <summary>Other nodes that it stands on: of quorum, blkdebug and blkverify.</summary>
    public IReadOnlyList<BlockNode> Others
    {
        get => _others;
        init => _others = [.. value];
    }

    public bool IsReadOnly { get; set; }

    public string DetectZeroes { get; init; } = "off";

    public CacheMode Cache { get; init; } = CacheMode.Default;

    /// <summary>Whether the image is encrypted and no password was given for it.</summary>
    public bool NeedsPassword { get; set; }

    /// <summary>The offset in bytes at which a write emits BLOCK_WRITE_THRESHOLD; 0 for none.</summary>
    public long WriteThreshold { get; set; }

    public BlockCounters Counters { get; set; } = new();

    /// <summary>How many backing files are below.</summary>
    public int Depth => Backing is null ? 0 : Backing.Depth + 1;

    /// <summary>Whether its image can become another size: the format can, and so can the file that holds the data.</summary>
    public bool CanResize => Image.Format.CanResize && (Protocol ?? this).Driver == "file";

    /// <summary>All nodes that it stands on directly.</summary>
    public IEnumerable<BlockNode> Children => new[] { Protocol, Backing }.OfType<BlockNode>().Concat(_others);

    /// <summary>Itself and the backing nodes below, top first.</summary>
    public IEnumerable<BlockNode> Chain
    {
        get
        {
            for (BlockNode? node = this; node is not null; node = node.Backing)
            {
                yield return node;
            }
        }
    }

    /// <summary>Itself and all nodes below, a node before those that it stands on.</summary>
    public IEnumerable<BlockNode> Subtree => Children.SelectMany(c => c.Subtree).Prepend(this);

    /// <summary>Gives the disk another size, and a raw image's file too.</summary>
    public void Resize(long size, FileStore files)
    {
        Image.VirtualSize = size;
        if (Image.Format == ImageFormat.Raw)
        {
            BlockNode data = Protocol ?? this;
            data.Image.VirtualSize = size;
            files.Resize(data.FileName, size);
        }
    }

    /// <summary>Counts a write, here and in the protocol below, and tells of thresholds that it reached: each once.</summary>
    /// <param name="nanoseconds">What it took.</param>
    public void Wrote(long offset, long bytes, long nanoseconds, EventSender events)
    {
        Counters.CountWrite(offset, bytes, nanoseconds);
        long beyond = offset + bytes - WriteThreshold;
        if (WriteThreshold > 0 && beyond > 0 && Name is { } name)
        {
            long threshold = WriteThreshold;
            WriteThreshold = 0;
            events.Emit("BLOCK_WRITE_THRESHOLD", data =>
            {
                data.String("node-name", name);
                data.Int("amount-exceeded", beyond);
                data.Int("write-threshold", threshold);
            });
        }

        Protocol?.Wrote(offset, bytes, nanoseconds, events);
    }

    /// <summary>Puts another node where a child is.</summary>
    public void Replace(BlockNode child, BlockNode by)
    {
        if (Backing == child)
        {
            Backing = by;
        }

        int index = _others.IndexOf(child);
        if (index >= 0)
        {
            _others[index] = by;
        }
    }
}
