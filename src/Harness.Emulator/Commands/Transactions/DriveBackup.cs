using Harness.Emulator.Dispatch;
using Harness.Emulator.State;
using Harness.Emulator.State.Block;
using Harness.Emulator.State.Block.Jobs;

namespace Harness.Emulator.Commands.Transactions;

/// <summary>A copy of a device into an image file: drive-backup.</summary>
internal sealed class DriveBackup(Machine machine, Arguments arguments) : ITransactionAction
{
    private readonly string _device = arguments.String("device");
    private readonly string _sync = arguments.String("sync");
    private readonly TargetImage _image = new(machine, arguments);

    private BackupJob? _job;

    public void Do()
    {
        BlockDevice device = JobArguments.FreeDevice(machine, _device);
        BlockNode source = BlockGraph.Medium(device);
        JobSettings settings = JobArguments.Settings("backup", device, arguments, "on-source-error");
        BlockNode? below = _sync == "top" ? source.Backing : _sync == "none" ? source : null;
        BlockNode target = _image.Open(source, below, withBacking: false);
        _job = new BackupJob(settings, machine.Jobs.Surroundings, source, target, _sync);
        _job.Start();
    }

    /// <summary>The job has had no time to copy, so that the file is as it was.</summary>
    public void Undo()
    {
        if (_job is { HasEnded: false })
        {
            _job.CancelNow();
            _image.Restore();
        }
    }
}
