using Harness.Emulator.Commands.Transactions;
using Harness.Emulator.Dispatch;

namespace Harness.Unit.Emulator.Block;

public sealed class TransactionTests
{
    private readonly List<string> _log = [];

    [Test]
    public void Actions_are_done_in_order()
    {
        TransactionActions.DoAll([new Step(_log, "a"), new Step(_log, "b")]);

        Assert.That(_log, Is.EqualTo(new[] { "do a", "do b" }));
    }

    [Test]
    public void A_refusal_undoes_what_was_done_last_first_and_tries_nothing_behind()
    {
        ITransactionAction[] actions = [new Step(_log, "a"), new Step(_log, "b"), new Step(_log, "c", refuses: true), new Step(_log, "d")];

        Assert.That(() => TransactionActions.DoAll(actions), Throws.TypeOf<RefusedException>().With.Message.EqualTo("c refuses"));
        Assert.That(_log, Is.EqualTo(new[] { "do a", "do b", "undo b", "undo a" }));
    }

    [SetUp]
    public void Forget() => _log.Clear();

    private sealed class Step(List<string> log, string name, bool refuses = false) : ITransactionAction
    {
        public void Do() => log.Add(refuses ? throw new RefusedException($"{name} refuses") : $"do {name}");

        public void Undo() => log.Add($"undo {name}");
    }
}
