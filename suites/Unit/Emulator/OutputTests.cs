using System.Text;

using Harness.Emulator;
using Harness.Emulator.Output;
using Harness.Schema.Validation;

namespace Harness.Unit.Emulator;

/// <summary>A client that does not read costs bounded memory, and loses old events only.</summary>
public sealed class OutputTests
{
    [Test]
    public void The_oldest_events_are_dropped_and_counted_for_a_client_that_does_not_read()
    {
        const int limit = 10_000;
        Harness.Emulator.Emulator emulator = new(TestSchema.Documented, new EmulatorOptions { OutputLimit = limit });
        using EmulatorConnection reader = Open(emulator);
        using EmulatorConnection sleeper = Open(emulator);
        int sent = 0;
        for (int i = 0; i < 2000; i++)
        {
            reader.Receive(i % 2 == 0 ? "{\"execute\": \"stop\"}"u8.ToArray() : "{\"execute\": \"cont\"}"u8.ToArray());
            reader.TakeOutput();
            emulator.Advance(TimeSpan.FromMicroseconds(1));
            sent++;
        }

        long dropped = sleeper.DroppedEvents;
        byte[] output = sleeper.TakeOutput().ToArray();
        string[] lines = Encoding.ASCII.GetString(output).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.That(output, Has.Length.LessThanOrEqualTo(limit));
        Assert.That(lines, Has.Length.EqualTo(sent - dropped).And.Length.GreaterThan(50));
        Assert.That(lines[^1], Does.Contain("\"microseconds\": 1999}"));
        Assert.That(lines[0], Does.Contain($"\"microseconds\": {dropped}}}"));
        Assert.That(reader.DroppedEvents, Is.Zero);
    }

    [Test]
    public void Replies_are_never_dropped_and_requests_wait_for_room()
    {
        Harness.Emulator.Emulator emulator = new(TestSchema.Documented, new EmulatorOptions { OutputLimit = 1000 });
        using EmulatorConnection connection = Open(emulator);
        StringBuilder requests = new();
        for (int i = 0; i < 500; i++)
        {
            requests.Append($$"""{"execute": "query-status", "id": {{i}}}""");
        }

        connection.Receive(Encoding.ASCII.GetBytes(requests.ToString()));
        Assert.That(connection.WantsInput, Is.False);

        List<string> ids = [];
        int largest = 0;
        for (ReadOnlyMemory<byte> bytes = connection.TakeOutput(); !bytes.IsEmpty; bytes = connection.TakeOutput())
        {
            largest = Math.Max(largest, bytes.Length);
            ids.AddRange(Encoding.ASCII.GetString(bytes.Span).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split("\"id\": ")[1].TrimEnd('}')));
        }

        Assert.That(ids, Is.EqualTo(Enumerable.Range(0, 500).Select(i => i.ToString())));
        Assert.That(largest, Is.LessThan(1200));
        Assert.That(connection.WantsInput, Is.True);
    }

    [Test]
    public void The_queue_agrees_with_a_list_of_lines([Range(1, 20)] int seed)
    {
        SeededRandom random = new((ulong)seed);
        OutputQueue queue = new(limit: 100);
        List<(string Line, bool IsEvent)> model = [];
        long dropped = 0;
        for (int i = 0; i < 1000; i++)
        {
            string line = new((char)('a' + (i % 26)), 1 + random.Below(40));
            switch (random.Below(8))
            {
                case 0:
                    Assert.That(Encoding.ASCII.GetString(queue.Take().Span), Is.EqualTo(string.Concat(model.Select(m => m.Line))));
                    model.Clear();
                    break;
                case 1 or 2:
                    queue.Append(Encoding.ASCII.GetBytes(line));
                    model.Add((line, false));
                    break;
                default:
                    queue.AppendEvent(Encoding.ASCII.GetBytes(line));
                    dropped += AddEvent(model, line);
                    break;
            }

            Assert.That(queue.Dropped, Is.EqualTo(dropped));
            Assert.That(queue.IsFull, Is.EqualTo(model.Sum(m => m.Line.Length) >= 100));
        }
    }

    [Test]
    public void Handed_out_bytes_stay_as_they_are_while_more_is_written()
    {
        OutputQueue queue = new(limit: 1000);
        queue.Append("one"u8);
        ReadOnlyMemory<byte> taken = queue.Take();
        queue.Append("two"u8);

        Assert.That(Encoding.ASCII.GetString(taken.Span), Is.EqualTo("one"));
    }

    /// <summary>Removes oldest events until the line fits, or drops the line itself; the number of events lost.</summary>
    private static int AddEvent(List<(string Line, bool IsEvent)> model, string line)
    {
        int lost = 0;
        while (model.Count > 0 && model.Sum(m => m.Line.Length) + line.Length > 100)
        {
            int oldest = model.FindIndex(m => m.IsEvent);
            lost++;
            if (oldest < 0)
            {
                return lost;
            }

            model.RemoveAt(oldest);
        }

        model.Add((line, true));
        return lost;
    }

    private static EmulatorConnection Open(Harness.Emulator.Emulator emulator)
    {
        EmulatorConnection connection = emulator.Connect();
        connection.Receive("{\"execute\": \"qmp_capabilities\"}"u8.ToArray());
        connection.TakeOutput();
        return connection;
    }
}
