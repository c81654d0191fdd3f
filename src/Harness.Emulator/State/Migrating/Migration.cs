using Harness.Emulator.Clock;

namespace Harness.Emulator.State.Migrating;

/// <summary>
/// The migration of the machine to another place; section <c>migration</c>. It sends the disks if asked to, then the memory,
/// then in rounds what the guest has changed in the round before, until the rest fits into the time for which the guest may
/// stand still. Then it stops the machine, sends the rest, and has completed. All of it at the speed that is set, on the
/// machine's clock. A machine file may begin in the middle: <c>"status": "active"</c> with the counters.
/// </summary>
internal sealed class Migration
{
    private readonly EmulatorClock _clock;
    private readonly Scheduler _scheduler;
    private readonly RunState _runState;
    private readonly NamedDescriptors _descriptors;
    private readonly Destinations _destinations;
    private readonly MigrationSource _source;
    private ScheduledAction? _next;
    private Pace? _pace;
    private TimeSpan _start;
    private TimeSpan _roundStart;
    private long _takes = long.MaxValue;
    private bool _ranBefore;

    public Migration(MachineSection section, MachineEnvironment environment, Memory memory, RunState runState, NamedDescriptors descriptors)
    {
        _clock = environment.Clock;
        _scheduler = environment.Scheduler;
        _runState = runState;
        _descriptors = descriptors;
        Settings = new MigrationSettings(section);
        _source = new MigrationSource(section, memory);
        _destinations = new Destinations(section.Objects("destinations"));
        Incoming = new IncomingMigration(section.OptionalString("incoming"), runState, descriptors);
        Report = new MigrationReport(section, Settings);
        _start = _clock.Elapsed - Report.Time;
        if (Report.Status == MigrationStatus.Active)
        {
            BeginRound();
        }
    }

    public MigrationSettings Settings { get; }

    public IncomingMigration Incoming { get; }

    /// <summary>What there is to tell of it, as of the last <see cref="Settle"/>.</summary>
    public MigrationReport Report { get; private set; }

    public bool IsUnderWay => Report.Status is MigrationStatus.Setup or MigrationStatus.Active;

    /// <summary>The migration has succeeded; the machine runs elsewhere.</summary>
    public event Action? Completed;

    /// <summary>Why the machine cannot be migrated to that address; null when it can.</summary>
    /// <param name="monitor">The connection that asks for it.</param>
    public string? WhyNot(string uri, MonitorSession monitor) =>
        IsUnderWay ? "There's a migration process in progress"
        : _runState.Status == RunStatus.InMigrate ? "Guest is waiting for an incoming migration"
        : MigrationUri.WhyNot(uri, _descriptors, monitor);

    /// <summary>Begins. Needs an address that <see cref="WhyNot"/> finds nothing wrong with.</summary>
    /// <param name="disks">Copies the disks.</param>
    /// <param name="ownOnly">Copies of them only what their backing files do not have; copies the disks.</param>
    public void Start(string uri, bool disks, bool ownOnly)
    {
        _takes = _destinations.Takes(uri);
        _start = _clock.Elapsed;
        Report = new MigrationReport(Settings, _source.WholeMemory(), disks || ownOnly ? _source.Disks(ownOnly) : null);
        bool pins = Settings.IsOn(MigrationSettings.PinAll) && uri.StartsWith("rdma:", StringComparison.Ordinal);
        _next = _scheduler.After(SetupTime(pins), BeginToSend);
    }

    /// <summary>Ends a migration that is under way; the guest goes on if it ran.</summary>
    public void Cancel()
    {
        if (IsUnderWay)
        {
            Settle();
            End(MigrationStatus.Cancelled);
        }
    }

    /// <summary>Sends at another speed from now on.</summary>
    public void SetSpeed(long bytesPerSecond)
    {
        Settle();
        Settings.Speed = bytesPerSecond;
        if (_pace is not null && !Report.IsFinishing)
        {
            Send();
        }
    }

    /// <summary>Counts what has been sent until now.</summary>
    public void Settle()
    {
        if (IsUnderWay)
        {
            Report.Time = _clock.Elapsed - _start;
        }

        if (_pace is not null)
        {
            Report.Count(_pace.Take());
        }
    }

    /// <summary>10 ms, and where all memory is pinned before, 1 ms for each of its mebibytes.</summary>
    private TimeSpan SetupTime(bool pins) => TimeSpan.FromMilliseconds(10 + (pins ? _source.Memory >> 20 : 0));

    private void BeginToSend()
    {
        if (_takes == 0)
        {
            End(MigrationStatus.Failed);
            return;
        }

        Report.Begin(_clock.Elapsed - _start);
        BeginRound();
    }

    private void BeginRound()
    {
        _roundStart = _clock.Elapsed;
        Send();
    }

    /// <summary>Sends what remains of the round, or as much as the other side takes.</summary>
    private void Send()
    {
        _next?.Cancel();
        _pace = new Pace(_clock, Settings.Pace);
        long bytes = Math.Min(Report.Remaining, _takes - Report.Transferred);
        _next = _scheduler.After(Pace.Needs(Math.Max(0, bytes), Settings.Pace), EndRound);
    }

    private void EndRound()
    {
        Settle();
        if (Report.Remaining > 0)
        {
            End(MigrationStatus.Failed);
            return;
        }

        TimeSpan took = _clock.Elapsed - _roundStart;
        long changed = _runState.IsRunning ? _source.Dirtied(took) : 0;
        if (Settings.IsOn(MigrationSettings.AutoConverge) && changed > 0 && Pace.Needs(changed, Settings.Pace) > took / 2)
        {
            _source.Throttle();
        }

        Report.NextRound(changed, _runState.IsRunning ? _source.DirtyPages : 0);
        TimeSpan rest = Pace.Needs(Report.Remaining, Settings.Pace);
        Report.ExpectedDowntime = rest;
        if (rest <= Settings.Downtime)
        {
            Finish(rest);
        }
        else
        {
            BeginRound();
        }
    }

    /// <summary>Stops the guest for the rest, which takes a millisecond more for the state of the devices.</summary>
    private void Finish(TimeSpan rest)
    {
        TimeSpan still = rest + TimeSpan.FromMilliseconds(1);
        _ranBefore = _runState.IsRunning;
        _runState.StopAs(RunStatus.FinishMigrate);
        _runState.Enter(RunStatus.FinishMigrate);
        Report.IsFinishing = true;
        _pace = new Pace(_clock, Settings.Pace);
        _next = _scheduler.After(still, () => Complete(still));
    }

    private void Complete(TimeSpan still)
    {
        Settle();
        Report.Downtime = still;
        _runState.StopAs(RunStatus.PostMigrate);
        _runState.Enter(RunStatus.PostMigrate);
        End(MigrationStatus.Completed);
        Completed?.Invoke();
    }

    private void End(MigrationStatus status)
    {
        _next?.Cancel();
        _next = null;
        _pace = null;
        bool goesOn = Report.IsFinishing && _ranBefore && status != MigrationStatus.Completed;
        Report.End(status);
        if (goesOn)
        {
            _runState.Continue();
        }
    }
}
