using System.Text;

using Harness.Emulator;
using Harness.Emulator.Dispatch;
using Harness.Emulator.Mutants;

namespace Harness.Unit.Emulator;

/// <summary>Commands whose reply comes by the clock: each in its turn, however many there are.</summary>
public sealed class LaterReplyTests
{
    [Test]
    public void A_long_row_of_replies_without_delay_comes_at_once_and_in_order()
    {
        const int count = 100_000;
        Harness.Emulator.Emulator emulator = Make(TimeSpan.Zero);
        using EmulatorConnection connection = Open(emulator);

        connection.Receive(Requests(count));

        Assert.That(Ids(connection), Is.EqualTo(Enumerable.Range(0, count)));
    }

    [Test]
    public void Delayed_replies_come_one_after_another()
    {
        Harness.Emulator.Emulator emulator = Make(TimeSpan.FromSeconds(1));
        using EmulatorConnection connection = Open(emulator);

        connection.Receive(Requests(3));
        Assert.That(Ids(connection), Is.Empty);
        emulator.Advance(TimeSpan.FromSeconds(1));
        Assert.That(Ids(connection), Is.EqualTo(new[] { 0 }));
        emulator.Advance(TimeSpan.FromSeconds(2));
        Assert.That(Ids(connection), Is.EqualTo(new[] { 1, 2 }));
    }

    [Test]
    public void A_reply_for_a_client_that_has_gone_is_dropped_and_what_it_asked_after_is_not_done()
    {
        Harness.Emulator.Emulator emulator = Make(TimeSpan.FromSeconds(1));
        using EmulatorConnection connection = Open(emulator);
        connection.Receive("""{"execute": "query-name"}{"execute": "stop"}"""u8.ToArray());

        connection.Dispose();
        emulator.Advance(TimeSpan.FromSeconds(2));

        Assert.That(connection.TakeOutput().IsEmpty, Is.True);
        bool running = false;
        emulator.Act(machine => running = machine.RunState.IsRunning);
        Assert.That(running, Is.True);
    }

    [Test]
    public void What_follows_quit_behind_a_delayed_reply_is_not_done()
    {
        Harness.Emulator.Emulator emulator = Make(TimeSpan.FromSeconds(1));
        using EmulatorConnection connection = Open(emulator);

        connection.Receive("""{"execute": "query-name"}{"execute": "quit", "id": 1}{"execute": "stop", "id": 2}"""u8.ToArray());
        emulator.Advance(TimeSpan.FromSeconds(1));
        string output = Encoding.ASCII.GetString(connection.TakeOutput().Span);

        Assert.That(output, Does.Contain("\"id\": 1").And.Not.Contain("\"id\": 2").And.Not.Contain("STOP"));
        Assert.That(connection.IsClosed, Is.True);
    }

    [Test]
    public void A_pending_reply_is_completed_once()
    {
        PendingReply pending = new();
        pending.Complete(Reply.Empty);

        Assert.That(() => pending.Complete(Reply.Empty), Throws.InvalidOperationException);
        Assert.That(() => new PendingReply().Complete(Reply.Later(pending)), Throws.InvalidOperationException);
    }

    private static Harness.Emulator.Emulator Make(TimeSpan delay) => new(TestSchema.Documented, new EmulatorOptions { OutputLimit = 10_000 }, new Slow(delay));

    private static EmulatorConnection Open(Harness.Emulator.Emulator emulator)
    {
        EmulatorConnection connection = emulator.Connect();
        connection.Receive("{\"execute\": \"qmp_capabilities\"}"u8.ToArray());
        connection.TakeOutput();
        return connection;
    }

    private static byte[] Requests(int count)
    {
        StringBuilder requests = new();
        for (int i = 0; i < count; i++)
        {
            requests.Append($$"""{"execute": "query-name", "id": {{i}}}""");
        }

        return Encoding.ASCII.GetBytes(requests.ToString());
    }

    private static List<int> Ids(EmulatorConnection connection)
    {
        List<int> ids = [];
        for (ReadOnlyMemory<byte> bytes = connection.TakeOutput(); !bytes.IsEmpty; bytes = connection.TakeOutput())
        {
            ids.AddRange(Encoding.ASCII.GetString(bytes.Span).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(l => int.Parse(l.Split("\"id\": ")[1].TrimEnd('}'))));
        }

        return ids;
    }

    private sealed class Slow(TimeSpan delay) : Conduct
    {
        public override Reply Execute(in Invocation call)
        {
            if (call.Command.Name != "query-name")
            {
                return base.Execute(call);
            }

            PendingReply pending = new();
            call.Machine.Scheduler.After(delay, () => pending.Complete(Reply.Empty));
            return Reply.Later(pending);
        }
    }
}
