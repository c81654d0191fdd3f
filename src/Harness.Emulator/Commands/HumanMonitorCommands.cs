using Harness.Emulator.Commands.Human;
using Harness.Emulator.Dispatch;
using Harness.Emulator.State;

namespace Harness.Emulator.Commands;

/// <summary>The human monitor, spoken to by a program. Each command comes to a new one, so that nothing is remembered from one to the next.</summary>
internal sealed class HumanMonitorCommands(Machine machine)
{
    private readonly HandlerSet _handlers = HandlerCatalogue.BuiltIn.For(machine);

    [QmpCommand("human-monitor-command")]
    private Reply Execute(Arguments arguments, Caller caller)
    {
        string line = arguments.String("command-line");
        long cpu = arguments.Int("cpu-index", 0);
        if (arguments.Has("cpu-index") && machine.Processors.Find(cpu) is null)
        {
            return Reply.Error("Parameter 'cpu-index' expects a CPU number");
        }

        string text = HumanMonitor.Execute(line, new HumanSession(machine, new QmpCalls(_handlers, caller), cpu));
        return Reply.Value(data => data.String(text));
    }
}
