using Harness.Emulator.Output;

namespace Harness.Emulator.State.Migrating;

/// <summary>How much memory has been transferred, and how: QAPI <c>MigrationRamStats</c>.</summary>
internal sealed class MemoryCounters : TransferCounters
{
    /// <summary>Bytes of a page.</summary>
    public const long PageSize = 4096;

    /// <summary>Bytes that a page of one repeated byte takes: its address and the byte.</summary>
    private const long DuplicateBytes = 9;

    /// <summary>Bytes of the page that is being sent.</summary>
    private long _begun;

    /// <summary>Pages of one repeated byte.</summary>
    public long Duplicate { get; private set; }

    /// <summary>Pages that were sent whole.</summary>
    public long Normal { get; private set; }

    /// <summary>Bytes that were sent in whole pages.</summary>
    public long NormalBytes { get; private set; }

    /// <summary>How many times the record of changed pages was synchronised.</summary>
    public long Rounds { get; set; }

    /// <summary>Pages that the guest changes in a second, as measured in the last round.</summary>
    public long DirtyRate { get; set; }

    public static new MemoryCounters Read(MachineSection section)
    {
        MemoryCounters counters = new()
        {
            Duplicate = section.Int("duplicate", 0, 0),
            Normal = section.Int("normal", 0, 0),
            NormalBytes = section.Int("normal-bytes", 0, 0),
            Rounds = section.Int("dirty-sync-count", 0, 0),
        };
        counters.Fill(section);
        return counters;
    }

    /// <summary>Sends pages of one repeated byte, which takes next to nothing.</summary>
    public void SendDuplicates(long pages)
    {
        Duplicate += pages;
        Transferred += pages * DuplicateBytes;
        Remaining -= pages * PageSize;
    }

    /// <summary>Sends bytes of whole pages.</summary>
    public void Send(long bytes)
    {
        Transferred += bytes;
        Remaining -= bytes;
        NormalBytes += bytes;
        _begun += bytes;
        Normal += _begun / PageSize;
        _begun %= PageSize;
    }

    /// <summary>Sends the differences of changed pages in place of the pages.</summary>
    public void SendDifferences(long pages, long bytes)
    {
        Transferred += bytes;
        Remaining -= pages * PageSize;
    }

    public override void Write(DataWriter data)
    {
        base.Write(data);
        data.Int("duplicate", Duplicate);
        data.Int("skipped", 0);
        data.Int("normal", Normal);
        data.Int("normal-bytes", NormalBytes);
        data.Int("dirty-sync-count", Rounds);
        data.Int("dirty-pages-rate", DirtyRate);
    }
}
