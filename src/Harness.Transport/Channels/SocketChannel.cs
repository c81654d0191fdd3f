using System.Net.Sockets;

using Harness.Wire;

namespace Harness.Transport.Channels;

/// <summary>A connected stream socket, unix or TCP. Owns the socket.</summary>
internal class SocketChannel : IByteChannel
{
    private const int BufferBytes = 64 * 1024;

    /// <summary>How long to wait for what the system says is there.</summary>
    private static readonly TimeSpan PatienceForReady = TimeSpan.FromSeconds(1);

    private readonly PatientReader _reader;

    /// <summary>Why sending failed: a reset that the sender was told of is not told again to the receiver.</summary>
    private volatile string? _reset;

    public SocketChannel(Socket socket, TimeProvider clock)
    {
        Socket = socket;
        if (socket.ProtocolType == ProtocolType.Tcp)
        {
            socket.NoDelay = true;
        }

        _reader = new PatientReader(BufferBytes, clock, Read, End);
    }

    protected Socket Socket { get; }

    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        ValueTask<int> sending = Socket.SendAsync(bytes, SocketFlags.None, cancel);
        if (!sending.IsCompletedSuccessfully)
        {
            return SendRestAsync(sending, bytes, cancel);
        }

        int sent = sending.Result;
        return sent == bytes.Length ? ValueTask.CompletedTask : SendRestAsync(new ValueTask<int>(sent), bytes, cancel);
    }

    public ValueTask EndOutputAsync(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        try
        {
            Socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException e)
        {
            Note(e);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Impatience is no reason to miss what has arrived already.</summary>
    public ValueTask<ChannelRead> ReceiveAsync(TimeSpan patience, CancellationToken cancel) =>
        _reader.ReceiveAsync(patience == TimeSpan.Zero && IsReady() ? PatienceForReady : patience, cancel);

    public virtual ValueTask DisposeAsync()
    {
        Socket.Dispose();
        _reader.Dispose();
        return ValueTask.CompletedTask;
    }

    protected virtual ValueTask<int> Read(Memory<byte> buffer) => Socket.ReceiveAsync(buffer, SocketFlags.None);

    /// <summary>A peer that has closed in good order, which a sender learns as a broken pipe, is for the receiver to find.</summary>
    protected void Note(SocketException failure)
    {
        if (failure.SocketErrorCode is not (SocketError.Shutdown or SocketError.NotConnected))
        {
            _reset ??= SocketReasons.For(failure);
        }
    }

    private async ValueTask SendRestAsync(ValueTask<int> sending, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        try
        {
            bytes = bytes[await sending.ConfigureAwait(false)..];
            while (!bytes.IsEmpty)
            {
                bytes = bytes[await Socket.SendAsync(bytes, SocketFlags.None, cancel).ConfigureAwait(false)..];
            }
        }
        catch (SocketException e)
        {
            Note(e);
        }
    }

    private bool IsReady()
    {
        try
        {
            return Socket.Poll(0, SelectMode.SelectRead);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }

    private ChannelRead End(Exception? failure)
    {
        string? why = failure is null ? _reset : SocketReasons.For(failure);
        return why is null ? ChannelRead.Closed : new ChannelRead(ChannelReadKind.Broken, default, why);
    }
}
