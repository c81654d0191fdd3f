using System.Diagnostics;
using System.IO.Pipes;

using Harness.Transport;
using Harness.Transport.Channels;
using Harness.Transport.Connecting;
using Harness.Transport.Listening;
using Harness.Wire;

namespace Harness.Unit.Transport;

/// <summary>Two channels that are connected to each other.</summary>
internal sealed class ConnectedPair(IByteChannel client, IByteChannel server, params IAsyncDisposable[] others) : IAsyncDisposable
{
    public IByteChannel Client { get; } = client;

    public IByteChannel Server { get; } = server;

    public static async Task<ConnectedPair> OpenAsync(ChannelKind kind, TimeProvider clock)
    {
        switch (kind)
        {
            case ChannelKind.Unix:
            case ChannelKind.Descriptors:
                TemporaryFolder folder = new();
                return await OverSocketAsync(new Endpoint.Unix(folder.File("s")), clock, kind == ChannelKind.Descriptors, folder);
            case ChannelKind.Tcp:
                return await OverSocketAsync(new Endpoint.Tcp("127.0.0.1", 0), clock, withDescriptors: false);
            case ChannelKind.Pipes:
                return OverPipes(clock);
            case ChannelKind.Memory:
                MemoryChannelPair pair = new(64 * 1024, clock);
                return new ConnectedPair(pair.Client, pair.Server);
            default:
                throw new UnreachableException(kind.ToString());
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Server.DisposeAsync();
        foreach (IAsyncDisposable other in others)
        {
            await other.DisposeAsync();
        }
    }

    private static async Task<ConnectedPair> OverSocketAsync(Endpoint endpoint, TimeProvider clock, bool withDescriptors, params IAsyncDisposable[] others)
    {
        Connector connector = new(clock);
        await using IListener listener = await new Listeners(clock).OpenAsync(endpoint, new ListenOptions(PassDescriptors: withDescriptors), Soon.Token);
        IByteChannel client = withDescriptors
            ? await connector.ConnectWithDescriptorsAsync((Endpoint.Unix)listener.Endpoint, Soon.Patience, Soon.Token)
            : await connector.ConnectAsync(listener.Endpoint, Soon.Patience, Soon.Token);
        return new ConnectedPair(client, await listener.AcceptAsync(Soon.Token).FirstAsync(), others);
    }

    private static ConnectedPair OverPipes(TimeProvider clock)
    {
        AnonymousPipeServerStream up = new(PipeDirection.Out);
        AnonymousPipeServerStream down = new(PipeDirection.In);
        StreamChannel client = new(down, up, clock);
        StreamChannel server = new(
            new AnonymousPipeClientStream(PipeDirection.In, up.ClientSafePipeHandle), new AnonymousPipeClientStream(PipeDirection.Out, down.ClientSafePipeHandle), clock);
        return new ConnectedPair(client, server);
    }
}
