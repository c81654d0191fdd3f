namespace Harness.Emulator.State;

/// <summary>
/// Events of the emulator's own tracing, and which are traced; list <c>trace-events</c>: <c>[ { "name": TEXT, "state": "disabled" } ]</c>.
/// A machine whose file lists none has a few.
/// </summary>
internal sealed class TraceEvents
{
    private static readonly string[] _states = ["disabled", "enabled", "unavailable"];
    private static readonly string[] _builtIn = ["qemu_memalign", "qemu_vmalloc", "qemu_vfree", "virtqueue_fill", "virtqueue_flush", "virtqueue_pop", "bdrv_aio_readv"];

    private readonly List<TraceEvent> _events;

    public TraceEvents(IReadOnlyList<MachineSection> sections)
    {
        _events = [.. sections.Select(s => new TraceEvent(s.RequiredString("name"), _states[s.OneOf("state", 0, _states)]))];
        if (_events.Count == 0)
        {
            _events.AddRange(_builtIn.Select(name => new TraceEvent(name, "disabled")));
        }
    }

    /// <summary>Whether a name stands for any number of events.</summary>
    public static bool IsPattern(string name) => name.Contains('*');

    /// <summary>Those of that name, or those that a pattern matches: <c>*</c> any characters, <c>?</c> in a pattern any one.</summary>
    public IReadOnlyList<TraceEvent> Find(string name) =>
        [.. _events.Where(e => IsPattern(name) ? Matches(name, e.Name) : e.Name == name)];

    /// <summary>Traces events or not; those that are unavailable stay so.</summary>
    public void Set(IEnumerable<TraceEvent> events, bool enable)
    {
        foreach (TraceEvent one in events.Where(e => e.IsAvailable))
        {
            _events[_events.IndexOf(one)] = one with { State = enable ? "enabled" : "disabled" };
        }
    }

    /// <summary>Goes back to the last star only, so that no pattern takes more than its length times that of the text.</summary>
    private static bool Matches(string pattern, string text)
    {
        int at = 0;
        int star = -1;
        int resume = 0;
        for (int i = 0; i < text.Length;)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                star = at++;
                resume = i;
            }
            else if (at < pattern.Length && (pattern[at] == '?' || pattern[at] == text[i]))
            {
                at++;
                i++;
            }
            else if (star >= 0)
            {
                at = star + 1;
                i = ++resume;
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(at).TrimStart('*').IsEmpty;
    }
}

/// <param name="State">unavailable, disabled or enabled.</param>
internal sealed record TraceEvent(string Name, string State)
{
    public bool IsAvailable => State != "unavailable";
}
