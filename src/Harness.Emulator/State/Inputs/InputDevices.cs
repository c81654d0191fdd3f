using System.Diagnostics;

using Harness.Emulator.Clock;
using Harness.Emulator.Events;

namespace Harness.Emulator.State.Inputs;

/// <summary>
/// Keyboard and mice, and what the guest makes of them; section <c>input</c>: <c>{ "keyboard": true, "mice": [ { "name", "index",
/// "current", "absolute" } ], "guest": [ … ] }</c>, the last of which <see cref="Reaction"/> reads. A guest that is neither running nor
/// suspended gets no input.
/// </summary>
internal sealed class InputDevices
{
    /// <summary>Place of the right and lower edge for absolute moves.</summary>
    public const long FarEdge = 32767;

    private readonly Scheduler _scheduler;
    private readonly RunState _runState;
    private readonly EventSender _events;
    private readonly Action _reset;
    private readonly IReadOnlyList<Reaction> _reactions;
    private readonly HashSet<string> _held = new(StringComparer.Ordinal);
    private readonly bool _hasKeyboard;

    public InputDevices(MachineSection section, Scheduler scheduler, RunState runState, EventSender events, Action reset)
    {
        (_scheduler, _runState, _events, _reset) = (scheduler, runState, events, reset);
        _hasKeyboard = section.Bool("keyboard", true);
        Mice = section.Has("mice") ? [.. section.Objects("mice").Select(Mouse.Read)] : [new Mouse("QEMU PS/2 Mouse", 2, true, false)];
        _reactions = [.. section.Objects("guest").Select(s => new Reaction(s))];
    }

    public IReadOnlyList<Mouse> Mice { get; }

    /// <summary>Where the pointer is, from 0 to <see cref="FarEdge"/>.</summary>
    public (long X, long Y) Pointer { get; private set; }

    /// <summary>Whether the guest is there to get input.</summary>
    public bool IsReceiving => _runState.Status is RunStatus.Running or RunStatus.Suspended;

    /// <summary>Whether a device takes such input.</summary>
    public bool Takes(InputEvent input) => input switch
    {
        InputEvent.Press { IsButton: false } => _hasKeyboard,
        InputEvent.Press => Mice.Count > 0,
        InputEvent.Move move => Mice.Any(m => m.IsAbsolute == move.IsAbsolute),
        _ => throw new UnreachableException($"{input}"),
    };

    /// <summary>Presses keys, all at once, and lets them go after a time.</summary>
    public void Tap(IReadOnlyList<string> keys, TimeSpan hold)
    {
        SendAll(keys, down: true);
        _scheduler.After(hold, () => SendAll(keys, down: false));
    }

    /// <summary>Gives the guest input, if it is there. What no device takes is lost.</summary>
    public void Send(InputEvent input)
    {
        if (!IsReceiving || !Takes(input))
        {
            return;
        }

        switch (input)
        {
            case InputEvent.Move move:
                Pointer = move.AlongX ? (Moved(Pointer.X, move), Pointer.Y) : (Pointer.X, Moved(Pointer.Y, move));
                break;
            case InputEvent.Press { Down: true } press:
                Press(press.Name);
                break;
            case InputEvent.Press press:
                Release(press.Name);
                break;
            default:
                throw new UnreachableException($"{input}");
        }
    }

    /// <summary>The pointer stays on the display.</summary>
    private static long Moved(long place, InputEvent.Move move) =>
        Math.Clamp(move.IsAbsolute ? move.Value : place + Math.Clamp(move.Value, -FarEdge, FarEdge), 0, FarEdge);

    private void SendAll(IEnumerable<string> keys, bool down)
    {
        foreach (string key in keys)
        {
            Send(new InputEvent.Press(key, down, IsButton: false));
        }
    }

    /// <summary>A press wakes a guest that sleeps.</summary>
    private void Press(string name)
    {
        _runState.WakeUp();
        _held.Add(name);
        foreach (Reaction reaction in _reactions)
        {
            reaction.Press(name, _held, Pointer, _scheduler, () => React(reaction));
        }
    }

    private void Release(string name)
    {
        _held.Remove(name);
        foreach (Reaction reaction in _reactions)
        {
            reaction.Release(name);
        }
    }

    private void React(Reaction reaction)
    {
        if (!_runState.IsRunning)
        {
            return;
        }

        if (reaction.Suspends)
        {
            _runState.Enter(RunStatus.Suspended);
            _events.Emit("SUSPEND");
        }
        else
        {
            _reset();
        }
    }
}
