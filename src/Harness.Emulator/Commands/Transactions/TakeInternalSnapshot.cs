using Harness.Emulator.Dispatch;
using Harness.Emulator.State;
using Harness.Emulator.State.Block;

namespace Harness.Emulator.Commands.Transactions;

/// <summary>A snapshot inside the image: blockdev-snapshot-internal-sync.</summary>
internal sealed class TakeInternalSnapshot(Machine machine, Arguments arguments) : ITransactionAction
{
    private readonly string _device = arguments.String("device");
    private readonly string _name = arguments.String("name");

    private Image? _image;
    private InternalSnapshot? _taken;

    public void Do()
    {
        BlockDevice device = machine.Block.Device(_device);
        Image image = BlockGraph.Medium(device).Image;
        if (WhyNot(device, device.Medium!) is { } why)
        {
            throw new RefusedException(why);
        }

        _image = image;
        _taken = InternalSnapshot.Take(image.NextSnapshotId(), _name, machine.Environment.Clock.SinceEpoch, machine.Environment.Clock.Elapsed);
        image.Add(_taken);
    }

    public void Undo()
    {
        if (_taken is not null)
        {
            _image!.Remove(_taken);
        }
    }

    private string? WhyNot(BlockDevice device, BlockNode medium) =>
        machine.Block.WhyBusy(medium)
        ?? (medium.IsReadOnly ? $"Device '{device.Name}' is read only"
        : medium.Protocol is null || !medium.Image.Format.HasSnapshots ? $"Block format '{medium.Driver}' used by device '{device.Name}' does not support feature 'internal snapshot'"
        : _name.Length == 0 ? "Name is empty"
        : medium.Image.FindSnapshot(null, _name) is not null ? $"Snapshot with name '{_name}' already exists on device '{device.Name}'"
        : null);
}
