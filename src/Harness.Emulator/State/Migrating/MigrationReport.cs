using Harness.Emulator.Output;

namespace Harness.Emulator.State.Migrating;

/// <summary>What <c>query-migrate</c> tells of one migration: QAPI <c>MigrationInfo</c>.</summary>
internal sealed class MigrationReport
{
    /// <summary>What of a machine file's status makes sense at the start of a machine.</summary>
    private static readonly MigrationStatus[] Initial =
        [MigrationStatus.None, MigrationStatus.Active, MigrationStatus.Completed, MigrationStatus.Failed, MigrationStatus.Cancelled];

    private readonly MigrationSettings _settings;
    private readonly MemoryCounters _memory;
    private readonly TransferCounters? _disks;
    private readonly XbzrleCounters _xbzrle;
    private TimeSpan _setupTime;

    /// <summary>A migration that begins.</summary>
    public MigrationReport(MigrationSettings settings, MemoryCounters memory, TransferCounters? disks)
    {
        _settings = settings;
        _memory = memory;
        _disks = disks;
        _xbzrle = new XbzrleCounters();
        Status = MigrationStatus.Setup;
        ExpectedDowntime = settings.Downtime;
    }

    /// <summary>What the machine file tells of a migration; none by default.</summary>
    public MigrationReport(MachineSection section, MigrationSettings settings)
    {
        _settings = settings;
        Status = Initial[section.OneOf("status", 0, [.. Initial.Select(s => s.WireName())])];
        _memory = MemoryCounters.Read(section.Object("ram"));
        _disks = section.OptionalObject("disk") is { } disk ? TransferCounters.Read(disk) : null;
        _xbzrle = XbzrleCounters.Read(section.Object("xbzrle-cache"));
        Time = Milliseconds(section, "total-time");
        _setupTime = Milliseconds(section, "setup-time");
        Downtime = Milliseconds(section, "downtime");
        ExpectedDowntime = Milliseconds(section, "expected-downtime");
    }

    public MigrationStatus Status { get; private set; }

    /// <summary>Since it began; once it has ended, how long it took.</summary>
    public TimeSpan Time { get; set; }

    /// <summary>How long the guest stood still.</summary>
    public TimeSpan Downtime { get; set; }

    public TimeSpan ExpectedDowntime { get; set; }

    /// <summary>The guest stands still for the rest.</summary>
    public bool IsFinishing { get; set; }

    /// <summary>Bytes that are to be sent in this round.</summary>
    public long Remaining => (_disks?.Remaining ?? 0) + _memory.Remaining;

    /// <summary>Bytes that have been sent in all.</summary>
    public long Transferred => (_disks?.Transferred ?? 0) + _memory.Transferred;

    public void Begin(TimeSpan setupTime)
    {
        Status = MigrationStatus.Active;
        _setupTime = setupTime;
    }

    public void End(MigrationStatus status)
    {
        Status = status;
        IsFinishing = false;
    }

    /// <summary>Sends so many bytes if there are so many: of the disks first.</summary>
    public void Count(long bytes)
    {
        long ofDisks = Math.Min(bytes, _disks?.Remaining ?? 0);
        if (_disks is not null)
        {
            _disks.Transferred += ofDisks;
            _disks.Remaining -= ofDisks;
        }

        _memory.Send(Math.Min(bytes - ofDisks, _memory.Remaining));
    }

    /// <summary>Begins a round with what the guest has changed.</summary>
    /// <param name="changed">Bytes of changed pages.</param>
    /// <param name="rate">Pages that the guest changes in a second.</param>
    public void NextRound(long changed, long rate)
    {
        _memory.Rounds++;
        _memory.DirtyRate = rate;
        _memory.Remaining = changed;
        if (_settings.IsOn(MigrationSettings.Xbzrle))
        {
            _xbzrle.Compress(_memory, _settings.CacheSize);
        }
    }

    /// <summary>Writes the members that the status has. Before the first migration there are none; of one that failed or was cancelled, the status alone.</summary>
    public void Write(DataWriter data)
    {
        if (Status == MigrationStatus.None)
        {
            return;
        }

        data.String("status", Status.WireName());
        if (Status is not (MigrationStatus.Active or MigrationStatus.Completed))
        {
            return;
        }

        data.Int("total-time", (long)Time.TotalMilliseconds);
        data.Int("setup-time", (long)_setupTime.TotalMilliseconds);
        data.Int(Status == MigrationStatus.Active ? "expected-downtime" : "downtime", (long)(Status == MigrationStatus.Active ? ExpectedDowntime : Downtime).TotalMilliseconds);
        WriteCapabilities(data);
        WriteCounters(data);
    }

    private static TimeSpan Milliseconds(MachineSection section, string member) => TimeSpan.FromMilliseconds(section.Int(member, 0, 0, int.MaxValue));

    private void WriteCapabilities(DataWriter data)
    {
        string[] on = [.. MigrationSettings.Capabilities.Where(_settings.IsOn)];
        if (on.Length == 0)
        {
            return;
        }

        data.BeginArray("capabilities");
        foreach (string capability in on)
        {
            data.BeginObject();
            data.String("capability", capability);
            data.Bool("state", true);
            data.EndObject();
        }

        data.EndArray();
    }

    private void WriteCounters(DataWriter data)
    {
        data.BeginObject("ram");
        _memory.Write(data);
        if (Time > TimeSpan.Zero)
        {
            data.Number("mbps", Math.Round(_memory.Transferred * 8 / Time.TotalSeconds / 1e6, 3));
        }

        data.EndObject();
        if (_disks is not null && Status == MigrationStatus.Active)
        {
            data.BeginObject("disk");
            _disks.Write(data);
            data.EndObject();
        }

        if (_settings.IsOn(MigrationSettings.Xbzrle))
        {
            data.BeginObject("xbzrle-cache");
            _xbzrle.Write(data, _settings.CacheSize);
            data.EndObject();
        }
    }
}
