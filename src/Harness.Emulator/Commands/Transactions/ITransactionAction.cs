using Harness.Emulator.Dispatch;

namespace Harness.Emulator.Commands.Transactions;

/// <summary>One of the things that the command transaction does. Nothing else happens between its steps.</summary>
internal interface ITransactionAction
{
    /// <summary>Does it, or refuses with nothing done. Sees what the actions before it did.</summary>
    /// <exception cref="RefusedException">It cannot be done.</exception>
    void Do();

    /// <summary>Takes back what <see cref="Do"/> did, because a later action failed. Later actions were taken back before.</summary>
    void Undo();
}
