using System.Text;

using Harness.Cli;
using Harness.Cli.Serving;
using Harness.Schema.Model;
using Harness.Transcripts.Format;
using Harness.Transport;
using Harness.Transport.Channels;
using Harness.Transport.Connecting;
using Harness.Transport.Listening;
using Harness.Unit.Transport;
using Harness.Wire;

namespace Harness.Unit.Transcripts;

/// <summary><c>replay</c> as clients meet it: over channels, at a speed, several at once, with what was never recorded.</summary>
public sealed class ReplayHostTests
{
    private const string Greeting = "{\"QMP\": {}}\r\n";

    /// <summary>Two connections, whose records stand between each other's; an event, and waits of 3 s and 5 s on the first.</summary>
    private static readonly byte[] TwoConnections = Transcript.Write(writer =>
    {
        writer.Append(new TranscriptRecord(RecordKind.Open, 0, 0, 1));
        writer.Append(Transcript.Message(RecordKind.Reply, Greeting.Trim(), time: 0));
        writer.Append(Transcript.Message(RecordKind.Request, """{"execute":"a"}""", time: 0));
        writer.Append(new TranscriptRecord(RecordKind.Open, 0, 0, 2));
        writer.Append(Transcript.Message(RecordKind.Reply, Greeting.Trim(), connection: 2, time: 0));
        writer.Append(Transcript.Message(RecordKind.Request, """{"execute":"b","id":1}""", connection: 2, time: 0));
        writer.Append(Transcript.Message(RecordKind.Event, """{"event":"E","timestamp":{}}""", time: 3_000_000_000));
        writer.Append(Transcript.Message(RecordKind.Reply, """{"return": "of b", "id": 1}""", connection: 2, time: 0));
        writer.Append(Transcript.Message(RecordKind.Reply, """{"return": "of a"}""", time: 5_000_000_000));
        writer.Append(Transcript.Message(RecordKind.Event, """{"event":"LATE","timestamp":{}}""", time: 0));
        writer.Append(new TranscriptRecord(RecordKind.Close, 0, 0, 1, Note: CloseNote.ServerEnded));
        writer.Append(new TranscriptRecord(RecordKind.Close, 0, 0, 2, Note: CloseNote.ClientEnded));
        writer.Append(new TranscriptRecord(RecordKind.Close, 0, 0, 2, Note: CloseNote.ServerEnded));
    });

    [TestCase("recorded", 3, 5)]
    [TestCase("x2", 1.5, 2.5)]
    [TestCase("x0.5", 6, 10)]
    public async Task A_speed_waits_as_long_as_it_was_recorded_or_a_fraction_of_it(string speed, double first, double second)
    {
        HeldTime clock = new();
        await using Served served = await Served.StartAsync(TwoConnections, speed, clock);
        await served.ExpectAsync(Greeting);
        await served.Client.SendTextAsync("{\"execute\":\"a\"}\n");

        await served.ExpectWaitAsync(clock, TimeSpan.FromSeconds(first));
        await served.ExpectAsync("{\"event\":\"E\",\"timestamp\":{}}\r\n");
        await served.ExpectWaitAsync(clock, TimeSpan.FromSeconds(second));
        await served.ExpectAsync("{\"return\": \"of a\"}\r\n{\"event\":\"LATE\",\"timestamp\":{}}\r\n");
        Assert.That((await served.Client.ReceiveEndAsync()).Kind, Is.EqualTo(ChannelReadKind.Closed));
    }

    [Test]
    public async Task At_most_speed_nothing_is_waited_for()
    {
        await using Served served = await Served.StartAsync(TwoConnections, "max", new HeldTime());
        await served.ExpectAsync(Greeting);
        await served.Client.SendTextAsync("{\"execute\":\"a\"}\n");
        await served.ExpectAsync("{\"event\":\"E\",\"timestamp\":{}}\r\n{\"return\": \"of a\"}\r\n{\"event\":\"LATE\",\"timestamp\":{}}\r\n");
    }

    [TestCase("x0")]
    [TestCase("x-1")]
    [TestCase("xx")]
    [TestCase("fast")]
    public void A_speed_that_is_none_is_refused(string speed) =>
        Assert.That(() => ReplayPace.Parse(speed), Throws.TypeOf<UsageException>().With.Message.Contains("x10"));

    [Test]
    public async Task Several_clients_get_the_connections_in_the_order_in_which_they_come_and_one_too_many_is_refused()
    {
        await using Host host = await Host.StartAsync(TwoConnections, ReplayMatch.Sequence);
        await using IByteChannel first = await host.ConnectAsync();
        await ExpectAsync(first, Greeting);
        await using IByteChannel second = await host.ConnectAsync();
        await ExpectAsync(second, Greeting);
        await second.SendTextAsync("{\"execute\":\"b\",\"id\":\"x\"}\n");
        await ExpectAsync(second, "{\"return\": \"of b\", \"id\": \"x\"}\r\n");
        await first.SendTextAsync("{\"execute\":\"a\"}\n");
        await ExpectAsync(first, "{\"event\":\"E\",\"timestamp\":{}}\r\n{\"return\": \"of a\"}\r\n{\"event\":\"LATE\",\"timestamp\":{}}\r\n");
        await using IByteChannel third = await host.ConnectAsync();
        Assert.That((await third.ReceiveEndAsync()).Kind, Is.EqualTo(ChannelReadKind.Closed));

        Assert.That(await host.StopAsync(), Is.EqualTo(ExitCode.Nonconformance));
        Assert.That(host.Log, Does.Contain("a client was refused: 2 connections are recorded"));
    }

