using System.Diagnostics;

using Harness.Transport.Channels;
using Harness.Transport.Descriptors;

namespace Harness.Transport.Listening;

/// <summary>Opens endpoints to be connected to.</summary>
public sealed class Listeners(TimeProvider clock)
{
    /// <summary>Listens. For <c>stdio</c> the process's standard input and output are taken over.</summary>
    /// <exception cref="EndpointUnavailableException">In use, not ours to replace, no such address, or one that other machines reach.</exception>
    public async ValueTask<IListener> OpenAsync(Endpoint endpoint, ListenOptions options, CancellationToken cancel) => endpoint switch
    {
        Endpoint.Unix unix => new SocketListener(
            unix,
            await UnixSocketFile.ListenAsync(unix, clock, cancel).ConfigureAwait(false),
            options.PassDescriptors ? socket => new DescriptorChannel(socket, clock) : socket => new SocketChannel(socket, clock),
            clock),
        Endpoint.Tcp tcp => await TcpListening.OpenAsync(tcp, options, clock, cancel).ConfigureAwait(false),
        Endpoint.Stdio => new StdioListener(StandardStreams.TakeOver(), clock),
        _ => throw new UnreachableException(endpoint.ToString()),
    };
}
