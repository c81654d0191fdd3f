using System.Diagnostics;
using System.Net.Sockets;

using Harness.Transport.Channels;
using Harness.Transport.Descriptors;
using Harness.Wire;

namespace Harness.Transport.Connecting;

/// <summary>Connects to endpoints.</summary>
public sealed class Connector(TimeProvider clock)
{
    /// <summary>Pauses between two tries while a server is on its way, doubled from the first to the last.</summary>
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LastPause = TimeSpan.FromMilliseconds(32);

    /// <summary>Connects once.</summary>
    /// <param name="deadline">How long it may take.</param>
    /// <param name="passDescriptors">Makes a unix socket's channel an <see cref="IDescriptorChannel"/>; Linux only.</param>
    /// <exception cref="EndpointUnavailableException">Refused, unknown, or not in time.</exception>
    public async ValueTask<IByteChannel> ConnectAsync(Endpoint endpoint, TimeSpan deadline, CancellationToken cancel, bool passDescriptors = false)
    {
        Socket socket = await ConnectSocketAsync(endpoint, deadline, cancel).ConfigureAwait(false);
        return passDescriptors && endpoint is Endpoint.Unix ? new DescriptorChannel(socket, clock) : new SocketChannel(socket, clock);
    }

    /// <summary>Connects once, so that file descriptors can be passed.</summary>
    /// <exception cref="EndpointUnavailableException">Refused, unknown, or not in time.</exception>
    /// <exception cref="PlatformNotSupportedException">Not on Linux.</exception>
    public async ValueTask<IDescriptorChannel> ConnectWithDescriptorsAsync(Endpoint.Unix endpoint, TimeSpan deadline, CancellationToken cancel) =>
        new DescriptorChannel(await ConnectSocketAsync(endpoint, deadline, cancel).ConfigureAwait(false), clock);

    /// <summary>Connects to a server that is being started: tries until it listens.</summary>
    /// <exception cref="EndpointUnavailableException">Not in time, for the reason of the last whole try; or a reason that time does not mend.</exception>
    public async ValueTask<IByteChannel> ConnectWhenListeningAsync(Endpoint endpoint, TimeSpan deadline, CancellationToken cancel, bool passDescriptors = false)
    {
        long start = clock.GetTimestamp();
        TimeSpan pause = FirstPause;
        EndpointUnavailableException? lastTry = null;
        while (true)
        {
            TimeSpan left = deadline - clock.GetElapsedTime(start);
            try
            {
                return await ConnectAsync(endpoint, left > TimeSpan.Zero ? left : TimeSpan.Zero, cancel, passDescriptors).ConfigureAwait(false);
            }
            catch (EndpointUnavailableException e) when (IsOnItsWay(e) && left > pause)
            {
                lastTry = e;
                await Task.Delay(pause, clock, cancel).ConfigureAwait(false);
                pause = pause < LastPause ? pause * 2 : LastPause;
            }
            catch (EndpointUnavailableException e) when (lastTry is not null && e.InnerException is OperationCanceledException)
            {
                // The deadline cut this try short: the one before says why nobody listened.
                throw lastTry;
            }
        }
    }

    private async ValueTask<Socket> ConnectSocketAsync(Endpoint endpoint, TimeSpan deadline, CancellationToken cancel)
    {
        using CancellationTokenSource late = new(deadline, clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancel, late.Token);
        Socket socket = NewSocket(endpoint);
        try
        {
            await ConnectAsync(socket, endpoint, either.Token).ConfigureAwait(false);
            return socket;
        }
        catch (Exception e)
        {
            socket.Dispose();
            if (e is SocketException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
            {
                throw new EndpointUnavailableException(endpoint.ToString(), Reason(endpoint, e, deadline), e);
            }

            throw;
        }
    }

    private static Socket NewSocket(Endpoint endpoint) => endpoint switch
    {
        Endpoint.Unix => new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified),
        Endpoint.Tcp => new Socket(SocketType.Stream, ProtocolType.Tcp),
        Endpoint.Stdio => throw new EndpointUnavailableException(endpoint.ToString(), "can only be listened on"),
        _ => throw new UnreachableException(endpoint.ToString()),
    };

    private static ValueTask ConnectAsync(Socket socket, Endpoint endpoint, CancellationToken cancel) => endpoint switch
    {
        Endpoint.Unix unix => socket.ConnectAsync(UnixAddress.Of(unix), cancel),
        Endpoint.Tcp tcp => socket.ConnectAsync(tcp.Host, tcp.Port, cancel),
        _ => throw new UnreachableException(endpoint.ToString()),
    };

    private static string Reason(Endpoint endpoint, Exception failure, TimeSpan deadline) => (endpoint, failure) switch
    {
        (_, OperationCanceledException) => FormattableString.Invariant($"no connection within {deadline.TotalSeconds:0.###} s"),
        (Endpoint.Unix unix, SocketException { SocketErrorCode: SocketError.AddressNotAvailable }) when !File.Exists(unix.Path) => "there is no such file",
        (Endpoint.Unix unix, SocketException { SocketErrorCode: SocketError.ConnectionRefused }) when FileKind.IsSocket(unix.Path) == false =>
            "the file is not a socket",
        _ => SocketReasons.For(failure),
    };

    /// <summary>No file, nobody listening, or a full queue: what time may mend.</summary>
    private static bool IsOnItsWay(EndpointUnavailableException failure) =>
        failure.InnerException is SocketException
        {
            SocketErrorCode: SocketError.AddressNotAvailable or SocketError.ConnectionRefused or SocketError.WouldBlock,
        };
}
