using Harness.Emulator.Clock;

namespace Harness.Emulator.Events;

/// <summary>
/// Events of some names come at most once a second each: the first at once, then the latest of what came since ("QMP Events",
/// rate-limited events). Where a name has a key member, each value of it is limited for itself.
/// </summary>
internal sealed class EventThrottle(Scheduler scheduler)
{
    public static TimeSpan Interval { get; } = TimeSpan.FromSeconds(1);

    /// <summary>Limited events and the member that tells their sources apart; null for none.</summary>
    private static readonly Dictionary<string, string?> Limited = new(StringComparer.Ordinal)
    {
        ["BALLOON_CHANGE"] = null,
        ["MEMORY_DEVICE_SIZE_CHANGE"] = "qom-path",
        ["QUORUM_FAILURE"] = null,
        ["QUORUM_REPORT_BAD"] = "node-name",
        ["RTC_CHANGE"] = null,
        ["VSERPORT_CHANGE"] = "id",
        ["WATCHDOG"] = null,
    };

    /// <summary>What waits for the interval's end, by name and key; null where nothing does.</summary>
    private readonly Dictionary<(string Name, string Key), Action?> _running = [];

    public static IReadOnlyCollection<string> Names => Limited.Keys;

    public static bool IsLimited(string name, out string? keyMember) => Limited.TryGetValue(name, out keyMember);

    /// <summary>Sends now, or in place of what waits.</summary>
    public void Pass(string name, string key, Action send)
    {
        if (_running.ContainsKey((name, key)))
        {
            _running[(name, key)] = send;
            return;
        }

        send();
        Start((name, key));
    }

    private void Start((string Name, string Key) source)
    {
        _running[source] = null;
        scheduler.After(Interval, () => End(source));
    }

    private void End((string Name, string Key) source)
    {
        if (_running[source] is not { } waiting)
        {
            _running.Remove(source);
            return;
        }

        waiting();
        Start(source);
    }
}
