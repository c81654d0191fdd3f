using System.Net.Sockets;
using System.Runtime.Versioning;

using Harness.Transport;
using Harness.Transport.Connecting;
using Harness.Transport.Listening;
using Harness.Wire;

using NUnit.Framework.Constraints;

namespace Harness.Unit.Transport;

[SupportedOSPlatform("linux")]
public sealed class ListenerTests
{
    private static readonly Listeners Listeners = new(TimeProvider.System);

    [Test]
    public async Task A_socket_file_is_the_users_own_and_goes_with_the_listener()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("s");
        IListener listener = await OpenAsync(new Endpoint.Unix(path));

        Assert.That(File.GetUnixFileMode(path), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        await listener.DisposeAsync();
        await listener.DisposeAsync();
        Assert.That(File.Exists(path), Is.False);
    }

    [Test]
    public async Task The_socket_of_a_dead_server_is_replaced()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("s");
        LeaveStaleSocket(path);
        await using IListener listener = await OpenAsync(new Endpoint.Unix(path));
        await using IByteChannel client = await new Connector(TimeProvider.System).ConnectAsync(listener.Endpoint, Soon.Patience, Soon.Token);

        Assert.That(File.GetUnixFileMode(path), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Test]
    public async Task The_socket_of_a_live_server_is_left_alone()
    {
        using TemporaryFolder folder = new();
        Endpoint.Unix endpoint = new(folder.File("s"));
        await using IListener first = await OpenAsync(endpoint);

        Assert.That(async () => await OpenAsync(endpoint), Refuses(endpoint, "another server listens there"));
        await using IByteChannel client = await new Connector(TimeProvider.System).ConnectAsync(endpoint, Soon.Patience, Soon.Token);
    }

    [Test]
    public void A_file_that_is_no_socket_is_left_alone()
    {
        using TemporaryFolder folder = new();
        Endpoint.Unix endpoint = new(folder.File("precious"));
        File.WriteAllText(endpoint.Path, "data");

        Assert.That(async () => await OpenAsync(endpoint), Refuses(endpoint, "there is something there that is not a socket; it is left as it is"));
        Assert.That(File.ReadAllText(endpoint.Path), Is.EqualTo("data"));
    }

    [Test]
    public void A_folder_is_left_alone()
    {
        using TemporaryFolder folder = new();
        Endpoint.Unix endpoint = new(folder.File("."));

        Assert.That(async () => await OpenAsync(endpoint), Refuses(endpoint, "there is something there that is not a socket; it is left as it is"));
    }

    [Test]
    public void A_folder_that_is_not_there_is_named()
    {
        Endpoint.Unix endpoint = new("/nowhere/at/all/s");

        Assert.That(async () => await OpenAsync(endpoint), Refuses(endpoint, "there is no folder /nowhere/at/all"));
    }

    [TestCase("0.0.0.0")]
    [TestCase("::")]
    public async Task Addresses_that_other_machines_reach_must_be_asked_for(string host)
    {
        Endpoint.Tcp endpoint = new(host, 0);
        Assert.That(
            async () => await OpenAsync(endpoint),
            Refuses(endpoint, "other machines could connect to this address; use 127.0.0.1, or --listen-any if that is meant"));

        await using IListener listener = await Listeners.OpenAsync(endpoint, new ListenOptions(AnyAddress: true), Soon.Token);
        Assert.That(((Endpoint.Tcp)listener.Endpoint).Port, Is.GreaterThan(0));
    }

    [TestCase("127.0.0.1")]
    [TestCase("localhost")]
    [TestCase("::1")]
    public async Task Any_free_port_is_chosen_and_told(string host)
    {
        await using IListener listener = await OpenAsync(new Endpoint.Tcp(host, 0));
        await using IByteChannel client = await new Connector(TimeProvider.System).ConnectAsync(listener.Endpoint, Soon.Patience, Soon.Token);

        Assert.That(listener.Endpoint, Is.TypeOf<Endpoint.Tcp>().With.Property("Port").GreaterThan(0));
    }

    [Test]
    public async Task A_port_in_use_is_refused()
    {
        await using IListener first = await OpenAsync(new Endpoint.Tcp("127.0.0.1", 0));

        Assert.That(async () => await OpenAsync(first.Endpoint), Refuses(first.Endpoint, "the address is in use"));
    }

    [Test]
    public async Task Disposing_ends_the_accepting_and_not_what_was_accepted()
    {
        using TemporaryFolder folder = new();
        IListener listener = await OpenAsync(new Endpoint.Unix(folder.File("s")));
        await using IByteChannel client = await new Connector(TimeProvider.System).ConnectAsync(listener.Endpoint, Soon.Patience, Soon.Token);
        await using IAsyncEnumerator<IByteChannel> accepting = listener.AcceptAsync(CancellationToken.None).GetAsyncEnumerator();
        Assert.That(await accepting.MoveNextAsync(), Is.True);
        await using IByteChannel server = accepting.Current;

        Task<bool> next = accepting.MoveNextAsync().AsTask();
        await listener.DisposeAsync();
        Assert.That(await next, Is.False);
        await server.SendTextAsync("still here");
        Assert.That(await client.ReceiveTextAsync(10), Is.EqualTo("still here"));
    }

    [Test]
    public async Task Accepting_can_be_cancelled()
    {
        using TemporaryFolder folder = new();
        using CancellationTokenSource cancel = new();
        await using IListener listener = await OpenAsync(new Endpoint.Unix(folder.File("s")));
        Task<IByteChannel> accepting = listener.AcceptAsync(cancel.Token).FirstAsync();
        await cancel.CancelAsync();

        Assert.That(async () => await accepting, Throws.InstanceOf<OperationCanceledException>());
    }

    private static ValueTask<IListener> OpenAsync(Endpoint endpoint) => Listeners.OpenAsync(endpoint, new ListenOptions(), Soon.Token);

    private static EqualStringConstraint Refuses(Endpoint endpoint, string reason) =>
        Throws.TypeOf<EndpointUnavailableException>().With.Message.EqualTo($"{endpoint}: {reason}");

    /// <summary>A server that was killed leaves its file: the library removes it only when it is asked to by its own path.</summary>
    private static void LeaveStaleSocket(string path)
    {
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path + ".dead"));
        File.Move(path + ".dead", path);
        Assert.That(File.Exists(path), Is.True);
    }
}
