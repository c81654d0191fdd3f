using System.Text.Json;

using Harness.Emulator.Dispatch;

namespace Harness.Emulator.State.Block;

/// <summary>
/// Block devices of a machine file: <c>{ "name", "removable", "tray", "tray-open", "locked", "read-only", "reports-io", "io-status",
/// "rerror", "werror", "limits": { … }, "dirty-bitmaps": [ … ], "options": OPTIONS, "stats": { … }, "protocol-stats": { … } }</c>.
/// </summary>
internal static class BlockDeviceReader
{
    private static readonly string[] _statuses = ["ok", "failed", "nospace"];
    private static readonly string[] _errorActions = ["report", "ignore", "enospc", "stop"];

    /// <summary>The drives of a machine without options.</summary>
    public static IReadOnlyList<BlockDevice> Default() =>
    [
        new BlockDevice("ide1-cd0") { HasTray = true, CanReportIo = true, IsReadOnly = true },
        new BlockDevice("floppy0"),
        new BlockDevice("sd0"),
    ];

    public static BlockDevice Read(BlockGraph graph, MachineSection section)
    {
        string name = section.RequiredString("name");
        if (graph.WhyNotDeviceName(name) is { } why)
        {
            throw section.Wrong("name", $"a name that it can have ({why})");
        }

        BlockDevice device = new(name)
        {
            IsRemovable = section.Bool("removable", false),
            HasTray = section.Bool("tray", false),
            IsTrayOpen = section.Bool("tray-open", false),
            IsLocked = section.Bool("locked", false),
            IsReadOnly = section.Bool("read-only", false),
            CanReportIo = section.Bool("reports-io", false),
            IoStatus = _statuses[section.OneOf("io-status", 0, _statuses)],
            OnReadError = _errorActions[section.OneOf("rerror", 0, _errorActions)],
            OnWriteError = _errorActions[section.OneOf("werror", 2, _errorActions)],
            Limits = IoLimits.Read(section.Object("limits")),
            Medium = Open(graph, section),
        };
        device.DirtyBitmaps.AddRange(section.Objects("dirty-bitmaps").Select(b => new DirtyBitmap(b.Int("count", 0, 0), b.Int("granularity", 65536, 512))));
        return device;
    }

    /// <summary>The node of a section's options, with its counters; null where it has none.</summary>
    public static BlockNode? Open(BlockGraph graph, MachineSection section)
    {
        BlockCounters counters = BlockCounters.Read(section.Object("stats"));
        BlockCounters below = BlockCounters.Read(section.Object("protocol-stats"));
        if (section.Json("options") is not { ValueKind: JsonValueKind.Object } options)
        {
            return null;
        }

        BlockNode node = Build(graph, section, options);
        node.Counters = counters;
        if (node.Protocol is { } protocol)
        {
            protocol.Counters = below;
        }

        return node;
    }

    private static BlockNode Build(BlockGraph graph, MachineSection section, JsonElement options)
    {
        try
        {
            return graph.Build(options);
        }
        catch (RefusedException refused)
        {
            throw section.Wrong("options", $"options of blockdev-add that can be opened ({refused.Message})");
        }
    }
}
