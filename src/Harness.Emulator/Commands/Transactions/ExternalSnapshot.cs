using Harness.Emulator.Dispatch;
using Harness.Emulator.State;
using Harness.Emulator.State.Block;

namespace Harness.Emulator.Commands.Transactions;

/// <summary>A new image on top of the present one: blockdev-snapshot-sync.</summary>
internal sealed class ExternalSnapshot(Machine machine, Arguments arguments) : ITransactionAction
{
    private readonly string? _device = arguments.OptionalString("device");
    private readonly string? _nodeName = arguments.OptionalString("node-name");
    private readonly string _file = arguments.String("snapshot-file");
    private readonly string? _overlayName = arguments.OptionalString("snapshot-node-name");
    private readonly string _format = arguments.OptionalString("format") ?? "qcow2";
    private readonly bool _exists = arguments.OptionalString("mode") == "existing";

    private BlockNode? _present;
    private BlockNode? _overlay;
    private VirtualFile? _fileBefore;
    private bool _wasReadOnly;

    public void Do()
    {
        BlockNode present = Present();
        _fileBefore = machine.Files.Find(_file);
        BlockNode overlay = OpenOverlay(present);
        machine.Block.Replace(present, overlay);
        overlay.Backing = present;
        _wasReadOnly = present.IsReadOnly;
        present.IsReadOnly = true;
        (_present, _overlay) = (present, overlay);
    }

    public void Undo()
    {
        if (_present is not null && _overlay is not null)
        {
            machine.Block.Replace(_overlay, _present);
            _present.IsReadOnly = _wasReadOnly;
            machine.Files.Restore(_file, _fileBefore);
        }
    }

    private BlockNode Present()
    {
        if (_device is null && _nodeName is not null && _overlayName is null)
        {
            throw new RefusedException("New overlay node-name missing");
        }

        BlockNode present = machine.Block.Lookup(_device, _nodeName);
        string? why = ImageFormat.Find(_format) is null ? $"Unknown file format '{_format}'"
            : _overlayName is null ? null
            : machine.Block.FindNode(_overlayName) is not null ? "New overlay node-name already in use"
            : machine.Block.WhyNotNodeName(_overlayName);
        return (why ?? machine.Block.WhyBusy(present)) is { } reason ? throw new RefusedException(reason) : present;
    }

    private BlockNode OpenOverlay(BlockNode present)
    {
        if (!_exists)
        {
            Create(present);
        }

        OpenOptions options = new()
        {
            Format = _format,
            NodeName = _overlayName,
            IsReadOnly = present.IsReadOnly,
            DetectZeroes = present.DetectZeroes,
            Cache = present.Cache,
            Backing = new BackingChoice(null),
        };
        try
        {
            return machine.Block.Opener.Open(_file, options);
        }
        catch (RefusedException)
        {
            machine.Files.Restore(_file, _fileBefore);
            throw;
        }
    }

    /// <summary>A file that is open as an image must not be wiped, least of all the one that the snapshot is of.</summary>
    private void Create(BlockNode present)
    {
        if (machine.Block.Nodes.Any(n => n.FileName == _file))
        {
            throw new RefusedException($"{_file}: Failed to get \"write\" lock: the file is open as an image");
        }

        machine.Block.Opener.Create(_file, _format, present.Image.VirtualSize, present);
    }
}
