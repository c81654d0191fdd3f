using Harness.Emulator.Dispatch;
using Harness.Emulator.State;
using Harness.Emulator.State.Block;
using Harness.Emulator.State.Block.Jobs;

namespace Harness.Emulator.Commands;

/// <summary>Jobs that make a chain of images shorter: upwards into the topmost, downwards into a base.</summary>
internal sealed class ChainJobCommands(Machine machine)
{
    /// <summary>What a mirror of an active layer has as bitmap and buffer.</summary>
    private const long CommitGranularity = 65536;

    private const long CommitBuffer = 10 * 1024 * 1024;

    [QmpCommand("block-stream")]
    private Reply Stream(Arguments arguments)
    {
        BlockDevice device = JobArguments.FreeDevice(machine, arguments.String("device"));
        BlockNode top = BlockGraph.Medium(device);
        string? bottomName = arguments.OptionalString("base");
        string? backingFile = arguments.OptionalString("backing-file");
        BlockNode? bottom = bottomName is null ? null : FindBelow(top, bottomName) ?? throw NotInChain(bottomName);
        if (bottom is null && backingFile is not null)
        {
            return Reply.Error("backing file specified, but streaming the entire chain");
        }

        JobSettings settings = JobArguments.Settings("stream", device, arguments, "on-error");
        if (machine.Files.Find(top.FileName) is { Writable: false })
        {
            return Reply.Error($"Could not open '{top.FileName}': Permission denied");
        }

        new StreamJob(settings, machine.Jobs.Surroundings, top, bottom, backingFile).Start();
        return Reply.Empty;
    }

    [QmpCommand("block-commit")]
    private Reply Commit(Arguments arguments)
    {
        BlockDevice device = JobArguments.FreeDevice(machine, arguments.String("device"));
        BlockNode active = BlockGraph.Medium(device);
        string? topName = arguments.OptionalString("top");
        string? bottomName = arguments.OptionalString("base");
        string? backingFile = arguments.OptionalString("backing-file");
        BlockNode top = topName is null || topName == active.FileName ? active : FindBelow(active, topName) ?? throw new RefusedException($"Top image file {topName} not found");
        BlockNode bottom = bottomName is null ? top.Chain.Last() : IsCalled(active, top, bottomName) ? top : FindBelow(top, bottomName) ?? throw NotInChain(bottomName);
        JobSettings settings = JobArguments.Settings("commit", device, arguments, "on-error");
        string? why = top == bottom ? "cannot commit an image into itself"
            : top == active && backingFile is not null ? "'backing-file' specified, but 'top' is the active layer"
            : machine.Files.WhyNotWritable(bottom.FileName);
        if (why is not null)
        {
            return Reply.Error(why);
        }

        Job(settings, active, top, bottom, backingFile).Start();
        return Reply.Empty;
    }

    private static RefusedException NotInChain(string name) => new($"Can't find '{name}' in the backing chain");

    /// <summary>The image below another that has that name: that of its file, or the one by which the image above knows it.</summary>
    private static BlockNode? FindBelow(BlockNode top, string name) => top.Chain.Skip(1).FirstOrDefault(node => IsCalled(top, node, name));

    private static bool IsCalled(BlockNode top, BlockNode node, string name) =>
        node.FileName == name || top.Chain.Any(above => above.Backing == node && (above.Image.BackingFile == name || ImageOpener.Resolve(above.FileName, name) == node.FileName));

    private BlockJob Job(JobSettings settings, BlockNode active, BlockNode top, BlockNode bottom, string? backingFile) => top == active
        ? new MirrorJob(settings, machine.Jobs.Surroundings, ActivePlan(active, bottom))
        : new CommitJob(settings, machine.Jobs.Surroundings, active.Chain.First(n => n.Backing == top), bottom, backingFile);

    /// <summary>The active layer goes on being written, so its data are mirrored into the base, which takes its place at the end.</summary>
    private MirrorPlan ActivePlan(BlockNode active, BlockNode bottom)
    {
        Extents data = active.Chain.TakeWhile(n => n != bottom).Aggregate(Extents.None, (all, node) => all.Union(node.Image.Data));
        return new MirrorPlan(active, bottom, data, CommitGranularity, CommitBuffer)
        {
            Open = () => OpenBase(bottom, active.Image.VirtualSize),
            Switch = () =>
            {
                bottom.IsReadOnly = active.IsReadOnly;
                machine.Block.Replace(active, bottom);
            },
            Leave = () => bottom.IsReadOnly = true,
        };
    }

    private void OpenBase(BlockNode bottom, long size)
    {
        bottom.IsReadOnly = false;
        if (bottom.Image.VirtualSize < size)
        {
            bottom.Resize(size, machine.Files);
        }
    }
}
