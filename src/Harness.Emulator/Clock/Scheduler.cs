using System.Diagnostics.CodeAnalysis;

namespace Harness.Emulator.Clock;

/// <summary>What is to happen when. Actions of the same instant run in the order in which they were scheduled.</summary>
internal sealed class Scheduler(EmulatorClock clock)
{
    /// <summary>More actions than this in one instant never end: one that schedules itself without delay.</summary>
    private const int MaxAtOnce = 1_000_000;

    private readonly PriorityQueue<ScheduledAction, (TimeSpan Due, long Sequence)> _queue = new();
    private long _sequence;
    private volatile bool _changed;

    /// <summary>When the next action is due, since the machine started; null for none.</summary>
    public TimeSpan? NextDue
    {
        get
        {
            DropCancelled();
            return _queue.TryPeek(out ScheduledAction? next, out _) ? next.Due : null;
        }
    }

    /// <summary>Schedules an action. Without delay it runs right after the reply of the command in hand.</summary>
    public ScheduledAction After(TimeSpan delay, Action run)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        ScheduledAction action = new(clock.Elapsed + delay, run);
        _queue.Enqueue(action, (action.Due, _sequence++));
        _changed = true;
        return action;
    }

    /// <summary>True when something was scheduled or run since the last call. The only member that needs no lock.</summary>
    public bool TakeChanged()
    {
        bool changed = _changed;
        _changed = false;
        return changed;
    }

    /// <summary>Runs what is due by now.</summary>
    public void RunDue()
    {
        if (_queue.Count > 0)
        {
            RunUpTo(clock.Elapsed);
        }
    }

    /// <summary>Moves the virtual clock on and runs what becomes due on the way, each action at its own time.</summary>
    public void Advance(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        TimeSpan end = clock.Elapsed + time;
        RunUpTo(end);
        clock.MoveTo(end);
    }

    private void RunUpTo(TimeSpan end)
    {
        int atOnce = 0;
        TimeSpan instant = TimeSpan.MinValue;
        while (TryTake(end, out ScheduledAction? action))
        {
            atOnce = action.Due == instant ? atOnce + 1 : 0;
            instant = action.Due;
            if (atOnce > MaxAtOnce)
            {
                throw new InvalidOperationException($"more than {MaxAtOnce} actions at {instant}: one schedules itself without delay");
            }

            if (clock.IsVirtual && action.Due > clock.Elapsed)
            {
                clock.MoveTo(action.Due);
            }

            action.Run();
        }
    }

    private bool TryTake(TimeSpan end, [NotNullWhen(true)] out ScheduledAction? action)
    {
        DropCancelled();
        if (_queue.TryPeek(out action, out _) && action.Due <= end)
        {
            _queue.Dequeue();
            _changed = true;
            return true;
        }

        action = null;
        return false;
    }

    private void DropCancelled()
    {
        while (_queue.TryPeek(out ScheduledAction? next, out _) && next.IsCancelled)
        {
            _queue.Dequeue();
        }
    }
}
