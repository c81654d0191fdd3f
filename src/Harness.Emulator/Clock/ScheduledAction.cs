namespace Harness.Emulator.Clock;

/// <summary>Something that the machine does at a time to come.</summary>
internal sealed class ScheduledAction(TimeSpan due, Action run)
{
    /// <summary>Since the machine started.</summary>
    public TimeSpan Due { get; } = due;

    public bool IsCancelled { get; private set; }

    /// <summary>Takes it back; without effect once it ran.</summary>
    public void Cancel() => IsCancelled = true;

    public void Run() => run();
}
