using Harness.Emulator.Commands.Transactions;
using Harness.Emulator.Dispatch;
using Harness.Emulator.State.Block;

namespace Harness.Emulator.Mutants;

/// <summary>Snapshots taken and deleted wrongly, and transactions that are none.</summary>
internal static class SnapshotMutants
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        CommandMutant.Of("snapshot-without-effect", "answers blockdev-snapshot-sync and goes on with the present image", "blockdev-snapshot-sync", SnapshotWithoutEffect),
        CommandMutant.Of("snapshot-unchecked", "answers blockdev-snapshot-sync with success whatever it is asked", "blockdev-snapshot-sync", SnapshotUnchecked),
        CommandMutant.Of("snapshot-wipes-existing", "makes a new image where an existing one was to be used", "blockdev-snapshot-sync", call => call.With("mode", null).Run()),
        CommandMutant.Of("snapshot-keeps-existing", "uses an existing image where a new one was to be made", "blockdev-snapshot-sync", call => call.With("mode", "\"existing\"").Run()),
        CommandMutant.Of("snapshot-leaves-base-writable", "goes on writing into the image below a snapshot", "blockdev-snapshot-sync", LeaveBaseWritable),
        CommandMutant.Of("internal-snapshot-without-effect", "answers blockdev-snapshot-internal-sync and takes none", "blockdev-snapshot-internal-sync", _ => Reply.Empty),
        CommandMutant.Of("internal-snapshot-unchecked", "takes internal snapshots that cannot be", "blockdev-snapshot-internal-sync", InternalUnchecked),
        CommandMutant.Of("delete-snapshot-without-effect", "answers with the deleted snapshot and keeps it", "blockdev-snapshot-delete-internal-sync", DeleteWithoutEffect),
        CommandMutant.Of("delete-snapshot-ignores-id", "deletes the snapshot of a name whatever its id", "blockdev-snapshot-delete-internal-sync", call => call.Arguments.Has("name") ? call.With("id", null).Run() : call.Run()),
        CommandMutant.Of("delete-snapshot-any", "deletes the first snapshot when it is not said which", "blockdev-snapshot-delete-internal-sync", DeleteAny),
        CommandMutant.Of("transaction-keeps-first", "keeps what was done before the action that failed", "transaction", KeepFirst),
        CommandMutant.Of("transaction-goes-on", "goes on behind an action that failed, and says that all went well", "transaction", GoOn),
        CommandMutant.Of("transaction-without-effect", "answers transaction and does nothing", "transaction", _ => Reply.Empty),
        CommandMutant.Of("transaction-refuses-none", "refuses a transaction without actions", "transaction", call => call.Arguments.Objects("actions").Count == 0 ? Reply.Error("no actions") : call.Run()),
    ];

    private static BlockDevice? DeviceOf(in Invocation call) => call.Machine.Block.FindDevice(call.Arguments.OptionalString("device") ?? "");

    private static Reply SnapshotWithoutEffect(Invocation call)
    {
        ExternalSnapshot snapshot = new(call.Machine, call.Arguments);
        snapshot.Do();
        snapshot.Undo();
        return Reply.Empty;
    }

    private static Reply SnapshotUnchecked(Invocation call)
    {
        try
        {
            return call.Run();
        }
        catch (RefusedException)
        {
            return Reply.Empty;
        }
    }

    private static Reply LeaveBaseWritable(Invocation call)
    {
        BlockNode? present = DeviceOf(call)?.Medium;
        Reply reply = call.Run();
        if (present is not null)
        {
            present.IsReadOnly = false;
        }

        return reply;
    }

    private static Reply InternalUnchecked(Invocation call)
    {
        try
        {
            return call.Run();
        }
        catch (RefusedException)
        {
            DeviceOf(call)?.Medium?.Image.Add(new InternalSnapshot("0", call.Arguments.String("name"), 0, 0, 0, 0, 0));
            return Reply.Empty;
        }
    }

    private static Reply DeleteWithoutEffect(Invocation call)
    {
        Image? image = DeviceOf(call)?.Medium?.Image;
        InternalSnapshot? snapshot = image?.FindSnapshot(call.Arguments.OptionalString("id"), call.Arguments.OptionalString("name"));
        Reply reply = call.Run();
        if (!reply.IsError && snapshot is not null)
        {
            image!.Add(snapshot);
        }

        return reply;
    }

    private static Reply DeleteAny(Invocation call) =>
        !call.Arguments.Has("id") && !call.Arguments.Has("name") && DeviceOf(call)?.Medium?.Image.Snapshots is [{ } first, ..]
            ? call.With("id", $"\"{first.Id}\"").Run()
            : call.Run();

    private static Reply KeepFirst(Invocation call)
    {
        foreach (Arguments action in call.Arguments.Objects("actions"))
        {
            TransactionActions.Make(call.Machine, action).Do();
        }

        return Reply.Empty;
    }

    private static Reply GoOn(Invocation call)
    {
        foreach (Arguments action in call.Arguments.Objects("actions"))
        {
            try
            {
                TransactionActions.Make(call.Machine, action).Do();
            }
            catch (RefusedException)
            {
                continue;
            }
        }

        return Reply.Empty;
    }
}
