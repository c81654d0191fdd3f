using Harness.Emulator.Dispatch;
using Harness.Emulator.State;
using Harness.Emulator.State.Block;
using Harness.Emulator.State.Block.Jobs;

namespace Harness.Emulator.Commands.Transactions;

/// <summary>A copy of a device into another: blockdev-backup.</summary>
internal sealed class BlockdevBackup(Machine machine, Arguments arguments) : ITransactionAction
{
    private readonly string _device = arguments.String("device");
    private readonly string _target = arguments.String("target");
    private readonly string _sync = arguments.String("sync");

    private BackupJob? _job;

    public void Do()
    {
        BlockDevice device = JobArguments.FreeDevice(machine, _device);
        BlockDevice target = _target == _device ? device : JobArguments.FreeDevice(machine, _target);
        JobSettings settings = JobArguments.Settings("backup", device, arguments, "on-source-error");
        BlockNode source = BlockGraph.Medium(device);
        BlockNode copy = BlockGraph.Medium(target);
        string? why = source == copy ? "Source and target cannot be the same"
            : copy.IsReadOnly ? $"Device '{target.Name}' is read only"
            : source.Image.VirtualSize != copy.Image.VirtualSize ? "Source and target image have different sizes"
            : null;
        if (why is not null)
        {
            throw new RefusedException(why);
        }

        _job = new BackupJob(settings, machine.Jobs.Surroundings, source, copy, _sync, target);
        _job.Start();
    }

    public void Undo()
    {
        if (_job is { HasEnded: false })
        {
            _job.CancelNow();
        }
    }
}
