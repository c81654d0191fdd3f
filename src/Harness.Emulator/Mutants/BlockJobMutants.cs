using Harness.Emulator.Dispatch;
using Harness.Emulator.State.Block;
using Harness.Emulator.State.Block.Jobs;
using Harness.Session;

namespace Harness.Emulator.Mutants;

/// <summary>Block jobs that are listed, steered and ended wrongly.</summary>
internal static class BlockJobMutants
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        new("job-events-missing", "ends block jobs, and makes them ready, without a word", () => new Silent("BLOCK_JOB_COMPLETED", "BLOCK_JOB_CANCELLED", "BLOCK_JOB_READY")),
        new("job-errors-missing", "keeps errors of block jobs to itself", () => new Silent("BLOCK_JOB_ERROR")),
        new("job-error-generic", "answers GenericError where no block job works on a device", () => new GenericErrors()),
        CommandMutant.Of("jobs-never-end", "lists a block job where there is none", "query-block-jobs", ListGhost),
        CommandMutant.Of("jobs-only-first", "lists one block job at most", "query-block-jobs", ListFirst),
        CommandMutant.Of("set-speed-without-effect", "answers block-job-set-speed and keeps the speed", "block-job-set-speed", WithoutEffect),
        CommandMutant.Of("pause-without-effect", "answers block-job-pause and goes on", "block-job-pause", WithoutEffect),
        CommandMutant.Of("resume-without-effect", "answers block-job-resume and stays paused", "block-job-resume", WithoutEffect),
        CommandMutant.Of("cancel-without-effect", "answers block-job-cancel and goes on", "block-job-cancel", WithoutEffect),
        CommandMutant.Of("cancel-ignores-pause", "cancels a paused job without force", "block-job-cancel", call => call.With("force", "true").Run()),
        CommandMutant.Of("cancel-ignores-force", "cancels no paused job, not even by force", "block-job-cancel", call => call.With("force", null).Run()),
        CommandMutant.Of("cancel-ready-mirror-switches", "completes a mirror that is cancelled when ready", "block-job-cancel", CancelBySwitching),
        CommandMutant.Of("cancel-ready-mirror-fails", "ends a ready mirror that is cancelled with BLOCK_JOB_CANCELLED", "block-job-cancel", CancelHard),
        CommandMutant.Of("cancel-drops-backing", "takes the backing images away from a stream that is cancelled", "block-job-cancel", CancelDroppingBacking),
        CommandMutant.Of("complete-without-effect", "answers block-job-complete and waits on", "block-job-complete", WithoutEffect),
        CommandMutant.Of("complete-unchecked", "answers block-job-complete with success though the job is not ready", "block-job-complete", Refusals.Unchecked),
        CommandMutant.Of("eject-ignores-job", "ejects a medium that a block job works on", "eject", IgnoreJob),
        CommandMutant.Of("resize-ignores-job", "resizes an image that a block job works on", "block_resize", IgnoreJob),
        CommandMutant.Of("stop-cancels-jobs", "cancels the block jobs when the machine stops", "stop", CancelJobs),
        CommandMutant.Of("reset-cancels-jobs", "cancels the block jobs when the machine is reset", "system_reset", CancelJobs),
    ];

    private static BlockDevice? DeviceOf(in Invocation call) => call.Machine.Block.FindDevice(call.Arguments.OptionalString("device") ?? "");

    private static Reply ListGhost(Invocation call) => call.Machine.Jobs.All.Any()
        ? call.Run()
        : Reply.Json("""[{"type": "stream", "device": "virtio0", "len": 0, "offset": 0, "busy": false, "paused": false, "speed": 0, "io-status": "ok", "ready": false}]""");

    private static Reply ListFirst(Invocation call) => Reply.Array(data =>
    {
        foreach (BlockJob job in call.Machine.Jobs.All.Take(1))
        {
            data.BeginObject();
            job.Write(data);
            data.EndObject();
        }
    });

    private static Reply WithoutEffect(Invocation call)
    {
        call.Machine.Jobs.Find(call.Arguments.String("device"));
        return Reply.Empty;
    }

    private static Reply CancelBySwitching(Invocation call)
    {
        if (DeviceOf(call)?.Job is not MirrorJob { IsReady: true } mirror)
        {
            return call.Run();
        }

        mirror.Complete();
        return Reply.Empty;
    }

    private static Reply CancelHard(Invocation call)
    {
        if (DeviceOf(call)?.Job is not { IsReady: true } job)
        {
            return call.Run();
        }

        job.CancelNow();
        return Reply.Empty;
    }

    private static Reply CancelDroppingBacking(Invocation call)
    {
        BlockNode? medium = DeviceOf(call)?.Medium;
        Reply reply = call.Run();
        if (medium is not null)
        {
            medium.Backing = null;
        }

        return reply;
    }

    private static Reply IgnoreJob(Invocation call)
    {
        (BlockDevice Device, BlockJob? Job, BlockJob? TargetOf)[] before = [.. call.Machine.Block.Devices.Select(d => (d, d.Job, d.TargetOf))];
        foreach ((BlockDevice device, _, _) in before)
        {
            (device.Job, device.TargetOf) = (null, null);
        }

        Reply reply = call.Run();
        foreach ((BlockDevice device, BlockJob? job, BlockJob? targetOf) in before)
        {
            (device.Job, device.TargetOf) = (job, targetOf);
        }

        return reply;
    }

    private static Reply CancelJobs(Invocation call)
    {
        call.Machine.Jobs.CancelAll();
        return call.Run();
    }

    private sealed class Silent(params string[] events) : Conduct
    {
        public override bool Emits(string name) => !events.Contains(name);
    }

    private sealed class GenericErrors : Conduct
    {
        public override Reply Execute(in Invocation call)
        {
            try
            {
                return call.Run();
            }
            catch (RefusedException refused) when (refused.ErrorClass == ErrorClass.DeviceNotActive)
            {
                return Reply.Error(refused.Message);
            }
        }
    }
}
