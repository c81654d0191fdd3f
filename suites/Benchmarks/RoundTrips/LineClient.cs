using System.Net.Sockets;

namespace Harness.Benchmarks.RoundTrips;

/// <summary>The cheapest client there is: blocking, one buffer, counts line ends. What it costs is the same for every server.</summary>
internal sealed class LineClient : IDisposable
{
    /// <summary>One for all clients, which take turns: a buffer each would cost more than the connection.</summary>
    private static readonly byte[] Buffer = new byte[256 * 1024];

    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private int _surplus;

    public LineClient(string path)
    {
        _socket.ReceiveTimeout = 20_000;
        _socket.Connect(new UnixDomainSocketEndPoint(path));
    }

    public void Send(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[_socket.Send(bytes)..];
        }
    }

    /// <summary>Waits for that many line ends.</summary>
    public void ReadLines(int count)
    {
        int seen = Math.Min(count, _surplus);
        _surplus -= seen;
        while (seen < count)
        {
            int read = _socket.Receive(Buffer);
            if (read == 0)
            {
                throw new InvalidOperationException("the server closed the connection");
            }

            seen += Buffer.AsSpan(0, read).Count((byte)'\n');
        }

        _surplus += seen - count;
    }

    public void Dispose() => _socket.Dispose();
}
