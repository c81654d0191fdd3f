using Harness.Emulator.Clock;

namespace Harness.Emulator.State.Inputs;

/// <summary>
/// What the guest does when keys are held together for a time, or a button goes down at a place: <c>{ "keys": [ NAME ], "held":
/// MILLISECONDS, "does": "reset" }</c> or <c>{ "button": NAME, "from": [ X, Y ], "to": [ X, Y ], "does": … }</c>.
/// </summary>
internal sealed class Reaction
{
    private static readonly string[] _deeds = ["reset", "suspend"];

    private readonly IReadOnlyList<string> _held;
    private readonly IReadOnlyList<long> _from;
    private readonly IReadOnlyList<long> _to;
    private readonly TimeSpan _time;
    private ScheduledAction? _pending;

    public Reaction(MachineSection section)
    {
        _held = section.OptionalString("button") is { } button ? [InputEvent.ButtonName(button)] : section.Strings("keys");
        _time = TimeSpan.FromMilliseconds(section.Int("held", 0, 0, int.MaxValue));
        _from = Corner(section, "from", 0);
        _to = Corner(section, "to", InputDevices.FarEdge);
        Suspends = section.OneOf("does", 0, _deeds) == 1;
        if (_held.Count == 0)
        {
            throw section.Wrong("keys", "the keys that it is about");
        }
    }

    /// <summary>The guest goes to sleep; otherwise it resets the machine.</summary>
    public bool Suspends { get; }

    /// <summary>A key or button has gone down.</summary>
    /// <param name="react">Called when all that it takes has been held for its time.</param>
    public void Press(string name, IReadOnlySet<string> held, (long X, long Y) pointer, Scheduler scheduler, Action react)
    {
        bool inside = pointer.X >= _from[0] && pointer.Y >= _from[1] && pointer.X <= _to[0] && pointer.Y <= _to[1];
        if (inside && _held.Contains(name) && _held.All(held.Contains))
        {
            _pending?.Cancel();
            _pending = scheduler.After(_time, react);
        }
    }

    /// <summary>A key or button has gone up.</summary>
    public void Release(string name)
    {
        if (_held.Contains(name))
        {
            _pending?.Cancel();
        }
    }

    private static IReadOnlyList<long> Corner(MachineSection section, string member, long fallback)
    {
        IReadOnlyList<long> given = section.Ints(member);
        return given.Count switch
        {
            0 => [fallback, fallback],
            2 => given,
            _ => throw section.Wrong(member, "two integers, X and Y"),
        };
    }
}
