using Harness.Emulator.Dispatch;
using Harness.Emulator.State.Block;
using Harness.Emulator.State.Block.Jobs;

namespace Harness.Emulator.Mutants;

/// <summary>Block jobs that copy the wrong things, to the wrong place, or at the wrong speed.</summary>
internal static class CopyJobMutants
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        CommandMutant.Of("stream-without-effect", "answers block-stream and copies nothing", "block-stream", _ => Reply.Empty),
        CommandMutant.Of("stream-unchecked", "answers block-stream with success whatever it is asked", "block-stream", Refusals.Unchecked),
        new("stream-keeps-backing", "keeps the backing images of a stream that is complete", () => new KeepBacking()),
        CommandMutant.Of("stream-ignores-base", "streams the whole chain though a base was named", "block-stream", call => call.With("base", null).Run()),
        CommandMutant.Of("stream-ignores-backing-file", "writes its own name for the backing file of a stream", "block-stream", call => call.With("backing-file", null).Run()),
        CommandMutant.Of("stream-ignores-speed", "streams as fast as it can", "block-stream", call => call.With("speed", null).Run()),
        CommandMutant.Of("stream-ignores-rule", "ends a stream at its first error whatever was asked", "block-stream", call => call.With("on-error", null).Run()),
        CommandMutant.Of("stream-stops-by-default", "pauses a stream at each error whatever was asked", "block-stream", call => call.With("on-error", "\"stop\"").Run()),
        CommandMutant.Of("stream-error-unnoticed", "takes what a stream cannot read for copied", "block-stream", SkipErrors),
        CommandMutant.Of("commit-without-effect", "answers block-commit and writes nothing down", "block-commit", _ => Reply.Empty),
        CommandMutant.Of("commit-unchecked", "answers block-commit with success whatever it is asked", "block-commit", Refusals.Unchecked),
        CommandMutant.Of("commit-ignores-base", "commits down to the deepest image though another was named", "block-commit", call => call.With("base", null).Run()),
        CommandMutant.Of("commit-ignores-backing-file", "writes its own name for the backing file of a commit", "block-commit", call => call.With("backing-file", null).Run()),
        CommandMutant.Of("commit-keeps-base-size", "does not grow the base of a commit", "block-commit", call => CommitWith(call, (bottom, _) => bottom)),
        CommandMutant.Of("commit-truncates-base", "makes the base of a commit as small as the images above", "block-commit", call => CommitWith(call, (_, top) => top)),
        CommandMutant.Of("commit-completes-by-itself", "completes the commit of an active layer unasked", "block-commit", CompleteUnasked),
        CommandMutant.Of("mirror-unchecked", "answers drive-mirror with success whatever it is asked", "drive-mirror", Refusals.Unchecked),
        CommandMutant.Of("mirror-completes-by-itself", "completes a mirror unasked", "drive-mirror", CompleteUnasked),
        CommandMutant.Of("mirror-ignores-sync", "mirrors the whole disk whatever was asked", "drive-mirror", call => call.With("sync", "\"full\"").Run()),
        CommandMutant.Of("mirror-ignores-granularity", "chooses the granularity of a mirror itself", "drive-mirror", call => call.With("granularity", null).Run()),
        CommandMutant.Of("mirror-finest-granularity", "gives the bitmap of a mirror the finest granularity", "drive-mirror", call => call.With("granularity", "512").Run()),
        CommandMutant.Of("mirror-ignores-node-name", "gives the destination of a mirror no name", "drive-mirror", call => call.With("node-name", null).With("replaces", null).Run()),
        CommandMutant.Of("mirror-wipes-existing", "makes a new image where a mirror was to use one", "drive-mirror", call => call.With("mode", null).Run()),
        CommandMutant.Of("mirror-keeps-existing", "uses an existing image where a mirror was to make one", "drive-mirror", call => call.With("mode", "\"existing\"").Run()),
        CommandMutant.Of("mirror-always-raw", "mirrors into raw images unless told otherwise", "drive-mirror", call => call.Arguments.Has("format") ? call.Run() : call.With("format", "\"raw\"").Run()),
        CommandMutant.Of("mirror-ignores-target-rule", "ends a mirror at its first write error whatever was asked", "drive-mirror", call => call.With("on-target-error", null).Run()),
        CommandMutant.Of("backup-without-effect", "answers drive-backup and copies nothing", "drive-backup", _ => Reply.Empty),
        CommandMutant.Of("backup-unchecked", "answers drive-backup with success whatever it is asked", "drive-backup", Refusals.Unchecked),
        CommandMutant.Of("backup-ignores-sync", "backs up the whole disk whatever was asked", "drive-backup", call => call.With("sync", "\"full\"").Run()),
        CommandMutant.Of("backup-ignores-speed", "backs up as fast as it can", "drive-backup", call => call.With("speed", null).Run()),
        CommandMutant.Of("blockdev-backup-without-effect", "answers blockdev-backup and copies nothing", "blockdev-backup", _ => Reply.Empty),
        CommandMutant.Of("blockdev-backup-unchecked", "answers blockdev-backup with success whatever it is asked", "blockdev-backup", Refusals.Unchecked),
        CommandMutant.Of("blockdev-backup-ignores-target-rule", "ends a backup at its first write error whatever was asked", "blockdev-backup", call => call.With("on-target-error", null).Run()),
    ];

    private static BlockDevice? DeviceOf(in Invocation call) => call.Machine.Block.FindDevice(call.Arguments.OptionalString("device") ?? "");

    private static Reply SkipErrors(Invocation call)
    {
        Image? top = DeviceOf(call)?.Medium?.Image;
        top?.Allocate(Extents.Of(0, top.VirtualSize));
        return call.Run();
    }

    /// <param name="sizeOf">Makes the size of the base of its size and that of the image above.</param>
    private static Reply CommitWith(Invocation call, Func<long, long, long> sizeOf)
    {
        BlockNode[] chain = [.. DeviceOf(call)?.Medium?.Chain ?? []];
        long size = chain.Length < 2 ? 0 : sizeOf(chain[^1].Image.VirtualSize, chain[^2].Image.VirtualSize);
        Reply reply = call.Run();
        if (!reply.IsError && chain.Length > 1)
        {
            chain[^1].Image.VirtualSize = size;
        }

        return reply;
    }

    private static Reply CompleteUnasked(Invocation call)
    {
        Reply reply = call.Run();
        (DeviceOf(call)?.Job as MirrorJob)?.Complete();
        return reply;
    }

    /// <summary>Puts back, before each command, what streams took away since.</summary>
    private sealed class KeepBacking : Conduct
    {
        private readonly List<(BlockNode Node, BlockNode? Backing, string? Name)> _kept = [];

        public override Reply Execute(in Invocation call)
        {
            foreach ((BlockNode node, BlockNode? backing, string? name) in _kept)
            {
                node.Backing = backing;
                node.Image.BackingFile = name;
            }

            if (call.Command.Name == "block-stream" && DeviceOf(call)?.Medium is { } medium)
            {
                _kept.Add((medium, medium.Backing, medium.Image.BackingFile));
            }

            return base.Execute(call);
        }
    }
}
