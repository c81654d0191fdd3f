using System.Globalization;
using System.Text.Json;

using Harness.Emulator.Dispatch;

namespace Harness.Emulator.State.Block;

/// <summary>
/// Opens the nodes that QAPI <c>BlockdevOptions</c> describe. The nodes stand by themselves until the graph takes them, so
/// that what is refused has left nothing behind.
/// </summary>
internal sealed class NodeBuilder(BlockGraph graph, ImageOpener opener)
{
    private const long NullSize = 1L << 30;
    private const long FatDiskSize = 1024L * 16 * 63 * 512;
    private const long FloppySize = 2880L * 512;

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <exception cref="RefusedException">Something cannot be opened, a name is taken, or options exclude one another.</exception>
    public BlockNode Build(Arguments options, bool isTop = true, bool isReadOnly = false)
    {
        if (!isTop && options.Has("id"))
        {
            throw new RefusedException("'id' names a block device and cannot stand below the top level");
        }

        OpenOptions open = Read(options, isReadOnly);
        string driver = options.String("driver");
        return driver switch
        {
            "file" or "host_device" or "host_cdrom" or "host_floppy" or "http" or "https" or "ftp" or "ftps" or "tftp" =>
                opener.OpenProtocol(driver, options.String("filename"), open),
            "null-co" or "null-aio" => Made(driver, $"{driver}://", open, options.Int("size", NullSize)),
            "vvfat" => Fat(options, open),
            "archipelago" => opener.OpenProtocol(driver, $"archipelago:{options.String("volume")}", open),
            "blkdebug" => Over(driver, open, options, "image"),
            "blkverify" => Over(driver, open, options, "test", "raw"),
            "quorum" => Quorum(options, open),
            _ => Image(driver, options, open),
        };
    }

    private static BlockNode Made(string driver, string fileName, OpenOptions open, long size) => size < 0
        ? throw new RefusedException("Parameter 'size' expects a size that is not negative")
        : new BlockNode(driver, fileName)
        {
            Name = open.NodeName,
            Image = new Image(ImageFormat.Raw, size),
            IsReadOnly = open.IsReadOnly,
            DetectZeroes = open.DetectZeroes,
            Cache = open.Cache,
        };

    private static BlockNode Fat(Arguments options, OpenOptions open)
    {
        bool floppy = options.Bool("floppy", false);
        if (options.Int("fat-type", 16) is not (12 or 16 or 32))
        {
            throw new RefusedException("Valid FAT types are only 12, 16 and 32");
        }

        OpenOptions own = open with { IsReadOnly = open.IsReadOnly || !options.Bool("rw", false) };
        return Made("vvfat", $"fat:{options.String("dir")}", own, floppy ? FloppySize : FatDiskSize);
    }

    private BlockNode Image(string driver, Arguments options, OpenOptions open)
    {
        if (driver == "qcow2")
        {
            CheckCaches(options);
        }

        BlockNode data = Child(options, "file", open.IsReadOnly || !ImageOpener.Format(driver).CanWrite);
        BackingChoice? backing = !options.Has("backing") ? null
            : options.Json("backing") is { ValueKind: JsonValueKind.String } name && name.ValueEquals("") ? new BackingChoice(null)
            : new BackingChoice(Child(options, "backing", true));
        return opener.OpenFormat(driver, data, open with { Backing = backing });
    }

    private BlockNode Over(string driver, OpenOptions open, Arguments options, params string[] children)
    {
        BlockNode[] nodes = [.. children.Select(c => Child(options, c, open.IsReadOnly))];
        return Over(driver, $"{driver}:{nodes[0].FileName}", open, nodes);
    }

    private static BlockNode Over(string driver, string fileName, OpenOptions open, BlockNode[] nodes) => new(driver, fileName)
    {
        Name = open.NodeName,
        Image = nodes[0].Image,
        Others = nodes,
        IsReadOnly = open.IsReadOnly,
        DetectZeroes = open.DetectZeroes,
        Cache = open.Cache,
    };

    private BlockNode Quorum(Arguments options, OpenOptions open)
    {
        JsonElement children = options.Json("children");
        int count = children.ValueKind == JsonValueKind.Array ? children.GetArrayLength() : 0;
        long threshold = options.Int("vote-threshold");
        if (count == 0 || threshold < 1 || threshold > count)
        {
            throw new RefusedException("vote-threshold must be from 1 to the number of children");
        }

        if (options.Bool("blkverify", false) && (count != 2 || threshold != 2))
        {
            throw new RefusedException("blkverify=on can only be set if there are exactly two children and vote-threshold is 2");
        }

        BlockNode[] nodes = [.. children.EnumerateArray().Select((child, i) => Reference(child, string.Create(CultureInfo.InvariantCulture, $"children.{i}"), open.IsReadOnly))];
        return Over("quorum", nodes[0].FileName, open, nodes);
    }

    private static void CheckCaches(Arguments options)
    {
        long? both = options.OptionalInt("cache-size");
        long? tables = options.OptionalInt("l2-cache-size");
        long? counts = options.OptionalInt("refcount-cache-size");
        if (both is not null && tables is not null && counts is not null)
        {
            throw new RefusedException("cache-size, l2-cache-size and refcount-cache-size may not be set at the same time");
        }

        if (both is not null && Math.Max(tables ?? 0, counts ?? 0) > both)
        {
            throw new RefusedException("l2-cache-size and refcount-cache-size may not exceed cache-size");
        }
    }

    private OpenOptions Read(Arguments options, bool isReadOnly)
    {
        string? name = options.OptionalString("node-name");
        if (name is not null)
        {
            TakeName(name);
        }

        CacheMode cache = CacheMode.Read(options.OptionalObject("cache"));
        if (options.OptionalString("aio") == "native" && !cache.Direct)
        {
            throw new RefusedException("aio=native was specified, but it requires cache.direct=on, which was not specified.");
        }

        string detect = options.OptionalString("detect-zeroes") ?? "off";
        if (detect == "unmap" && options.OptionalString("discard") != "unmap")
        {
            throw new RefusedException("setting detect-zeroes to unmap is not allowed without setting discard operation to unmap");
        }

        return new OpenOptions { NodeName = name, IsReadOnly = options.Bool("read-only", isReadOnly), DetectZeroes = detect, Cache = cache };
    }

    private void TakeName(string name)
    {
        if (graph.WhyNotNodeName(name) is { } why)
        {
            throw new RefusedException(why);
        }

        if (!_names.Add(name))
        {
            throw new RefusedException($"Duplicate nodes with node-name='{name}'");
        }
    }

    private BlockNode Child(Arguments options, string member, bool isReadOnly) => Reference(options.Json(member), member, isReadOnly);

    private BlockNode Reference(JsonElement child, string member, bool isReadOnly)
    {
        if (child.ValueKind != JsonValueKind.String)
        {
            return Build(new Arguments(child, member), isTop: false, isReadOnly);
        }

        string name = child.GetString()!;
        return name.Length == 0 ? throw new RefusedException($"A block device must be specified for \"{member}\"") : graph.Lookup(name, name);
    }
}
