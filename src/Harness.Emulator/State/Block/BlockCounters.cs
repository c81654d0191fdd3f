using Harness.Emulator.Output;

namespace Harness.Emulator.State.Block;

/// <summary>What a node has done since it was opened: QAPI <c>BlockDeviceStats</c>. Times are in nanoseconds.</summary>
internal sealed class BlockCounters
{
    /// <summary>In the order in which they are reported.</summary>
    private static readonly string[] _names =
    [
        "rd_bytes", "wr_bytes", "rd_operations", "wr_operations", "flush_operations", "flush_total_time_ns",
        "wr_total_time_ns", "rd_total_time_ns", "wr_highest_offset", "rd_merged", "wr_merged",
    ];

    private readonly long[] _values = new long[_names.Length];

    public static BlockCounters Read(MachineSection section)
    {
        BlockCounters counters = new();
        for (int i = 0; i < _names.Length; i++)
        {
            counters._values[i] = section.Int(_names[i], 0, 0);
        }

        return counters;
    }

    public void CountRead(long bytes, long nanoseconds)
    {
        Add("rd_bytes", bytes);
        Add("rd_operations", 1);
        Add("rd_total_time_ns", nanoseconds);
    }

    public void CountWrite(long offset, long bytes, long nanoseconds)
    {
        Add("wr_bytes", bytes);
        Add("wr_operations", 1);
        Add("wr_total_time_ns", nanoseconds);
        ref long highest = ref _values[Array.IndexOf(_names, "wr_highest_offset")];
        highest = Math.Max(highest, offset + bytes);
    }

    public void CountFlush(long nanoseconds)
    {
        Add("flush_operations", 1);
        Add("flush_total_time_ns", nanoseconds);
    }

    public void Write(DataWriter data)
    {
        for (int i = 0; i < _names.Length; i++)
        {
            data.Int(_names[i], _values[i]);
        }
    }

    private void Add(string name, long amount) => _values[Array.IndexOf(_names, name)] += amount;
}