    [Test]
    public async Task By_request_any_number_of_clients_ask_in_any_order_and_the_servers_end_comes_only_where_it_was_the_servers_doing()
    {
        await using Host host = await Host.StartAsync(TwoConnections, ReplayMatch.Request);
        for (int i = 0; i < 3; i++)
        {
            await using IByteChannel client = await host.ConnectAsync();
            await ExpectAsync(client, Greeting);
            for (int j = 0; j < 3; j++)
            {
                await client.SendTextAsync("{\"execute\":\"b\"}\n");
                await ExpectAsync(client, "{\"return\": \"of b\"}\r\n");
            }

            await client.SendTextAsync("{\"execute\":\"a\"}\n");
            await ExpectAsync(client, "{\"event\":\"E\",\"timestamp\":{}}\r\n{\"return\": \"of a\"}\r\n{\"event\":\"LATE\",\"timestamp\":{}}\r\n");
            Assert.That((await client.ReceiveEndAsync()).Kind, Is.EqualTo(ChannelReadKind.Closed));
        }

        Assert.That(await host.StopAsync(), Is.EqualTo(ExitCode.Success), host.Log);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task On_a_miss_the_schema_answers_what_it_documents_and_refuses_the_rest(bool byRequest)
    {
        QmpSchema schema = Schema.Validation.Schemas.Compile("""
            { 'struct': 'Info', 'data': { 'enabled': 'bool', '*more': 'str' } }
            { 'command': 'query-kvm', 'returns': 'Info' }
            { 'command': 'eject', 'data': { 'device': 'str' } }
            """);
        await using Host host = await Host.StartAsync(TwoConnections, byRequest ? ReplayMatch.Request : ReplayMatch.Sequence, schema);
        await using IByteChannel client = await host.ConnectAsync();
        await ExpectAsync(client, Greeting);
        await client.SendTextAsync("{\"execute\":\"query-kvm\",\"id\":[1]}\n");
        string made = await ReceiveLineAsync(client);
        Assert.That(made, Does.StartWith("{\"return\": {\"enabled\":").And.EndsWith("\"id\": [1]}"));
        await client.SendTextAsync("{\"execute\":\"eject\",\"arguments\":{\"device\":\"x\"}}\n");
        Assert.That(await ReceiveLineAsync(client), Is.EqualTo("{\"return\": {}}"));
        await client.SendTextAsync("{\"execute\":\"eject\",\"arguments\":{\"device\":5}}\n");
        Assert.That(await ReceiveLineAsync(client), Does.StartWith("{\"error\": {\"class\": \"GenericError\"").And.Contain("device"));
        Assert.That(host.Log, Does.Contain("answered from the schema").And.Not.Contain("is not recorded here"));
        Assert.That(await host.StopAsync(), Is.EqualTo(ExitCode.Success), "nothing was left unanswered");
    }

    [Test]
    public async Task On_a_miss_without_a_schema_the_exit_code_and_the_log_say_so()
    {
        await using Host host = await Host.StartAsync(TwoConnections, ReplayMatch.Request);
        await using IByteChannel client = await host.ConnectAsync();
        await ExpectAsync(client, Greeting);
        await client.SendTextAsync("{\"execute\":\"b\",\"arguments\":{\"x\":1},\"id\":7}\n");
        Assert.That(await ReceiveLineAsync(client), Does.StartWith("{\"error\":").And.EndsWith("\"id\": 7}"));

        Assert.That(await host.StopAsync(), Is.EqualTo(ExitCode.Nonconformance));
        Assert.That(host.Log, Does.Contain("no such request is recorded").And.Contain("differs  extra-member arguments"));
    }

    [Test]
    public async Task A_client_that_sends_garbage_and_waits_gets_its_error_although_a_request_followed_when_it_was_recorded()
    {
        byte[] file = Transcript.Write(writer =>
        {
            writer.Append(new TranscriptRecord(RecordKind.Open, 0, 0, 1));
            writer.Append(new TranscriptRecord(RecordKind.Request, 0, 0, 1, "{@}\n"u8.ToArray()));
            writer.Append(Transcript.Message(RecordKind.Request, """{"execute":"x"}"""));
            writer.Append(Transcript.Message(RecordKind.Reply, """{"error": {}}"""));
            writer.Append(Transcript.Message(RecordKind.Reply, """{"return": {}}"""));
        });
        foreach (ReplayMatch match in Enum.GetValues<ReplayMatch>())
        {
            await using Host host = await Host.StartAsync(file, match);
            await using IByteChannel client = await host.ConnectAsync();
            await client.SendTextAsync("{@}\n");
            await ExpectAsync(client, "{\"error\": {}}\r\n");
            await client.SendTextAsync("{\"execute\":\"x\",\"id\":1}\n");
            await ExpectAsync(client, "{\"return\": {}, \"id\": 1}\r\n");
            Assert.That(await host.StopAsync(), Is.Zero, host.Log);
        }
    }

    private static async Task ExpectAsync(IByteChannel channel, string text) => Assert.That(await channel.ReceiveTextAsync(text.Length), Is.EqualTo(text));

    private static async Task<string> ReceiveLineAsync(IByteChannel channel)
    {
        StringBuilder line = new();
        while (line.Length == 0 || line[^1] != '\n')
        {
            ChannelRead read = await channel.ReceiveAsync();
            Assert.That(read.Kind, Is.EqualTo(ChannelReadKind.Bytes));
            line.Append(Encoding.UTF8.GetString(read.Bytes.Span));
        }

        return line.ToString().TrimEnd();
    }

    /// <summary>The first connection, served in memory on a clock of the test's.</summary>
    private sealed class Served(IByteChannel client, Task serving, TemporaryFolder folder) : IAsyncDisposable
    {
        public IByteChannel Client => client;

        public static async Task<Served> StartAsync(byte[] file, string speed, TimeProvider clock)
        {
            TemporaryFolder folder = new();
            await File.WriteAllBytesAsync(folder.File("t"), file);
            ReplaySource source = ReplaySource.Open(folder.File("t"), ReplayMatch.Sequence, onMiss: null);
            MemoryChannelPair pair = new(64 * 1024, TimeProvider.System);
            ReplayService service = new(n => source.Session(n, static _ => { }), ReplayPace.Parse(speed), clock);
            return new Served(pair.Client, ServeAsync(service, pair.Server), folder);
        }

        public Task ExpectAsync(string text) => ReplayHostTests.ExpectAsync(client, text);

        /// <summary>The service waits that long, and says nothing before.</summary>
        public async Task ExpectWaitAsync(HeldTime clock, TimeSpan time)
        {
            await Soon.UntilAsync(() => clock.Waiting is not null, "it waits");
            Assert.That(clock.Waiting, Is.EqualTo(time));
            Assert.That((await client.ReceiveAsync(TimeSpan.Zero, Soon.Token)).Kind, Is.EqualTo(ChannelReadKind.Silence));
            clock.Release();
        }

        public async ValueTask DisposeAsync()
        {
            await client.DisposeAsync();
            await serving;
            folder.Dispose();
        }

        private static async Task ServeAsync(ReplayService service, IByteChannel channel)
        {
            await using (channel)
            {
                await service.ServeAsync(channel, Soon.Token);
            }
        }
    }

    /// <summary>A clock on which whoever waits, waits until it is released.</summary>
    private sealed class HeldTime : TimeProvider
    {
        private readonly Lock _gate = new();
        private TimeSpan? _waiting;
        private Action? _fire;

        /// <summary>How long somebody wants to wait; null where nobody does.</summary>
        public TimeSpan? Waiting
        {
            get
            {
                lock (_gate)
                {
                    return _waiting;
                }
            }
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            lock (_gate)
            {
                (_waiting, _fire) = (dueTime, () => callback(state));
                return new Timer(_ => { }, null, Timeout.Infinite, Timeout.Infinite);
            }
        }

        public void Release()
        {
            Action fire;
            lock (_gate)
            {
                (fire, _fire, _waiting) = (_fire!, null, null);
            }

            fire();
        }
    }

    /// <summary><c>replay</c> behind a real socket.</summary>
    private sealed class Host : IAsyncDisposable
    {
        private readonly TemporaryFolder _folder = new();
        private readonly CancellationTokenSource _stop = new();
        private readonly StringWriter _log = new();
        private IListener _listener = null!;
        private Task<int> _serving = null!;

        public string Log => _log.ToString();

        public static async Task<Host> StartAsync(byte[] file, ReplayMatch match, QmpSchema? schema = null)
        {
            Host host = new();
            await File.WriteAllBytesAsync(host._folder.File("t"), file);
            host._listener = await new Listeners(TimeProvider.System).OpenAsync(new Endpoint.Unix(host._folder.File("s")), new ListenOptions(), Soon.Token);
            ReplaySource source = ReplaySource.Open(host._folder.File("t"), match, schema);
            host._serving = new ReplayHost(source, ReplayPace.Parse("max"), once: false, TextWriter.Synchronized(host._log)).RunAsync(host._listener, host._stop.Token);
            return host;
        }

        public async Task<IByteChannel> ConnectAsync() => await new Connector(TimeProvider.System).ConnectAsync(_listener.Endpoint, Soon.Patience, Soon.Token);

        public async Task<int> StopAsync()
        {
            await _stop.CancelAsync();
            return await _serving;
        }

        public async ValueTask DisposeAsync()
        {
            await StopAsync();
            await _listener.DisposeAsync();
            _stop.Dispose();
            _folder.Dispose();
        }
    }
}
