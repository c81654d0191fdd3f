using System.Net.Sockets;
using System.Text;

using Harness.Cases.Run;
using Harness.Cli.Recording;
using Harness.Transcripts.Format;
using Harness.Transcripts.Recording;
using Harness.Transport;
using Harness.Transport.Channels;
using Harness.Transport.Descriptors;
using Harness.Transport.Listening;
using Harness.Unit.Transport;
using Harness.Wire;

using Microsoft.Win32.SafeHandles;

namespace Harness.Unit.Transcripts;

/// <summary>What the proxy passes on between real sockets, both ways, and what of it is in the transcript.</summary>
public sealed class ProxyTests
{
    [Test]
    [Platform("Linux")]
    public async Task Descriptors_are_passed_on_for_real_and_described()
    {
        await using RecordedProxy proxy = await RecordedProxy.StartAsync();
        using TemporaryFolder folder = new();
        (IByteChannel client, IByteChannel server) = await proxy.ConnectAsync();
        await using (client)
        await using (server)
        {
            await ((IDescriptorChannel)client).SendAsync("{\"execute\":\"getfd\",\"arguments\":{\"fdname\":\"a\"}}\n"u8.ToArray(), [OpenFile(folder, "to the server", FileAccess.ReadWrite), OpenFile(folder, "second", FileAccess.Read)], Soon.Token);
            await ExpectAsync(server, "{\"execute\":\"getfd\",\"arguments\":{\"fdname\":\"a\"}}\n");
            IReadOnlyList<SafeFileHandle> arrived = ((IDescriptorChannel)server).TakeDescriptors();
            Assert.That(arrived.Select(ReadAll), Is.EqualTo(new[] { "to the server", "second" }));
            await ((IDescriptorChannel)server).SendAsync("{\"return\": {}}\n"u8.ToArray(), [OpenFile(folder, "to the client", FileAccess.Read)], Soon.Token);
            await ExpectAsync(client, "{\"return\": {}}\n");
            Assert.That(((IDescriptorChannel)client).TakeDescriptors().Select(ReadAll), Is.EqualTo(new[] { "to the client" }));
        }

        Assert.That((await proxy.StopAsync())[..3], Is.EqualTo(new[]
        {
            "1 open",
            """1 > {"execute":"getfd","arguments":{"fdname":"a"}} fd [{"kind":"file","mode":"rdwr"},{"kind":"file","mode":"rdonly"}]""",
            """1 < re 2 {"return": {}} fd [{"kind":"file","mode":"rdonly"}]""",
        }));
    }

    [Test]
    public async Task Many_clients_at_once_get_their_own_replies_and_connections()
    {
        const int Clients = 12, Requests = 40;
        await using RecordedProxy proxy = await RecordedProxy.StartAsync();
        (IByteChannel Client, IByteChannel Server)[] pairs = new (IByteChannel, IByteChannel)[Clients];
        for (int i = 0; i < Clients; i++)
        {
            pairs[i] = await proxy.ConnectAsync();
        }

        await Task.WhenAll(pairs.Select(async (pair, n) =>
        {
            Task answering = AnswerAsync(pair.Server, Requests);
            for (int i = 0; i < Requests; i++)
            {
                await pair.Client.SendTextAsync($"{{\"execute\":\"x\",\"id\":\"{n:00}-{i:00}\"}}\n");
                await ExpectAsync(pair.Client, $"{{\"return\": {{}}, \"id\": \"{n:00}-{i:00}\"}}\n");
            }

            await answering;
            await pair.Client.DisposeAsync();
            await pair.Server.DisposeAsync();
        }));

        string[] records = await proxy.StopAsync();
        for (int c = 1; c <= Clients; c++)
        {
            string[] mine = [.. records.Where(r => r.StartsWith($"{c} ", StringComparison.Ordinal))];
            string[] names = [.. mine.Where(r => r.Contains("\"id\"", StringComparison.Ordinal)).Select(r => r.Split("\"id\"")[1].Trim(':', ' ', '}', '"').Split('-')[0])];
            Assert.That(names, Has.Length.EqualTo(2 * Requests));
            Assert.That(names.Distinct().Count(), Is.EqualTo(1), "nothing of another client");
            Assert.That(mine.Count(r => r.StartsWith($"{c} < re ", StringComparison.Ordinal)), Is.EqualTo(Requests));
        }
    }

