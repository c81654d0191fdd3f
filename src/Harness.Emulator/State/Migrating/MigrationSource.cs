namespace Harness.Emulator.State.Migrating;

/// <summary>What there is to migrate, and what the guest does to it meanwhile.</summary>
internal sealed class MigrationSource
{
    private const long DefaultDirtyPages = 256;

    private readonly IReadOnlyList<(long Size, long Own)> _disks;
    private readonly long _duplicates;

    public MigrationSource(MachineSection section, Memory memory)
    {
        Memory = memory.Size;
        DirtyPages = section.Int("dirty-pages-rate", DefaultDirtyPages, 0, int.MaxValue);
        _duplicates = section.Int("duplicate-pages", 0, 0, memory.Size / MemoryCounters.PageSize);
        _disks = [.. section.Objects("disks").Select(ReadDisk)];
    }

    /// <summary>Bytes of memory.</summary>
    public long Memory { get; }

    /// <summary>Pages that a running guest changes in a second.</summary>
    public long DirtyPages { get; private set; }

    /// <summary>All memory, before any of it is sent.</summary>
    public MemoryCounters WholeMemory()
    {
        MemoryCounters counters = new() { Total = Memory, Remaining = Memory, Rounds = 1 };
        counters.SendDuplicates(_duplicates);
        return counters;
    }

    /// <summary>All disks before any of them is sent; null where there are none.</summary>
    /// <param name="ownOnly">Without what their backing files have.</param>
    public TransferCounters? Disks(bool ownOnly)
    {
        long size = _disks.Sum(d => ownOnly ? d.Own : d.Size);
        return _disks.Count == 0 ? null : new TransferCounters { Total = size, Remaining = size };
    }

    /// <summary>Bytes of pages that a running guest changes in that time; of a page that is changed twice only once.</summary>
    public long Dirtied(TimeSpan time) =>
        (long)Int128.Min(Memory, (Int128)time.Ticks * DirtyPages / TimeSpan.TicksPerSecond * MemoryCounters.PageSize);

    /// <summary>Gives the guest less time, so that it changes less.</summary>
    public void Throttle() => DirtyPages /= 2;

    private static (long Size, long Own) ReadDisk(MachineSection disk)
    {
        long size = disk.Int("size", 0, 0);
        return (size, disk.Int("own", size, 0, size));
    }
}
