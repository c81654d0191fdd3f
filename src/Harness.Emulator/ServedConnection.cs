using Harness.Emulator.State;
using Harness.Wire;

namespace Harness.Emulator;

/// <summary>Carries bytes between a channel and an emulator's connection: one loop reads, whoever has news sends, one at a time.</summary>
internal sealed class ServedConnection(EmulatorConnection connection, IByteChannel channel, Func<IReadOnlyList<HostDescriptor>> descriptors) : IDisposable
{
    /// <summary>How long one read waits; silence is no reason to end.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _sending = new(1);

    /// <summary>Released with each news from the emulator; the reading loop waits for it while it may not read.</summary>
    private readonly SemaphoreSlim _news = new(0);
    private int _sendRequested;
    private CancellationTokenSource? _ended;

    public async Task RunAsync(CancellationToken cancel)
    {
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        _ended = ended;
        connection.OutputReady += OnNews;
        try
        {
            await SendAllAsync(ended.Token).ConfigureAwait(false);
            await ReadAllAsync(ended.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            // The emulator ended the connection while a read was waiting.
        }
        finally
        {
            connection.OutputReady -= OnNews;
        }

        // What another thread is sending goes out whole before the end does; who waits to send after it gives up.
        await _sending.WaitAsync(cancel).ConfigureAwait(false);
        await ended.CancelAsync().ConfigureAwait(false);
        await channel.EndOutputAsync(cancel).ConfigureAwait(false);
    }

    public void Dispose()
    {
        _sending.Dispose();
        _news.Dispose();
    }

    private async Task ReadAllAsync(CancellationToken cancel)
    {
        bool open = true;
        while (!connection.IsClosed)
        {
            if (!open || !connection.WantsInput)
            {
                await _news.WaitAsync(cancel).ConfigureAwait(false);
                await SendAllAsync(cancel).ConfigureAwait(false);
                continue;
            }

            ChannelRead read = await channel.ReceiveAsync(Patience, cancel).ConfigureAwait(false);
            switch (read.Kind)
            {
                case ChannelReadKind.Bytes:
                    if (descriptors() is { Count: > 0 } passed)
                    {
                        connection.Pass(passed);
                    }

                    connection.Receive(read.Bytes);
                    break;
                case ChannelReadKind.Closed:
                    open = false;
                    connection.EndInput();
                    break;
                case ChannelReadKind.Broken:
                    return;
                case ChannelReadKind.Silence:
                default:
                    continue;
            }

            await SendAllAsync(cancel).ConfigureAwait(false);
        }
    }

    private async Task SendAllAsync(CancellationToken cancel)
    {
        await _sending.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            Volatile.Write(ref _sendRequested, 0);
            for (ReadOnlyMemory<byte> bytes = connection.TakeOutput(); !bytes.IsEmpty; bytes = connection.TakeOutput())
            {
                await channel.SendAsync(bytes, cancel).ConfigureAwait(false);
            }
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>News come on the thread of another connection or of the clock, which must not wait for this client.</summary>
    private void OnNews()
    {
        _news.Release();
        if (Interlocked.Exchange(ref _sendRequested, 1) == 0)
        {
            _ = Task.Run(SendNewsAsync);
        }
    }

    private async Task SendNewsAsync()
    {
        try
        {
            await SendAllAsync(_ended!.Token).ConfigureAwait(false);
            if (connection.IsClosed)
            {
                await _ended.CancelAsync().ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // The connection has ended meanwhile, and with it the need to send.
        }
    }
}
