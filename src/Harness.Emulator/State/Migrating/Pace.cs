using Harness.Emulator.Clock;

namespace Harness.Emulator.State.Migrating;

/// <summary>Turns time into bytes at a steady speed, without losing fractions between two looks at the clock.</summary>
internal sealed class Pace(EmulatorClock clock, long bytesPerSecond)
{
    private readonly TimeSpan _start = clock.Elapsed;
    private long _taken;

    /// <summary>Bytes that could be sent since the last call.</summary>
    public long Take()
    {
        long all = (long)Int128.Min(long.MaxValue, (Int128)(clock.Elapsed - _start).Ticks * bytesPerSecond / TimeSpan.TicksPerSecond);
        long news = all - _taken;
        _taken = all;
        return news;
    }

    /// <summary>How long that many bytes take at that speed; never too short.</summary>
    public static TimeSpan Needs(long bytes, long bytesPerSecond)
    {
        Int128 ticks = (((Int128)bytes * TimeSpan.TicksPerSecond) + bytesPerSecond - 1) / bytesPerSecond;
        return ticks < TimeSpan.MaxValue.Ticks / 4 ? TimeSpan.FromTicks((long)ticks) : TimeSpan.FromTicks(TimeSpan.MaxValue.Ticks / 4);
    }
}
