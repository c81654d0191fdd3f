using Harness.Emulator.Dispatch;
using Harness.Session;

namespace Harness.Emulator.State.Block.Jobs;

/// <summary>The block jobs that have not ended: each is its device's.</summary>
internal sealed class BlockJobs(JobSurroundings around)
{
    public JobSurroundings Surroundings => around;

    /// <summary>In the order of their devices.</summary>
    public IEnumerable<BlockJob> All => around.Graph.Devices.Select(d => d.Job).OfType<BlockJob>();

    /// <summary>The job that works on the device of that name.</summary>
    /// <exception cref="RefusedException">There is none: DeviceNotActive.</exception>
    public BlockJob Find(string device) =>
        around.Graph.FindDevice(device)?.Job ?? throw new RefusedException($"Block job '{device}' not found", ErrorClass.DeviceNotActive);

    /// <summary>Ends all at once: the machine ends.</summary>
    public void CancelAll()
    {
        foreach (BlockJob job in All.ToArray())
        {
            job.CancelNow();
        }
    }
}
