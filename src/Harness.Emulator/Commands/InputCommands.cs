using Harness.Emulator.Dispatch;
using Harness.Emulator.State;
using Harness.Emulator.State.Inputs;

namespace Harness.Emulator.Commands;

/// <summary>Keyboard and mice.</summary>
internal sealed class InputCommands(Machine machine)
{
    /// <summary>Milliseconds that keys are held unless the client says how long.</summary>
    private const long DefaultHold = 100;

    /// <summary>A guest that is stopped misses the keys, which is no error.</summary>
    [QmpCommand("send-key")]
    private Reply SendKey(Arguments arguments)
    {
        string[] keys = [.. arguments.Objects("keys").Select(InputEvent.KeyOf)];
        long hold = arguments.OptionalInt("hold-time") is { } given and > 0 ? Math.Min(given, uint.MaxValue) : DefaultHold;
        machine.Input.Tap(keys, TimeSpan.FromMilliseconds(hold));
        return Reply.Empty;
    }

    [QmpCommand("x-input-send-event")]
    private Reply SendEvent(Arguments arguments)
    {
        long? console = arguments.OptionalInt("console");
        InputEvent[] events = [.. arguments.Objects("events").Select(InputEvent.Read)];
        if (console is { } index && (index < 0 || index >= machine.Display.Consoles.Count))
        {
            return Reply.Error($"console {index} not found");
        }

        if (!machine.Input.IsReceiving)
        {
            return Reply.Error("VM not running");
        }

        if (Array.FindIndex(events, e => !machine.Input.Takes(e)) is var refused and >= 0)
        {
            return Reply.Error($"Input handler not found for event type {arguments.Objects("events")[refused].String("type")}");
        }

        foreach (InputEvent input in events)
        {
            machine.Input.Send(input);
        }

        return Reply.Empty;
    }

    [QmpCommand("query-mice")]
    private Reply QueryMice(Arguments arguments) => Reply.Array(data =>
    {
        foreach (Mouse mouse in machine.Input.Mice)
        {
            data.BeginObject();
            mouse.Write(data);
            data.EndObject();
        }
    });
}
