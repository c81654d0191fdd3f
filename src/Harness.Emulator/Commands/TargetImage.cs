using Harness.Emulator.Dispatch;
using Harness.Emulator.State;
using Harness.Emulator.State.Block;

namespace Harness.Emulator.Commands;

/// <summary>The image file that a job copies a device into: arguments <c>target</c>, <c>mode</c>, <c>format</c>, <c>node-name</c>.</summary>
internal sealed class TargetImage(Machine machine, Arguments arguments)
{
    private readonly string _file = arguments.String("target");
    private readonly string? _format = arguments.OptionalString("format");
    private readonly bool _exists = arguments.OptionalString("mode") == "existing";

    private VirtualFile? _before;

    public string? NodeName { get; } = arguments.OptionalString("node-name");

    /// <summary>Opens it, and makes it before unless it exists.</summary>
    /// <param name="backing">What a new image stands on; null for nothing.</param>
    /// <param name="withBacking">Whether an existing image is opened with what it stands on.</param>
    /// <exception cref="RefusedException">It cannot be; the file is as it was.</exception>
    public BlockNode Open(BlockNode source, BlockNode? backing, bool withBacking)
    {
        if (machine.Block.Nodes.Any(n => n.FileName == _file))
        {
            throw new RefusedException($"{_file}: Failed to get \"write\" lock: the file is open as an image");
        }

        _before = machine.Files.Find(_file);
        if (!_exists)
        {
            machine.Block.Opener.Create(_file, _format ?? source.Driver, source.Image.VirtualSize, backing);
        }

        try
        {
            return OpenAs(source, _exists ? _format : _format ?? source.Driver, withBacking);
        }
        catch (RefusedException)
        {
            Restore();
            throw;
        }
    }

    /// <summary>Puts back what the file was.</summary>
    public void Restore() => machine.Files.Restore(_file, _before);

    private BlockNode OpenAs(BlockNode source, string? format, bool withBacking)
    {
        OpenOptions options = new() { Format = format, NodeName = NodeName, Cache = source.Cache, Backing = withBacking ? null : new BackingChoice(null) };
        BlockNode target = machine.Block.Opener.Open(_file, options);
        return target.Image.VirtualSize == source.Image.VirtualSize ? target : throw new RefusedException("Source and target image have different sizes");
    }
}
