using Harness.Emulator.Dispatch;
using Harness.Emulator.State;

namespace Harness.Emulator.Commands;

/// <summary>The emulator's own tracing.</summary>
internal sealed class TraceCommands(Machine machine)
{
    [QmpCommand("trace-event-get-state")]
    private Reply GetState(Arguments arguments)
    {
        string name = arguments.String("name");
        IReadOnlyList<TraceEvent> found = machine.TraceEvents.Find(name);
        return found.Count == 0 && !TraceEvents.IsPattern(name)
            ? Unknown(name)
            : Reply.Array(data =>
            {
                foreach (TraceEvent one in found)
                {
                    data.BeginObject();
                    data.String("name", one.Name);
                    data.String("state", one.State);
                    data.EndObject();
                }
            });
    }

    [QmpCommand("trace-event-set-state")]
    private Reply SetState(Arguments arguments)
    {
        string name = arguments.String("name");
        bool enable = arguments.Bool("enable");
        bool passOver = arguments.Bool("ignore-unavailable", false);
        IReadOnlyList<TraceEvent> found = machine.TraceEvents.Find(name);
        if (found.Count == 0 && !TraceEvents.IsPattern(name))
        {
            return Unknown(name);
        }

        if (!passOver && found.FirstOrDefault(e => !e.IsAvailable) is { } unavailable)
        {
            return Reply.Error($"event \"{unavailable.Name}\" is disabled");
        }

        machine.TraceEvents.Set(found, enable);
        return Reply.Empty;
    }

    private static Reply Unknown(string name) => Reply.Error($"unknown event \"{name}\"");
}
