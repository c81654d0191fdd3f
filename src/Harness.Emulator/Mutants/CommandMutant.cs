using Harness.Emulator.Dispatch;

namespace Harness.Emulator.Mutants;

/// <summary>
/// One command done wrongly: the cheapest kind of mutant. The delegate is called in its place, with its arguments checked;
/// <see cref="Invocation.Run"/> executes it, <see cref="Invocation.With"/> changes an argument before.
/// </summary>
internal sealed class CommandMutant(string command, Func<Invocation, Reply> execute) : Conduct
{
    public override Reply Execute(in Invocation call) => call.Command.Name == command ? execute(call) : base.Execute(call);

    public static Mutant Of(string id, string description, string command, Func<Invocation, Reply> execute) =>
        new(id, description, () => new CommandMutant(command, execute));
}
