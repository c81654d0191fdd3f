using Harness.Emulator.Output;

namespace Harness.Emulator.State.Migrating;

/// <summary>How well pages that are sent again are compressed: QAPI <c>XBZRLECacheStats</c>.</summary>
internal sealed class XbzrleCounters
{
    /// <summary>Bytes that the difference of a changed page takes.</summary>
    private const long DifferenceBytes = 512;

    private long _bytes;
    private long _pages;
    private long _misses;
    private double _missRate;
    private long _overflow;

    public static XbzrleCounters Read(MachineSection section) => new()
    {
        _bytes = section.Int("bytes", 0, 0),
        _pages = section.Int("pages", 0, 0),
        _misses = section.Int("cache-miss", 0, 0),
        _missRate = section.Number("cache-miss-rate", 0),
        _overflow = section.Int("overflow", 0, 0),
    };

    /// <summary>Sends the differences of those changed pages that the cache has; the others miss it and are left to be sent whole.</summary>
    public void Compress(MemoryCounters memory, long cacheSize)
    {
        long changed = memory.Remaining / MemoryCounters.PageSize;
        long hits = Math.Min(changed, cacheSize / MemoryCounters.PageSize);
        _pages += hits;
        _bytes += hits * DifferenceBytes;
        _misses += changed - hits;
        _missRate = changed == 0 ? 0 : (double)(changed - hits) / changed;
        memory.SendDifferences(hits, hits * DifferenceBytes);
    }

    public void Write(DataWriter data, long cacheSize)
    {
        data.Int("cache-size", cacheSize);
        data.Int("bytes", _bytes);
        data.Int("pages", _pages);
        data.Int("cache-miss", _misses);
        data.Number("cache-miss-rate", _missRate);
        data.Int("overflow", _overflow);
    }
}
