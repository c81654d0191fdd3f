using Harness.Emulator.Dispatch;
using Harness.Emulator.State;

namespace Harness.Emulator.Commands.Transactions;

/// <summary>The actions by their type, one line each.</summary>
internal static class TransactionActions
{
    private static readonly Dictionary<string, Func<Machine, Arguments, ITransactionAction>> _byType = new(StringComparer.Ordinal)
    {
        ["blockdev-snapshot-sync"] = (machine, data) => new ExternalSnapshot(machine, data),
        ["blockdev-snapshot-internal-sync"] = (machine, data) => new TakeInternalSnapshot(machine, data),
        ["drive-backup"] = (machine, data) => new DriveBackup(machine, data),
        ["blockdev-backup"] = (machine, data) => new BlockdevBackup(machine, data),
        ["abort"] = (_, _) => new Abort(),
    };

    /// <summary>Does all actions, in order, or none.</summary>
    /// <exception cref="RefusedException">One could not be done; those before it were undone.</exception>
    public static void DoAll(IEnumerable<ITransactionAction> actions)
    {
        Stack<ITransactionAction> done = [];
        try
        {
            foreach (ITransactionAction action in actions)
            {
                action.Do();
                done.Push(action);
            }
        }
        catch (RefusedException)
        {
            foreach (ITransactionAction action in done)
            {
                action.Undo();
            }

            throw;
        }
    }

    public static ITransactionAction Make(Machine machine, Arguments action)
    {
        string type = action.String("type");
        return _byType.TryGetValue(type, out Func<Machine, Arguments, ITransactionAction>? make)
            ? make(machine, action.Object("data"))
            : throw new RefusedException($"No action '{type}' in this machine");
    }

    /// <summary>Fails.</summary>
    private sealed class Abort : ITransactionAction
    {
        public void Do() => throw new RefusedException("Transaction aborted using Abort action");

        public void Undo()
        {
        }
    }
}
