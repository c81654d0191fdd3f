using Harness.Emulator.Output;

namespace Harness.Emulator.State.Block;

/// <summary>Writes QAPI <c>BlockInfo</c>, <c>BlockDeviceInfo</c> and <c>ImageInfo</c>.</summary>
internal static class BlockInfoWriter
{
    public static void Write(DataWriter data, BlockDevice device)
    {
        data.OptionalString("io-status", device.ShowsIoStatus ? device.IoStatus : null);
        data.String("device", device.Name);
        data.Bool("locked", device.IsLocked);
        data.Bool("removable", device.IsRemovable);
        data.OptionalBool("tray_open", device.IsRemovable ? device.IsTrayOpen : null);
        if (device.Medium is { } medium)
        {
            data.BeginObject("inserted");
            Write(data, medium, device.Limits);
            data.EndObject();
        }

        WriteBitmaps(data, device);
        data.String("type", "unknown");
    }

    public static void Write(DataWriter data, BlockNode node, IoLimits limits)
    {
        data.String("file", node.FileName);
        data.OptionalString("node-name", node.Name);
        data.Bool("ro", node.IsReadOnly);
        data.String("drv", node.Driver);
        data.OptionalString("backing_file", BackingFileOf(node));
        data.Int("backing_file_depth", node.Depth);
        data.Bool("encrypted", node.Image.IsEncrypted);
        data.Bool("encryption_key_missing", node.NeedsPassword);
        data.String("detect_zeroes", node.DetectZeroes);
        limits.Write(data);
        data.BeginObject("image");
        WriteImage(data, node);
        data.EndObject();
        data.BeginObject("cache");
        data.Bool("writeback", node.Cache.Writeback);
        data.Bool("direct", node.Cache.Direct);
        data.Bool("no-flush", node.Cache.NoFlush);
        data.EndObject();
        data.Int("write_threshold", node.WriteThreshold);
    }

    /// <summary>As the image states it; the one in use where the image states none.</summary>
    private static string? BackingFileOf(BlockNode node) => node.Image.BackingFile ?? node.Backing?.FileName;

    private static void WriteBitmaps(DataWriter data, BlockDevice device)
    {
        DirtyBitmap[] bitmaps = device.Job?.Bitmap is { } ofJob ? [ofJob, .. device.DirtyBitmaps] : [.. device.DirtyBitmaps];
        if (bitmaps.Length == 0)
        {
            return;
        }

        data.BeginArray("dirty-bitmaps");
        foreach (DirtyBitmap bitmap in bitmaps)
        {
            data.BeginObject();
            data.Int("count", bitmap.Count);
            data.Int("granularity", bitmap.Granularity);
            data.EndObject();
        }

        data.EndArray();
    }

    private static void WriteImage(DataWriter data, BlockNode node)
    {
        data.String("filename", node.FileName);
        data.String("format", node.Driver);
        data.Int("virtual-size", node.Image.VirtualSize);
        if (node.Protocol is not null)
        {
            WriteMetadata(data, node.Image);
        }

        if (BackingFileOf(node) is { } backing)
        {
            data.String("backing-filename", backing);
            string whole = ImageOpener.Resolve(node.FileName, backing);
            data.OptionalString("full-backing-filename", whole == backing ? null : whole);
            data.OptionalString("backing-filename-format", node.Image.BackingFormat);
        }

        if (node.Backing is { } below)
        {
            data.BeginObject("backing-image");
            WriteImage(data, below);
            data.EndObject();
        }
    }

    private static void WriteMetadata(DataWriter data, Image image)
    {
        data.OptionalBool("dirty-flag", image.IsDirty ? true : null);
        data.OptionalInt("cluster-size", image.ClusterSize);
        data.OptionalBool("encrypted", image.IsEncrypted ? true : null);
        data.OptionalBool("compressed", image.IsCompressed ? true : null);
        if (image.Snapshots.Count > 0)
        {
            data.BeginArray("snapshots");
            foreach (InternalSnapshot snapshot in image.Snapshots)
            {
                data.BeginObject();
                snapshot.Write(data);
                data.EndObject();
            }

            data.EndArray();
        }

        if (image.Format.Name == "qcow2")
        {
            WriteQcow2(data, image);
        }
    }

    private static void WriteQcow2(DataWriter data, Image image)
    {
        bool isOld = image.Compatibility == "0.10";
        data.BeginObject("format-specific");
        data.String("type", "qcow2");
        data.BeginObject("data");
        data.String("compat", image.Compatibility);
        data.OptionalBool("lazy-refcounts", isOld ? null : false);
        data.OptionalBool("corrupt", isOld ? null : image.IsCorrupt);
        data.Int("refcount-bits", 16);
        data.EndObject();
        data.EndObject();
    }
}