    [Test]
    public async Task Out_of_band_replies_that_overtake_name_their_requests()
    {
        await using RecordedProxy proxy = await RecordedProxy.StartAsync();
        (IByteChannel client, IByteChannel server) = await proxy.ConnectAsync();
        await client.SendTextAsync("{\"execute\":\"slow\",\"id\":1}\n{\"exec-oob\":\"fast\",\"id\":2}\n");
        await ExpectAsync(server, "{\"execute\":\"slow\",\"id\":1}\n{\"exec-oob\":\"fast\",\"id\":2}\n");
        await server.SendTextAsync("{\"return\": {}, \"id\": 2}\r\n{\"return\": {}, \"id\": 1}\r\n");
        await ExpectAsync(client, "{\"return\": {}, \"id\": 2}\r\n{\"return\": {}, \"id\": 1}\r\n");
        await client.DisposeAsync();
        await server.DisposeAsync();

        Assert.That((await proxy.StopAsync())[1..5], Is.EqualTo(new[]
        {
            "1 > {\"execute\":\"slow\",\"id\":1}", "1 > {\"exec-oob\":\"fast\",\"id\":2}", "1 < re 3 {\"return\": {}, \"id\": 2}", "1 < re 2 {\"return\": {}, \"id\": 1}",
        }));
    }

    [Test]
    public async Task Garbage_both_ways_arrives_byte_by_byte_and_is_kept()
    {
        Random random = new(7);
        byte[] up = new byte[200_000], down = new byte[100_000];
        random.NextBytes(up);
        random.NextBytes(down);
        await using RecordedProxy proxy = await RecordedProxy.StartAsync();
        (IByteChannel client, IByteChannel server) = await proxy.ConnectAsync();
        Task<byte[]> receivingUp = server.ReceiveBytesAsync(up.Length), receivingDown = client.ReceiveBytesAsync(down.Length);
        await Task.WhenAll(client.SendAsync(up, Soon.Token).AsTask(), server.SendAsync(down, Soon.Token).AsTask());
        Assert.That((await receivingUp).AsSpan().SequenceEqual(up));
        Assert.That((await receivingDown).AsSpan().SequenceEqual(down));
        await client.EndOutputAsync(Soon.Token);
        await server.EndOutputAsync(Soon.Token);
        await client.ReceiveEndAsync();
        await server.ReceiveEndAsync();
        await client.DisposeAsync();
        await server.DisposeAsync();

        string[] records = await proxy.StopAsync();
        Assert.That(Sent(records, "1 > "), Is.EqualTo(Visible(up)));
        Assert.That(Sent(records, "1 < "), Is.EqualTo(Visible(down)));
    }

