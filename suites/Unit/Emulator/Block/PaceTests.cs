using Harness.Emulator.Clock;
using Harness.Emulator.State.Block.Jobs;

namespace Harness.Unit.Emulator.Block;

public sealed class PaceTests
{
    private readonly EmulatorClock _clock = new(null);

    [Test]
    public void Looking_often_allows_no_byte_more_or_less_than_looking_once()
    {
        Pace pace = new(_clock);
        pace.Go(7);
        long taken = 0;
        for (int i = 1; i <= 997; i++)
        {
            Wait(TimeSpan.FromMilliseconds(13));
            long allowed = pace.Available;
            pace.Take(allowed);
            taken += allowed;
            pace.Go(7);
        }

        Assert.That(taken, Is.EqualTo(7 * 997 * 13 / 1000));
    }

    [TestCase(1, 1)]
    [TestCase(3, 1000)]
    [TestCase(1 << 30, 1)]
    [TestCase(333_333, 1L << 40)]
    public void The_moment_at_which_bytes_are_available_is_neither_early_nor_late(long rate, long bytes)
    {
        Pace pace = new(_clock);
        pace.Go(rate);
        TimeSpan due = pace.Until(bytes);

        Wait(due - TimeSpan.FromTicks(1));
        Assert.That(pace.Available, Is.LessThan(bytes));
        Wait(TimeSpan.FromTicks(1));
        Assert.That(pace.Available, Is.GreaterThanOrEqualTo(bytes));
    }

    [Test]
    public void Another_rate_counts_from_then_on_and_a_rest_saves_nothing_up()
    {
        Pace pace = new(_clock);
        pace.Go(100);
        Wait(TimeSpan.FromSeconds(1));
        pace.Go(10);
        Wait(TimeSpan.FromSeconds(1));
        Assert.That(pace.Available, Is.EqualTo(110));

        pace.Reset();
        Wait(TimeSpan.FromHours(1));
        pace.Go(10);
        Assert.That(pace.Available, Is.Zero);
    }

    [Test]
    public void An_end_beyond_all_time_is_put_off_and_no_overflow()
    {
        Pace pace = new(_clock);
        pace.Go(1);

        Assert.That(pace.Until(long.MaxValue), Is.LessThan(TimeSpan.MaxValue).And.GreaterThan(TimeSpan.FromDays(36500)));
    }

    private void Wait(TimeSpan time) => _clock.MoveTo(_clock.Elapsed + time);
}
