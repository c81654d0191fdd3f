using System.Text;

using Harness.Emulator;
using Harness.Wire;

namespace Harness.Unit.Emulator;

/// <summary>Connections served over channels, as <c>emulate</c> does over sockets.</summary>
public sealed class ServerTests
{
    private const string Greeting = """{"QMP": {"version": {"qemu": {"micro": 0, "minor": 3, "major": 2}, "package": ""}, "capabilities": ["oob"]}}""";

    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromSeconds(30));

    [OneTimeTearDown]
    public void TearDown() => _deadline.Dispose();

    [Test]
    public async Task A_session_ends_with_quit()
    {
        using EmulatorServer server = new(new Harness.Emulator.Emulator(TestSchema.Documented, new EmulatorOptions()));
        Client client = new(server, _deadline.Token);

        Assert.That(await client.ReadLine(), Is.EqualTo(Greeting));
        await client.Send("""{"execute": "qmp_capabilities"}{"execute": "quit"}{"execute": "stop"}""");
        Assert.That(await client.ReadLine(), Is.EqualTo("""{"return": {}}"""));
        Assert.That(await client.ReadLine(), Does.Contain("SHUTDOWN"));
        Assert.That(await client.ReadLine(), Is.EqualTo("""{"return": {}}"""));
        Assert.That(await client.ReadLine(), Is.Null);
        await client.Served;
    }

    [Test]
    public async Task The_end_of_the_machine_ends_a_connection_that_waits_for_its_client()
    {
        using EmulatorServer server = new(new Harness.Emulator.Emulator(TestSchema.Documented, new EmulatorOptions()));
        Client waiting = await Client.Negotiated(server, _deadline.Token);
        Client ending = await Client.Negotiated(server, _deadline.Token);

        await ending.Send("""{"execute": "quit"}""");

        Assert.That(await waiting.ReadLine(), Does.Contain("SHUTDOWN"));
        Assert.That(await waiting.ReadLine(), Is.Null);
        await waiting.Served;
        await ending.Served;
    }

    [Test]
    public async Task A_client_that_ends_its_output_gets_what_it_asked_for()
    {
        using EmulatorServer server = new(new Harness.Emulator.Emulator(TestSchema.Documented, new EmulatorOptions()));
        Client client = await Client.Negotiated(server, _deadline.Token);

        await client.Send("""{"execute": "query-name", "id": 1}""");
        await client.EndOutput();

        Assert.That(await client.ReadLine(), Is.EqualTo("""{"return": {}, "id": 1}"""));
        Assert.That(await client.ReadLine(), Is.Null);
        await client.Served;
    }

    [Test]
    public async Task On_a_real_clock_a_timer_runs_what_is_due()
    {
        ManualTime time = new();
        Harness.Emulator.Emulator emulator = new(TestSchema.Documented, new EmulatorOptions { Clock = time });
        using EmulatorServer server = new(emulator);
        Client client = await Client.Negotiated(server, _deadline.Token);
        emulator.Act(machine => machine.Scheduler.After(TimeSpan.FromSeconds(2), machine.RunState.Stop));

        time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(emulator.NextDue, Is.EqualTo(TimeSpan.FromSeconds(1)));
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.That(await client.ReadLine(), Is.EqualTo("""{"timestamp": {"seconds": 2, "microseconds": 0}, "event": "STOP"}"""));
    }

    [Test]
    public async Task On_a_virtual_clock_what_is_scheduled_happens_without_waiting()
    {
        Harness.Emulator.Emulator emulator = new(TestSchema.Documented, new EmulatorOptions());
        using EmulatorServer server = new(emulator);
        Client client = await Client.Negotiated(server, _deadline.Token);

        emulator.Act(machine => machine.Scheduler.After(TimeSpan.FromHours(1), machine.RunState.Stop));

        Assert.That(await client.ReadLine(), Is.EqualTo("""{"timestamp": {"seconds": 1429837200, "microseconds": 0}, "event": "STOP"}"""));
    }

    [Test]
    public async Task A_client_that_reads_late_gets_all_its_replies_in_order()
    {
        const int requests = 5000;
        Harness.Emulator.Emulator emulator = new(TestSchema.Documented, new EmulatorOptions { OutputLimit = 2000 });
        using EmulatorServer server = new(emulator);
        Client client = await Client.Negotiated(server, _deadline.Token);
        Client other = await Client.Negotiated(server, _deadline.Token);
        Task sending = Task.Run(async () =>
        {
            for (int i = 0; i < requests; i++)
            {
                await client.Send($$"""{"execute": "query-name", "id": {{i}}}""");
            }
        });
        for (int i = 0; i < 200; i++)
        {
            await other.Send(i % 2 == 0 ? """{"execute": "stop"}""" : """{"execute": "cont"}""");
            await other.ReadLine();
            await other.ReadLine();
        }

        List<string> replies = [];
        while (replies.Count < requests)
        {
            string line = (await client.ReadLine())!;
            if (line.StartsWith("{\"return\"", StringComparison.Ordinal))
            {
                replies.Add(line);
            }
        }

        await sending;
        Assert.That(replies, Is.EqualTo(Enumerable.Range(0, requests).Select(i => $$"""{"return": {}, "id": {{i}}}""")));
    }

    [Test]
    public async Task Cancelling_ends_a_connection_that_waits()
    {
        using EmulatorServer server = new(new Harness.Emulator.Emulator(TestSchema.Documented, new EmulatorOptions()));
        using CancellationTokenSource cancel = new();
        Client client = await Client.Negotiated(server, cancel.Token);

        await cancel.CancelAsync();

        Assert.That(async () => await client.Served, Throws.InstanceOf<OperationCanceledException>());
    }

    private sealed class Client
    {
        private readonly PipeChannel _channel;
        private readonly CancellationToken _cancel;
        private readonly StringBuilder _text = new();

        public Client(EmulatorServer server, CancellationToken cancel)
        {
            (_channel, PipeChannel served) = PipeChannel.Pair();
            _cancel = cancel;
            Served = server.ServeAsync(served, cancel);
        }

        public Task Served { get; }

        public static async Task<Client> Negotiated(EmulatorServer server, CancellationToken cancel)
        {
            Client client = new(server, cancel);
            await client.ReadLine();
            await client.Send("""{"execute": "qmp_capabilities"}""");
            await client.ReadLine();
            return client;
        }

        public ValueTask Send(string text) => _channel.SendAsync(Encoding.UTF8.GetBytes(text), _cancel);

        public ValueTask EndOutput() => _channel.EndOutputAsync(_cancel);

        /// <summary>The next line; null at the end.</summary>
        public async Task<string?> ReadLine()
        {
            while (true)
            {
                string text = _text.ToString();
                int end = text.IndexOf("\r\n", StringComparison.Ordinal);
                if (end >= 0)
                {
                    _text.Remove(0, end + 2);
                    return text[..end];
                }

                ChannelRead read = await _channel.ReceiveAsync(Timeout.InfiniteTimeSpan, _cancel);
                if (read.Kind != ChannelReadKind.Bytes)
                {
                    return null;
                }

                _text.Append(Encoding.UTF8.GetString(read.Bytes.Span));
            }
        }
    }
}
