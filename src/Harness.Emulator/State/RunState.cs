using Harness.Emulator.Events;
using Harness.Emulator.Output;

namespace Harness.Emulator.State;

/// <summary>Whether the machine runs, and if not, why; section <c>run-state</c>.</summary>
internal sealed class RunState
{
    private readonly EventSender _events;

    public RunState(MachineSection section, EventSender events)
    {
        _events = events;
        Status = (RunStatus)section.OneOf("status", (int)RunStatus.Running, RunStatuses.Names);
        SingleStep = section.Bool("singlestep", false);
    }

    /// <summary>The machine runs again after a stop.</summary>
    public event Action? Resumed;

    public RunStatus Status { get; private set; }

    public bool SingleStep { get; }

    public bool IsRunning => Status == RunStatus.Running;

    /// <summary>Pauses a running machine; a machine that does not run keeps its state.</summary>
    public void Stop() => StopAs(RunStatus.Paused);

    /// <summary>Stops a running machine for another reason than a command: an I/O error, a snapshot, a migration.</summary>
    public void StopAs(RunStatus why)
    {
        if (IsRunning)
        {
            Status = why;
            _events.Emit("STOP");
        }
    }

    /// <summary>Lets the machine run. False where it must be reset before it can. A suspended guest stays suspended; an incoming migration goes on.</summary>
    public bool Continue()
    {
        switch (Status)
        {
            case RunStatus.InternalError or RunStatus.Shutdown:
                return false;
            case RunStatus.Running or RunStatus.Suspended or RunStatus.InMigrate:
                return true;
            default:
                Status = RunStatus.Running;
                _events.Emit("RESUME");
                Resumed?.Invoke();
                return true;
        }
    }

    /// <summary>Puts the machine into another state without the events of a stop: the guest suspends, panics, migrates.</summary>
    public void Enter(RunStatus status) => Status = status;

    /// <summary>Wakes a suspended guest up; any other is awake.</summary>
    public void WakeUp()
    {
        if (Status == RunStatus.Suspended)
        {
            Status = RunStatus.Running;
            _events.Emit("WAKEUP");
        }
    }

    /// <summary>After a reset a machine that did not run waits to be started, and one that runs goes on.</summary>
    public void Reset()
    {
        if (Status is not (RunStatus.Running or RunStatus.InMigrate))
        {
            Status = RunStatus.PreLaunch;
        }
    }

    /// <summary>Writes the members of QAPI <c>StatusInfo</c>.</summary>
    public void Write(DataWriter data)
    {
        data.String("status", Status.WireName());
        data.Bool("singlestep", SingleStep);
        data.Bool("running", IsRunning);
    }

    /// <summary>Writes the members that SHUTDOWN and RESET have in later versions.</summary>
    public static void WriteCause(DataWriter data, string reason)
    {
        data.Bool("guest", false);
        data.String("reason", reason);
    }
}
