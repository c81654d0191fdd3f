using Harness.Emulator.Commands.Transactions;
using Harness.Emulator.Dispatch;
using Harness.Emulator.State;
using Harness.Emulator.State.Block;
using Harness.Emulator.State.Block.Jobs;

namespace Harness.Emulator.Commands;

/// <summary>Jobs that copy a device elsewhere.</summary>
internal sealed class CopyJobCommands(Machine machine)
{
    [QmpCommand("drive-backup")]
    private Reply BackupToFile(Arguments arguments)
    {
        new DriveBackup(machine, arguments).Do();
        return Reply.Empty;
    }

    [QmpCommand("blockdev-backup")]
    private Reply BackupToDevice(Arguments arguments)
    {
        new BlockdevBackup(machine, arguments).Do();
        return Reply.Empty;
    }

    [QmpCommand("drive-mirror")]
    private Reply Mirror(Arguments arguments)
    {
        BlockDevice device = JobArguments.FreeDevice(machine, arguments.String("device"));
        BlockNode source = BlockGraph.Medium(device);
        MirrorRequest request = MirrorRequest.Read(arguments);
        TargetImage image = new(machine, arguments);
        BlockNode? replaced = request.Replaces is { } name ? machine.Block.FindNode(name) : source;
        if ((request.WhyNot() ?? WhyNotNamed(request, image.NodeName) ?? WhyNotReplaced(request, source, replaced)) is { } why)
        {
            return Reply.Error(why);
        }

        JobSettings settings = JobArguments.Settings("mirror", device, arguments, "on-source-error");
        string sync = request.Sync == "top" && source.Backing is null ? "full" : request.Sync;
        BlockNode? below = sync == "top" ? source.Backing : sync == "none" ? source : null;
        BlockNode target = image.Open(source, below, withBacking: sync == "full");
        new MirrorJob(settings, machine.Jobs.Surroundings, Plan(request, source, target, replaced!, below, First(source, sync))).Start();
        return Reply.Empty;
    }

    private static Extents First(BlockNode source, string sync) => sync switch
    {
        "none" => Extents.None,
        "top" => source.Image.Data,
        _ => source.Chain.Aggregate(Extents.None, (all, node) => all.Union(node.Image.Data)),
    };

    private static bool StandsOn(BlockNode top, BlockNode node) => top == node || top.Others.Any(o => StandsOn(o, node));

    private static string? WhyNotReplaced(MirrorRequest request, BlockNode source, BlockNode? replaced) =>
        replaced is null ? $"Failed to find node with node-name='{request.Replaces}'"
        : !StandsOn(source, replaced) ? "Only top most non filter can be replaced"
        : replaced.Image.VirtualSize != source.Image.VirtualSize ? "cannot replace image with a mirror image of different size"
        : null;

    private string? WhyNotNamed(MirrorRequest request, string? nodeName) =>
        nodeName is not null ? machine.Block.WhyNotNodeName(nodeName)
        : request.Replaces is not null ? "a node-name must be provided when replacing a named node of the graph"
        : null;

    private MirrorPlan Plan(MirrorRequest request, BlockNode source, BlockNode target, BlockNode replaced, BlockNode? below, Extents first) => new(
        source,
        target,
        first,
        request.Granularity ?? Math.Clamp(target.Image.ClusterSize ?? MirrorRequest.MaxDefault, MirrorRequest.MinDefault, MirrorRequest.MaxDefault),
        request.BufferSize)
    {
        Open = () => machine.Block.Add(target),
        Switch = () =>
        {
            machine.Block.Remove(target);
            target.IsReadOnly = source.IsReadOnly;
            machine.Block.Replace(replaced, target);
            target.Backing ??= below;
            source.IsReadOnly |= below == source;
        },
        Leave = () => machine.Block.Remove(target),
    };

    /// <param name="Granularity">Of the dirty bitmap, in bytes; null for what fits the target.</param>
    private sealed record MirrorRequest(string Sync, string? Replaces, long? Granularity, long BufferSize)
    {
        public const long MinDefault = 4096;
        public const long MaxDefault = 65536;

        private const long SmallestUnit = 512;
        private const long LargestUnit = 64 * 1024 * 1024;
        private const long DefaultBuffer = 10 * 1024 * 1024;

        public static MirrorRequest Read(Arguments arguments) => new(
            arguments.String("sync"),
            arguments.OptionalString("replaces"),
            arguments.OptionalInt("granularity"),
            arguments.Int("buf-size", 0) is var size and not 0 ? size : DefaultBuffer);

        public string? WhyNot() =>
            BufferSize < 0 ? "Invalid parameter 'buf-size'"
            : Granularity is < SmallestUnit or > LargestUnit ? "Parameter 'granularity' expects a value in range [512B, 64MB]"
            : Granularity is { } unit && !long.IsPow2(unit) ? "Parameter 'granularity' expects a power of 2"
            : null;
    }
}
