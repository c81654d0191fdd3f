using System.Text;

using Harness.Emulator.Dispatch;
using Harness.Emulator.Output;
using Harness.Emulator.State.Block;

namespace Harness.Emulator.Mutants;

/// <summary>Sizes, limits, thresholds, backing files, new nodes and their queries done wrongly.</summary>
internal static class ImageMutants
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        CommandMutant.Of("resize-without-effect", "answers block_resize and keeps the size", "block_resize", call => call.Run() is { IsError: true } error ? error : KeepSize(call)),
        CommandMutant.Of("resize-unchecked", "resizes what cannot be resized", "block_resize", _ => Reply.Empty),
        CommandMutant.Of("throttle-without-effect", "answers block_set_io_throttle and keeps the limits", "block_set_io_throttle", ThrottleWithoutEffect),
        CommandMutant.Of("throttle-unchecked", "takes limits that contradict one another or are negative", "block_set_io_throttle", _ => Reply.Empty),
        CommandMutant.Of("throttle-keeps-bursts", "keeps the bursts that new limits do not name", "block_set_io_throttle", call => call.Arguments.Has("bps_max") ? call.Run() : call.With("bps_max", "8000000").Run()),
        CommandMutant.Of("threshold-without-effect", "answers block-set-write-threshold and sets nothing", "block-set-write-threshold", call => call.Run() is { IsError: true } error ? error : ForgetThreshold(call)),
        CommandMutant.Of("threshold-unchecked", "sets thresholds of nodes that there are not", "block-set-write-threshold", _ => Reply.Empty),
        CommandMutant.Of("threshold-zero-ignored", "keeps the threshold that 0 should remove", "block-set-write-threshold", call => call.Arguments.Int("write-threshold") == 0 ? Reply.Empty : call.Run()),
        new("threshold-events-missing", "does not tell of writes beyond a threshold", () => new Mute("BLOCK_WRITE_THRESHOLD")),
        CommandMutant.Of("backing-file-unchanged", "answers change-backing-file and writes nothing", "change-backing-file", BackingFileUnchanged),
        CommandMutant.Of("backing-file-unchecked", "takes any node for an image with a backing file", "change-backing-file", _ => Reply.Empty),
        CommandMutant.Of("add-without-effect", "answers blockdev-add and adds nothing", "blockdev-add", AddWithoutEffect),
        CommandMutant.Of("add-leaves-wreck", "keeps the device of a blockdev-add that was refused", "blockdev-add", AddLeavesWreck),
        CommandMutant.Of("add-unchecked", "takes names that are taken and options that contradict", "blockdev-add", AddUnchecked),
        CommandMutant.Of("add-ignores-read-only", "opens all images of blockdev-add for writing", "blockdev-add", AddIgnoresReadOnly),
        CommandMutant.Of("query-block-hides-empty", "leaves devices without medium out of query-block", "query-block", HideEmpty),
        CommandMutant.Of("query-block-hides-backing", "counts no backing files", "query-block", call => Rewrite(call, "\"backing_file_depth\": 1", "\"backing_file_depth\": 0")),
        CommandMutant.Of("query-block-hides-details", "leaves the details of images out of query-block", "query-block", call => Rewrite(call, "\"virtual-size\"", "\"size\"")),
        CommandMutant.Of("blockstats-of-devices-only", "lists devices where nodes were asked for", "query-blockstats", call => call.With("query-nodes", null).Run()),
        CommandMutant.Of("blockstats-without-parent", "leaves the protocol out of the statistics", "query-blockstats", call => Rewrite(call, "\"parent\"", "\"below\"")),
        CommandMutant.Of("blockstats-stuck", "counts no writes", "query-blockstats", call => Rewrite(call, "\"wr_operations\": 1", "\"wr_operations\": 0")),
        CommandMutant.Of("named-nodes-hidden", "lists no named nodes", "query-named-block-nodes", _ => Reply.Json("[]")),
    ];

    private static Reply Rewrite(Invocation call, string from, string to) =>
        Reply.Json(Encoding.UTF8.GetString(call.Run().Result(new DataWriter())).Replace(from, to, StringComparison.Ordinal));

    private static BlockNode? NodeOf(in Invocation call) => call.Machine.Block.FindDevice(call.Arguments.OptionalString("device") ?? "")?.Medium
        ?? call.Machine.Block.FindNode(call.Arguments.OptionalString("node-name") ?? call.Arguments.OptionalString("image-node-name") ?? "");

    private static Reply KeepSize(Invocation call)
    {
        NodeOf(call)!.Image.VirtualSize = 4096;
        return Reply.Empty;
    }

    private static Reply ForgetThreshold(Invocation call)
    {
        NodeOf(call)!.WriteThreshold = 0;
        return Reply.Empty;
    }

    private static Reply ThrottleWithoutEffect(Invocation call)
    {
        BlockDevice? device = call.Machine.Block.FindDevice(call.Arguments.String("device"));
        IoLimits? before = device?.Limits;
        Reply reply = call.Run();
        if (device is not null)
        {
            device.Limits = before!;
        }

        return reply;
    }

    private static Reply BackingFileUnchanged(Invocation call)
    {
        BlockNode? node = call.Machine.Block.FindNode(call.Arguments.String("image-node-name"));
        string? before = node?.Image.BackingFile;
        Reply reply = call.Run();
        if (node is not null)
        {
            node.Image.BackingFile = before;
        }

        return reply;
    }

    private static string? IdOf(in Invocation call) => call.Arguments.Object("options").OptionalString("id");

    private static Reply AddWithoutEffect(Invocation call)
    {
        Reply reply = call.Run();
        if (!reply.IsError && call.Machine.Block.FindDevice(IdOf(call) ?? "") is { } device)
        {
            call.Machine.Block.Remove(device);
        }

        return reply;
    }

    private static Reply AddLeavesWreck(Invocation call)
    {
        try
        {
            return call.Run();
        }
        catch (RefusedException)
        {
            call.Machine.Block.Add(new BlockDevice(IdOf(call) ?? "wreck"));
            throw;
        }
    }

    private static Reply AddUnchecked(Invocation call)
    {
        try
        {
            return call.Run() is { IsError: false } reply ? reply : Reply.Empty;
        }
        catch (RefusedException)
        {
            return Reply.Empty;
        }
    }

    private static Reply AddIgnoresReadOnly(Invocation call)
    {
        Reply reply = call.Run();
        foreach (BlockNode node in call.Machine.Block.Nodes)
        {
            node.IsReadOnly = false;
        }

        return reply;
    }

    private static Reply HideEmpty(Invocation call) => Reply.Array(data =>
    {
        foreach (BlockDevice device in call.Machine.Block.Devices.Where(d => d.Medium is not null))
        {
            data.BeginObject();
            BlockInfoWriter.Write(data, device);
            data.EndObject();
        }
    });
}
