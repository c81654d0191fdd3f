using System.Text;

using Harness.Emulator;
using Harness.Emulator.Clock;

namespace Harness.Unit.Emulator;

/// <summary>The virtual clock, what is scheduled on it, and events that come at most once a second.</summary>
public sealed class TimeTests
{
    [Test]
    public void Actions_run_in_order_of_time_then_of_scheduling_each_at_its_own_time()
    {
        EmulatorClock clock = new(null);
        Scheduler scheduler = new(clock);
        List<string> ran = [];
        void Note(string name) => ran.Add($"{name}@{clock.Elapsed.TotalSeconds}");
        scheduler.After(TimeSpan.FromSeconds(2), () => Note("c"));
        scheduler.After(TimeSpan.FromSeconds(1), () =>
        {
            Note("a");
            scheduler.After(TimeSpan.FromSeconds(1), () => Note("e"));
            scheduler.After(TimeSpan.Zero, () => Note("b"));
        });
        scheduler.After(TimeSpan.FromSeconds(2), () => Note("d"));
        scheduler.After(TimeSpan.FromSeconds(1.5), () => Note("never")).Cancel();
        scheduler.After(TimeSpan.FromSeconds(4), () => Note("late"));

        scheduler.Advance(TimeSpan.FromSeconds(3));

        Assert.That(ran, Is.EqualTo(new[] { "a@1", "b@1", "c@2", "d@2", "e@2" }));
        Assert.That(clock.Elapsed, Is.EqualTo(TimeSpan.FromSeconds(3)));
        Assert.That(scheduler.NextDue, Is.EqualTo(TimeSpan.FromSeconds(4)));
    }

    [Test]
    public void An_action_that_never_ends_is_reported_and_does_not_hang()
    {
        Scheduler scheduler = new(new EmulatorClock(null));
        void Again() => scheduler.After(TimeSpan.Zero, Again);
        Again();

        Assert.That(() => scheduler.Advance(TimeSpan.Zero), Throws.InvalidOperationException);
    }

    [Test]
    public void Time_neither_goes_back_nor_is_moved_on_a_real_clock()
    {
        Harness.Emulator.Emulator real = new(TestSchema.Documented, new EmulatorOptions { Clock = TimeProvider.System });

        Assert.That(() => Make().Advance(TimeSpan.FromTicks(-1)), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => real.Advance(TimeSpan.Zero), Throws.InvalidOperationException);
        Assert.That(Make().IsVirtualTime, Is.True);
        Assert.That(real.IsVirtualTime, Is.False);
    }

    [Test]
    public void A_limited_event_comes_once_a_second_and_the_latest_wins()
    {
        Harness.Emulator.Emulator emulator = Make();
        using EmulatorConnection connection = Open(emulator);
        void Change(int offset) => emulator.Act(machine => machine.Events.Emit("RTC_CHANGE", data => data.Int("offset", offset)));

        Change(1);
        Change(2);
        emulator.Advance(TimeSpan.FromSeconds(0.25));
        Change(3);
        Assert.That(Read(connection), Is.EqualTo("""{"timestamp": {"seconds": 1429833600, "microseconds": 0}, "event": "RTC_CHANGE", "data": {"offset": 1}}""" + "\r\n"));
        Assert.That(emulator.NextDue, Is.EqualTo(TimeSpan.FromSeconds(0.75)));

        emulator.Advance(TimeSpan.FromSeconds(0.75));
        Assert.That(Read(connection), Is.EqualTo("""{"timestamp": {"seconds": 1429833600, "microseconds": 250000}, "event": "RTC_CHANGE", "data": {"offset": 3}}""" + "\r\n"));

        Change(4);
        Assert.That(Read(connection), Is.Empty, "the interval began anew with the event that was late");
        emulator.Advance(TimeSpan.FromSeconds(2));
        Assert.That(Read(connection), Does.Contain("\"offset\": 4"));
        Assert.That(emulator.NextDue, Is.Null);

        Change(5);
        Assert.That(Read(connection), Does.Contain("\"offset\": 5"));
    }

    [Test]
    public void Sources_of_one_event_are_limited_each_for_itself()
    {
        Harness.Emulator.Emulator emulator = Make();
        using EmulatorConnection connection = Open(emulator);
        void Change(string id, bool open) => emulator.Act(machine => machine.Events.Emit("VSERPORT_CHANGE", data =>
        {
            data.String("id", id);
            data.Bool("open", open);
        }));

        Change("a", true);
        Change("b", true);
        Change("a", false);

        Assert.That(Read(connection).Split("\r\n", StringSplitOptions.RemoveEmptyEntries), Has.Length.EqualTo(2));
        emulator.Advance(TimeSpan.FromSeconds(1));
        Assert.That(Read(connection), Does.Contain("\"id\": \"a\", \"open\": false").And.Not.Contain("\"b\""));
    }

    [Test]
    public void Output_that_the_connection_did_not_ask_for_is_announced_once_a_turn()
    {
        Harness.Emulator.Emulator emulator = Make();
        using EmulatorConnection first = Open(emulator);
        using EmulatorConnection second = Open(emulator);
        int firstTold = 0;
        int secondTold = 0;
        first.OutputReady += () => firstTold++;
        second.OutputReady += () => secondTold++;

        first.Receive("{\"execute\": \"stop\"}{\"execute\": \"cont\"}"u8.ToArray());
        Assert.That((firstTold, secondTold), Is.EqualTo((0, 1)));

        emulator.Act(machine => machine.RunState.Stop());
        Assert.That((firstTold, secondTold), Is.EqualTo((1, 2)));

        first.Receive("{\"execute\": \"quit\"}"u8.ToArray());
        Assert.That((firstTold, secondTold), Is.EqualTo((1, 3)));
        Assert.That(second.IsClosed, Is.False, "output is to be taken first");
        second.TakeOutput();
        Assert.That(second.IsClosed, Is.True);
    }

    private static Harness.Emulator.Emulator Make() => new(TestSchema.Documented, new EmulatorOptions());

    private static EmulatorConnection Open(Harness.Emulator.Emulator emulator)
    {
        EmulatorConnection connection = emulator.Connect();
        connection.Receive("{\"execute\": \"qmp_capabilities\"}"u8.ToArray());
        connection.TakeOutput();
        return connection;
    }

    private static string Read(EmulatorConnection connection) => Encoding.ASCII.GetString(connection.TakeOutput().Span);
}