    [Test]
    public async Task An_end_of_one_direction_is_passed_on_and_the_other_goes_on()
    {
        await using RecordedProxy proxy = await RecordedProxy.StartAsync();
        (IByteChannel client, IByteChannel server) = await proxy.ConnectAsync();
        await client.SendTextAsync("{\"execute\":\"x\"}\n");
        await client.EndOutputAsync(Soon.Token);
        Assert.That((await server.ReceiveTextAsync(99)).Trim(), Is.EqualTo("{\"execute\":\"x\"}"), "and then the end");
        await server.SendTextAsync("{\"return\": {}}\r\n");
        await ExpectAsync(client, "{\"return\": {}}\r\n");
        await server.EndOutputAsync(Soon.Token);
        Assert.That((await client.ReceiveEndAsync()).Kind, Is.EqualTo(ChannelReadKind.Closed));

        (IByteChannel second, IByteChannel secondServer) = await proxy.ConnectAsync();
        await secondServer.EndOutputAsync(Soon.Token);
        Assert.That((await second.ReceiveEndAsync()).Kind, Is.EqualTo(ChannelReadKind.Closed));
        await second.SendTextAsync("{\"execute\":\"late\"}\n");
        await ExpectAsync(secondServer, "{\"execute\":\"late\"}\n");
        await second.DisposeAsync();
        Assert.That((await secondServer.ReceiveEndAsync()).Kind, Is.EqualTo(ChannelReadKind.Closed));

        Assert.That(await proxy.StopAsync(), Is.EqualTo(new[]
        {
            "1 open", "1 > {\"execute\":\"x\"}", "1 close (client ended its output)", "1 < re 2 {\"return\": {}}", "1 close (server ended its output)",
            "2 open", "2 close (server ended its output)", "2 > {\"execute\":\"late\"}", "2 close (client ended its output)",
        }));
    }

    [Test]
    public async Task A_client_that_breaks_off_ends_the_servers_side_and_the_half_message_is_kept()
    {
        await using RecordedProxy proxy = await RecordedProxy.StartAsync(overTcp: true);
        using Socket client = new(SocketType.Stream, ProtocolType.Tcp);
        client.LingerState = new LingerOption(true, 0);
        await client.ConnectAsync(proxy.TcpEndpoint);
        IByteChannel server = await proxy.AcceptAsync();
        await client.SendAsync("{\"execute\": \"half"u8.ToArray());
        await ExpectAsync(server, "{\"execute\": \"half");
        client.Close();
        await server.ReceiveEndAsync();
        await proxy.UntilRecordedAsync("1 close", 2);

        string[] records = await proxy.StopAsync();
        Assert.That(records[..2], Is.EqualTo(new[] { "1 open", "1 > raw {\"execute\": \"half" }));
        Assert.That(records[2], Does.StartWith("1 close (client broke: "));
        Assert.That(records[3], Is.EqualTo("1 close (server cut off)"));
    }

    [Test]
    public async Task A_server_that_breaks_off_ends_the_clients_side_and_others_go_on()
    {
        await using RecordedProxy proxy = await RecordedProxy.StartAsync();
        (IByteChannel other, IByteChannel otherServer) = await proxy.ConnectAsync();
        (IByteChannel client, IByteChannel server) = await proxy.ConnectAsync();
        await server.SendTextAsync("{\"return\"");
        await ExpectAsync(client, "{\"return\"");

        await server.DisposeAsync();
        await client.ReceiveEndAsync();
        await client.DisposeAsync();
        await proxy.UntilRecordedAsync("2 close", 2);
        await other.SendTextAsync("{\"execute\":\"x\"}\n");
        await ExpectAsync(otherServer, "{\"execute\":\"x\"}\n");
        await other.DisposeAsync();
        await otherServer.DisposeAsync();

        string[] records = await proxy.StopAsync();
        Assert.That(records, Does.Contain("2 < raw {\"return\""));
        Assert.That(records.Count(r => r.StartsWith("2 close (server ", StringComparison.Ordinal)), Is.EqualTo(1));
        Assert.That(records.Count(r => r.StartsWith("2 close (client ", StringComparison.Ordinal)), Is.EqualTo(1));
    }

