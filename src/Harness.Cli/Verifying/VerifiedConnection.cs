using Harness.Transcripts.Compare;
using Harness.Transcripts.Recording;
using Harness.Wire;

namespace Harness.Cli.Verifying;

/// <summary>A connection on which the recorded client's side is sent again.</summary>
/// <param name="record">For the new transcript; null for none.</param>
internal sealed class VerifiedConnection(IByteChannel channel, TimeSpan timeout, ConnectionRecorder? record, DocumentedReplies documented) : IAsyncDisposable
{
    public IncomingMessages Incoming { get; } = new();

    public DocumentedReplies Documented => documented;

    public ConnectionRecorder? Record => record;

    /// <summary>How the server ended the connection; null while it is open.</summary>
    public string? Ended { get; private set; }

    public bool IsDisposed { get; private set; }

    /// <param name="descriptors">Describes the descriptors that were recorded with the bytes; empty for none. One is sent for them where the channel can.</param>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, ReadOnlyMemory<byte> descriptors, CancellationToken cancel)
    {
        record?.FromClient(bytes, descriptors);
        if (!descriptors.IsEmpty && !bytes.IsEmpty && channel is IDescriptorSender sender)
        {
            await sender.SendWithDescriptorAsync(bytes, cancel);
        }
        else
        {
            await channel.SendAsync(bytes, cancel);
        }
    }

    public ValueTask EndOutputAsync(CancellationToken cancel) => channel.EndOutputAsync(cancel);

    /// <summary>Receives until something can be taken, the time is over or the server has ended; null then.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> WaitAsync(Func<IncomingMessages, ReadOnlyMemory<byte>?> take, CancellationToken cancel)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (take(Incoming) is { } taken)
            {
                return taken;
            }

            TimeSpan left = timeout - TimeProvider.System.GetElapsedTime(start);
            if (Ended is not null || left <= TimeSpan.Zero || !await ReceiveAsync(left, cancel))
            {
                return null;
            }
        }
    }

    /// <summary>Waits for the server's end; false when it does not come.</summary>
    public async ValueTask<bool> WaitForEndAsync(CancellationToken cancel)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (Ended is null && timeout - TimeProvider.System.GetElapsedTime(start) is var left && left > TimeSpan.Zero && await ReceiveAsync(left, cancel))
        {
        }

        return Ended is not null;
    }

    /// <summary>Takes what has arrived.</summary>
    public async ValueTask DrainAsync(CancellationToken cancel)
    {
        while (Ended is null && await ReceiveAsync(TimeSpan.Zero, cancel))
        {
        }
    }

    /// <summary>Lets time pass.</summary>
    public async ValueTask PassAsync(TimeSpan time, CancellationToken cancel)
    {
        if (Ended is null)
        {
            await ReceiveAsync(time, cancel);
        }
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return channel.DisposeAsync();
    }

    /// <summary>False when nothing came.</summary>
    private async ValueTask<bool> ReceiveAsync(TimeSpan patience, CancellationToken cancel)
    {
        ChannelRead read = await channel.ReceiveAsync(patience, cancel);
        switch (read.Kind)
        {
            case ChannelReadKind.Bytes:
                record?.FromServer(read.Bytes);
                Incoming.Feed(read.Bytes);
                return true;
            case ChannelReadKind.Silence:
                return false;
            default:
                Incoming.Finish();
                Ended = read.Kind == ChannelReadKind.Closed ? "closed" : $"broken: {read.Detail}";
                record?.ServerEnded(read.Kind == ChannelReadKind.Closed ? Transcripts.Format.CloseNote.ServerEnded : Transcripts.Format.CloseNote.ServerBroke(read.Detail));
                return true;
        }
    }
}
