using System.Net;
using System.Net.Sockets;
using System.Text;

using Harness.Transport;
using Harness.Transport.Channels;
using Harness.Transport.Connecting;
using Harness.Transport.Listening;
using Harness.Wire;

namespace Harness.Unit.Transport;

public sealed class SocketTests
{
    private static readonly Listeners Listeners = new(TimeProvider.System);
    private static readonly Connector Connector = new(TimeProvider.System);

    [Test]
    public async Task A_reset_reads_as_broken()
    {
        await using IListener listener = await Listeners.OpenAsync(new Endpoint.Tcp("127.0.0.1", 0), new ListenOptions(), Soon.Token);
        using Socket peer = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await peer.ConnectAsync(IPAddress.Loopback, ((Endpoint.Tcp)listener.Endpoint).Port);
        await using IByteChannel channel = await listener.AcceptAsync(Soon.Token).FirstAsync();
        peer.LingerState = new LingerOption(enable: true, seconds: 0);
        peer.Dispose();

        Assert.That(await channel.ReceiveAsync(), Is.EqualTo(new ChannelRead(ChannelReadKind.Broken, default, "connection reset by the peer")));
        Assert.That(await channel.ReceiveAsync(), Is.EqualTo(new ChannelRead(ChannelReadKind.Broken, default, "connection reset by the peer")));
    }

    [Test]
    public async Task A_reset_that_the_sender_met_is_told_to_the_receiver()
    {
        await using ConnectedPair pair = await ConnectedPair.OpenAsync(ChannelKind.Unix, TimeProvider.System);
        await pair.Client.SendTextAsync("unread: closing with this in the queue resets the connection");
        await pair.Server.DisposeAsync();
        await pair.Client.SendTextAsync("x");

        Assert.That((await pair.Client.ReceiveAsync()).Detail, Is.EqualTo("connection reset by the peer"));
    }

    [Test]
    public async Task Tcp_does_not_hold_small_messages_back()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await using SocketChannel channel = new(socket, TimeProvider.System);

        Assert.That(socket.NoDelay, Is.True);
    }

    [Test]
    public async Task Two_hundred_connections_are_served_at_once_and_hold_no_thread()
    {
        using TemporaryFolder folder = new();
        await using IListener listener = await Listeners.OpenAsync(new Endpoint.Unix(folder.File("s")), new ListenOptions(), Soon.Token);
        Task serving = ServeAsync(listener);
        List<IByteChannel> clients = [];
        for (int i = 0; i < 200; i++)
        {
            clients.Add(await Connector.ConnectAsync(listener.Endpoint, Soon.Patience, Soon.Token));
        }

        Task<ChannelRead>[] waiting = [.. clients.Select(c => c.ReceiveAsync().AsTask())];
        Assert.That(ThreadPool.ThreadCount, Is.LessThan(150), "four hundred reads wait");
        await Task.WhenAll(clients.Select((c, i) => c.SendTextAsync($"{i:000}").AsTask()));
        ChannelRead[] echoes = await Task.WhenAll(waiting);

        Assert.That(echoes.Select(e => Encoding.UTF8.GetString(e.Bytes.Span)), Is.EqualTo(Enumerable.Range(0, 200).Select(i => $"{i:000}")));
        foreach (IByteChannel client in clients)
        {
            await client.DisposeAsync();
        }

        await listener.DisposeAsync();
        await serving;
    }

    [Test]
    public async Task A_server_that_does_not_listen_before_long_is_waited_for()
    {
        using TemporaryFolder folder = new();
        Endpoint.Unix endpoint = new(folder.File("s"));
        Task<IByteChannel> connecting = Connector.ConnectWhenListeningAsync(endpoint, Soon.Patience, Soon.Token).AsTask();
        Assert.That(connecting.IsCompleted, Is.False);
        await using IListener listener = await Listeners.OpenAsync(endpoint, new ListenOptions(), Soon.Token);
        await using IByteChannel client = await connecting;
        await using IByteChannel server = await listener.AcceptAsync(Soon.Token).FirstAsync();
        await client.SendTextAsync("there");

        Assert.That(await server.ReceiveTextAsync(5), Is.EqualTo("there"));
    }

    [TestCase("unix:/nowhere/at/all", "there is no such file")]
    [TestCase("unix:/dev/null", "the file is not a socket")]
    [TestCase("tcp:127.0.0.1:1", "nothing listens there")]
    [TestCase("tcp:no-such-host.invalid:4444", "the host name is unknown")]
    public void What_cannot_be_connected_to_is_told_plainly(string typed, string reason)
    {
        Endpoint endpoint = Endpoint.Parse(typed, EndpointRole.Connect, out _)!;

        Assert.That(
            async () => await Connector.ConnectAsync(endpoint, Soon.Patience, Soon.Token),
            Throws.TypeOf<EndpointUnavailableException>().With.Message.EqualTo($"{typed}: {reason}"));
    }

    [Test]
    public void Connecting_ends_at_its_deadline() => Assert.That(
        async () => await Connector.ConnectWhenListeningAsync(new Endpoint.Unix("/nowhere/at/all"), TimeSpan.FromMilliseconds(20), Soon.Token),
        Throws.TypeOf<EndpointUnavailableException>());

    [Test]
    public void Connecting_can_be_cancelled()
    {
        using CancellationTokenSource cancel = new();
        Task<IByteChannel> connecting = Connector.ConnectWhenListeningAsync(new Endpoint.Unix("/nowhere/at/all"), Soon.Patience, cancel.Token).AsTask();
        cancel.Cancel();

        Assert.That(async () => await connecting, Throws.InstanceOf<OperationCanceledException>());
    }

    private static async Task ServeAsync(IListener listener)
    {
        List<Task> echoing = [];
        await foreach (IByteChannel channel in listener.AcceptAsync(CancellationToken.None))
        {
            echoing.Add(EchoAsync(channel));
        }

        await Task.WhenAll(echoing);
    }

    private static async Task EchoAsync(IByteChannel channel)
    {
        await using (channel)
        {
            for (ChannelRead read = await channel.ReceiveAsync(); read.Kind == ChannelReadKind.Bytes; read = await channel.ReceiveAsync())
            {
                await channel.SendAsync(read.Bytes, Soon.Token);
            }
        }
    }
}
