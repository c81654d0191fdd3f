using Harness.Emulator.Clock;
using Harness.Emulator.Events;

namespace Harness.Emulator.State;

/// <summary>The balloon device, and a guest that does what it is asked after a moment; section <c>balloon</c>, without which there is none.</summary>
internal sealed class Balloon
{
    /// <summary>How long the guest takes to give memory back or to take it.</summary>
    private static readonly TimeSpan GuestTakes = TimeSpan.FromMilliseconds(10);

    private readonly Scheduler _scheduler;
    private readonly EventSender _events;
    private readonly long _memory;
    private ScheduledAction? _pending;

    public Balloon(MachineSection? section, Memory memory, Scheduler scheduler, EventSender events)
    {
        _scheduler = scheduler;
        _events = events;
        _memory = memory.Size;
        IsPresent = section is not null;
        Actual = section?.Int("actual", memory.Size, 1, memory.Size) ?? memory.Size;
        HostCanDoIt = section?.Bool("host-can-do-it", true) ?? true;
    }

    public bool IsPresent { get; }

    /// <summary>False where KVM is used and cannot balloon.</summary>
    public bool HostCanDoIt { get; }

    /// <summary>Bytes that the guest has.</summary>
    public long Actual { get; private set; }

    /// <summary>Asks the guest; a request that is still open is forgotten. No guest has more than the machine's memory.</summary>
    /// <param name="target">Bytes, greater than zero.</param>
    public void Ask(long target)
    {
        long wanted = Math.Min(target, _memory);
        _pending?.Cancel();
        _pending = _scheduler.After(GuestTakes, () => Become(wanted));
    }

    private void Become(long amount)
    {
        if (amount != Actual)
        {
            Actual = amount;
            _events.Emit("BALLOON_CHANGE", data => data.Int("actual", amount));
        }
    }
}
