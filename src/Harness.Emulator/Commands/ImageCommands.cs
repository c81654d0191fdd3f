using Harness.Emulator.Dispatch;
using Harness.Emulator.State;
using Harness.Emulator.State.Block;

namespace Harness.Emulator.Commands;

/// <summary>New block devices and nodes; sizes, limits and backing files of those that there are.</summary>
internal sealed class ImageCommands(Machine machine)
{
    private const int SectorSize = 512;

    [QmpCommand("blockdev-add")]
    private Reply Add(Arguments arguments)
    {
        Arguments options = arguments.Object("options");
        string? id = options.OptionalString("id");
        if (id is not null && machine.Block.WhyNotDeviceName(id) is { } why)
        {
            return Reply.Error(why);
        }

        BlockNode node = machine.Block.Build(options.Element);
        if (id is null)
        {
            machine.Block.Add(node);
            return Reply.Empty;
        }

        if (node.Subtree.Any(n => n.Name == id))
        {
            return Reply.Error($"node-name={id} is conflicting with a device id");
        }

        machine.Block.Add(new BlockDevice(id)
        {
            OnReadError = options.OptionalString("rerror") ?? "report",
            OnWriteError = options.OptionalString("werror") ?? "enospc",
            Medium = node,
        });
        return Reply.Empty;
    }

    [QmpCommand("block_resize")]
    private Reply Resize(Arguments arguments)
    {
        string? device = arguments.OptionalString("device");
        BlockNode node = machine.Block.Lookup(device, arguments.OptionalString("node-name"));
        long size = arguments.Int("size");
        if (WhyNotResize(node, device ?? node.Name!, size) is { } why)
        {
            return Reply.Error(why);
        }

        node.Resize(size, machine.Files);
        return Reply.Empty;
    }

    [QmpCommand("block_set_io_throttle")]
    private Reply SetLimits(Arguments arguments)
    {
        BlockDevice device = machine.Block.Device(arguments.String("device"));
        IoLimits limits = new(name => arguments.Int(name, 0));
        if (device.Medium is null)
        {
            return Reply.Error("Device has no medium");
        }

        if (limits.WhyNot() is { } why)
        {
            return Reply.Error(why);
        }

        device.Limits = limits;
        return Reply.Empty;
    }

    [QmpCommand("block-set-write-threshold")]
    private Reply SetWriteThreshold(Arguments arguments)
    {
        string name = arguments.String("node-name");
        long threshold = arguments.Int("write-threshold");
        if (machine.Block.FindNode(name) is not { } node)
        {
            return Reply.Error($"Device '{name}' not found");
        }

        if (threshold < 0)
        {
            return Reply.Error("Parameter 'write-threshold' expects an offset that is not negative");
        }

        node.WriteThreshold = threshold;
        return Reply.Empty;
    }

    [QmpCommand("change-backing-file")]
    private Reply ChangeBackingFile(Arguments arguments)
    {
        BlockDevice device = machine.Block.Device(arguments.String("device"));
        string name = arguments.String("image-node-name");
        string backingFile = arguments.String("backing-file");
        BlockNode node = machine.Block.Lookup(name, name);
        string? why = node.Backing is null ? "not allowing backing file change on an image without a backing file"
            : device.Medium?.Chain.Contains(node) != true ? $"'{device.Name}' and image file are not in the same chain"
            : device.Job is not null ? machine.Block.WhyBusy(node)
            : machine.Files.WhyNotWritable(node.FileName);
        if (why is not null)
        {
            return Reply.Error(why);
        }

        node.Image.BackingFile = backingFile;
        return Reply.Empty;
    }

    private string? WhyNotResize(BlockNode node, string name, long size) =>
        size < 0 ? "Parameter 'size' expects a >0 size"
        : machine.Block.WhyBusy(node)
        ?? (node.IsReadOnly ? $"Device '{name}' is read only"
        : !node.CanResize ? $"Block format '{node.Driver}' used by device '{name}' does not support feature 'resize'"
        : node.Image.Format != ImageFormat.Raw && size % SectorSize != 0 ? $"The new size must be a multiple of {SectorSize}"
        : null);
}
