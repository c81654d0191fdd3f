using Harness.Emulator.Output;

namespace Harness.Emulator.State.Migrating;

/// <summary>How much of something has been transferred, in bytes: QAPI <c>MigrationStats</c>.</summary>
internal class TransferCounters
{
    public long Transferred { get; set; }

    public long Remaining { get; set; }

    public long Total { get; set; }

    public static TransferCounters Read(MachineSection section)
    {
        TransferCounters counters = new();
        counters.Fill(section);
        return counters;
    }

    public virtual void Write(DataWriter data)
    {
        data.Int("transferred", Transferred);
        data.Int("remaining", Remaining);
        data.Int("total", Total);
    }

    protected void Fill(MachineSection section)
    {
        Transferred = section.Int("transferred", 0, 0);
        Remaining = section.Int("remaining", 0, 0);
        Total = section.Int("total", 0, 0);
    }
}
