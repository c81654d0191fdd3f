using Harness.Emulator.Commands.Transactions;
using Harness.Emulator.Dispatch;
using Harness.Emulator.State;
using Harness.Emulator.State.Block;

namespace Harness.Emulator.Commands;

/// <summary>Snapshots of block devices, and several things done as one.</summary>
internal sealed class SnapshotCommands(Machine machine)
{
    [QmpCommand("blockdev-snapshot-sync")]
    private Reply TakeExternal(Arguments arguments)
    {
        new ExternalSnapshot(machine, arguments).Do();
        return Reply.Empty;
    }

    [QmpCommand("blockdev-snapshot-internal-sync")]
    private Reply TakeInternal(Arguments arguments)
    {
        new TakeInternalSnapshot(machine, arguments).Do();
        return Reply.Empty;
    }

    [QmpCommand("blockdev-snapshot-delete-internal-sync")]
    private Reply DeleteInternal(Arguments arguments)
    {
        BlockDevice device = machine.Block.Device(arguments.String("device"));
        BlockNode medium = BlockGraph.Medium(device);
        string? id = arguments.OptionalString("id");
        string? name = arguments.OptionalString("name");
        if (WhyNotDelete(device, medium, id, name) is { } why)
        {
            return Reply.Error(why);
        }

        if (medium.Image.FindSnapshot(id, name) is not { } snapshot)
        {
            return Reply.Error($"Snapshot with id '{id}' and name '{name}' does not exist on device '{device.Name}'");
        }

        medium.Image.Remove(snapshot);
        return Reply.Object(snapshot.Write);
    }

    /// <summary>All actions are read before the first is done, and each sees what those before it did.</summary>
    [QmpCommand("transaction")]
    private Reply Transaction(Arguments arguments)
    {
        List<ITransactionAction> actions = [.. arguments.Objects("actions").Select(a => TransactionActions.Make(machine, a))];
        TransactionActions.DoAll(actions);
        return Reply.Empty;
    }

    private string? WhyNotDelete(BlockDevice device, BlockNode medium, string? id, string? name) =>
        string.IsNullOrEmpty(id) && string.IsNullOrEmpty(name) ? "Name or id must be provided"
        : machine.Block.WhyBusy(medium)
        ?? (medium.Protocol is null || !medium.Image.Format.HasSnapshots
            ? $"Block format '{medium.Driver}' used by device '{device.Name}' does not support feature 'internal snapshot deletion'"
        : medium.IsReadOnly ? $"Device '{device.Name}' is read only"
        : null);
}
