using Harness.Emulator.Clock;

namespace Harness.Emulator.State.Block.Jobs;

/// <summary>How many bytes the clock allows a job to have copied: exact for any rate, without a tick on the way.</summary>
internal sealed class Pace(EmulatorClock clock)
{
    /// <summary>Allowed and not taken, in bytes times ticks of a second.</summary>
    private Int128 _credit;

    private TimeSpan _since;
    private long _rate;

    /// <summary>Bytes that may be copied now.</summary>
    public long Available => (long)((_credit + Earned) / TimeSpan.TicksPerSecond);

    private Int128 Earned => (Int128)(clock.Elapsed - _since).Ticks * _rate;

    /// <summary>Goes on at that many bytes a second; 0 rests.</summary>
    public void Go(long rate)
    {
        _credit += Earned;
        _since = clock.Elapsed;
        _rate = rate;
    }

    /// <summary>Rests, and gives up what was allowed and not taken: a rest is no reason to be faster afterwards.</summary>
    public void Reset()
    {
        Go(0);
        _credit = 0;
    }

    public void Take(long bytes) => _credit -= (Int128)bytes * TimeSpan.TicksPerSecond;

    /// <summary>The time from now in which that many bytes become available; only at a rate.</summary>
    public TimeSpan Until(long bytes)
    {
        Int128 missing = ((Int128)bytes * TimeSpan.TicksPerSecond) - _credit - Earned;
        Int128 ticks = missing <= 0 ? 0 : (missing + _rate - 1) / _rate;
        return ticks > MaxTicks ? TimeSpan.FromTicks(MaxTicks) : TimeSpan.FromTicks((long)ticks);
    }

    /// <summary>A hundred years: a later end is as good as none, and fits the clock.</summary>
    private static long MaxTicks => TimeSpan.TicksPerDay * 36525;
}
