using Harness.Emulator.Dispatch;
using Harness.Emulator.State;
using Harness.Emulator.State.Block.Jobs;

namespace Harness.Emulator.Commands;

/// <summary>What is done with block jobs once they are there.</summary>
internal sealed class BlockJobCommands(Machine machine)
{
    [QmpCommand("query-block-jobs")]
    private Reply Query(Arguments arguments) => Reply.Array(data =>
    {
        foreach (BlockJob job in machine.Jobs.All)
        {
            data.BeginObject();
            job.Write(data);
            data.EndObject();
        }
    });

    [QmpCommand("block-job-set-speed")]
    private Reply SetSpeed(Arguments arguments)
    {
        BlockJob job = machine.Jobs.Find(arguments.String("device"));
        long speed = arguments.Int("speed");
        if (speed < 0)
        {
            return Reply.Error(JobArguments.NegativeSpeed);
        }

        job.SetSpeed(speed);
        return Reply.Empty;
    }

    [QmpCommand("block-job-cancel")]
    private Reply Cancel(Arguments arguments)
    {
        BlockJob job = machine.Jobs.Find(arguments.String("device"));
        if (job.IsPaused && !arguments.Bool("force", false))
        {
            return Reply.Error($"The block job for device '{job.Device.Name}' is currently paused");
        }

        job.Cancel();
        return Reply.Empty;
    }

    /// <summary>Whether pausing twice is an error is left open by the documentation; 7.2 calls it one.</summary>
    [QmpCommand("block-job-pause")]
    private Reply Pause(Arguments arguments)
    {
        BlockJob job = machine.Jobs.Find(arguments.String("device"));
        if (job.IsPaused)
        {
            return Reply.Error("Job is already paused");
        }

        job.Pause();
        return Reply.Empty;
    }

    [QmpCommand("block-job-resume")]
    private Reply Resume(Arguments arguments)
    {
        BlockJob job = machine.Jobs.Find(arguments.String("device"));
        if (!job.IsPaused)
        {
            return Reply.Error("Can't resume a job that was not paused");
        }

        job.Resume();
        return Reply.Empty;
    }

    /// <summary>A job that is paused is completed when it is resumed, as in 7.2.</summary>
    [QmpCommand("block-job-complete")]
    private Reply Complete(Arguments arguments)
    {
        BlockJob job = machine.Jobs.Find(arguments.String("device"));
        if (job is not MirrorJob { IsReady: true } mirror)
        {
            return Reply.Error($"The active block job '{job.Device.Name}' cannot be completed");
        }

        mirror.Complete();
        return Reply.Empty;
    }
}