    [Test]
    public async Task A_transcript_that_cannot_be_written_ends_the_recording_and_nothing_unrecorded_is_passed_on()
    {
        using TemporaryFolder folder = new();
        Listeners listeners = new(TimeProvider.System);
        await using IListener listener = await listeners.OpenAsync(new Endpoint.Unix(folder.File("proxy")), new ListenOptions(), Soon.Token);
        MemoryChannelPair target = new(64 * 1024, TimeProvider.System);
        SessionRecorder recorder = new(new TranscriptWriter(new FullDisk(400), Transcript.Header), redactor: null, TimeProvider.System);
        Proxy proxy = new(new OnePeer(target.Client), 1, countsMonitors: false, recorder, TextWriter.Null);
        Task serving = proxy.RunAsync(listener, Soon.Token);
        await using IByteChannel client = await new Harness.Transport.Connecting.Connector(TimeProvider.System).ConnectAsync(listener.Endpoint, Soon.Patience, Soon.Token);
        string passed = "";
        for (int i = 0; !serving.IsCompleted && i < 1000; i++)
        {
            await client.SendTextAsync($"{{\"execute\":\"n{i:000}\"}}\n");
            ChannelRead read = await target.Server.ReceiveAsync();
            if (read.Kind != ChannelReadKind.Bytes)
            {
                break;
            }

            passed += Encoding.UTF8.GetString(read.Bytes.Span);
        }

        Assert.That(async () => await serving, Throws.InstanceOf<IOException>().With.Message.Contains("no space"));
        Assert.That((await client.ReceiveEndAsync()).Kind, Is.Not.EqualTo(ChannelReadKind.Silence), "the client is not left waiting");
        Assert.That(passed, Is.Not.Empty.And.Length.LessThan(400));
    }

    private static async Task ExpectAsync(IByteChannel channel, string text) => Assert.That(await channel.ReceiveTextAsync(text.Length), Is.EqualTo(text));

    private static async Task AnswerAsync(IByteChannel server, int requests)
    {
        PayloadCutter cutter = new();
        List<Cut> cuts = [];
        for (int answered = 0; answered < requests;)
        {
            ChannelRead read = await server.ReceiveAsync();
            cutter.Feed(read.Bytes, cuts);
            foreach (Cut cut in cuts)
            {
                await server.SendTextAsync($"{{\"return\": {{}}, \"id\": {Encoding.UTF8.GetString(cut.Facts!.Value.Id.Span)}}}\n");
                answered++;
            }

            cuts.Clear();
        }
    }

    /// <summary>The payloads of one direction, put together; white space between messages is not kept.</summary>
    private static string Sent(IReadOnlyList<string> records, string start) => Squeezed(string.Concat(records
        .Where(r => r.StartsWith(start, StringComparison.Ordinal))
        .Select(r => r[start.Length..])
        .Select(r => r.StartsWith("re ", StringComparison.Ordinal) ? r[(r.IndexOf(' ', 3) + 1)..] : r)
        .Select(r => r.StartsWith("raw ", StringComparison.Ordinal) ? r["raw ".Length..] : Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(r)))));

    private static string Visible(byte[] bytes) => Squeezed(Encoding.Latin1.GetString(bytes).Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal));

    private static string Squeezed(string text) => text.Replace(" ", "", StringComparison.Ordinal).Replace("\t", "", StringComparison.Ordinal).Replace("\\r", "", StringComparison.Ordinal).Replace("\\n", "", StringComparison.Ordinal);

    private static SafeFileHandle OpenFile(TemporaryFolder folder, string content, FileAccess access)
    {
        string path = folder.File(Path.GetRandomFileName());
        File.WriteAllText(path, content);
        return File.OpenHandle(path, FileMode.Open, access, FileShare.ReadWrite);
    }

    private static string ReadAll(SafeFileHandle file)
    {
        using (file)
        {
            byte[] bytes = new byte[100];
            return Encoding.UTF8.GetString(bytes, 0, RandomAccess.Read(file, bytes, 0));
        }
    }

    private sealed class OnePeer(IByteChannel channel) : IPeer
    {
        public string? Death => null;

        public ValueTask<IByteChannel> ConnectAsync(int monitor, CancellationToken cancel) => ValueTask.FromResult(channel);

        public void Advance(TimeSpan time)
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    /// <summary>Takes so many bytes.</summary>
    private sealed class FullDisk(int room) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (Length + buffer.Length > room)
            {
                throw new IOException("no space left on device");
            }

            base.Write(buffer);
        }
    }
}
