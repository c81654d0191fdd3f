using System.Net.Sockets;

using Harness.Wire;

namespace Harness.Transport.Channels;

/// <summary>A pair of one-way streams: standard input and output, a child's or our own. Owns both.</summary>
internal sealed class StreamChannel : IByteChannel
{
    private const int BufferBytes = 64 * 1024;

    private readonly Stream _input;
    private readonly Stream _output;
    private readonly PatientReader _reader;

    /// <summary>Reads of a stream that is to be disposed are cancelled first: a stream need not end them by itself.</summary>
    private readonly CancellationTokenSource _disposed = new();
    private int _isDisposed;

    public StreamChannel(Stream input, Stream output, TimeProvider clock)
    {
        _input = input;
        _output = output;
        _reader = new PatientReader(BufferBytes, clock, buffer => input.ReadAsync(buffer, _disposed.Token), End);
    }

    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        try
        {
            await _output.WriteAsync(bytes, cancel).ConfigureAwait(false);
            await _output.FlushAsync(cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // The reader of the pipe is gone: what comes from it, or its end, is for the next receive to find.
        }
    }

    public async ValueTask EndOutputAsync(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        await _output.DisposeAsync().ConfigureAwait(false);
    }

    public ValueTask<ChannelRead> ReceiveAsync(TimeSpan patience, CancellationToken cancel) => _reader.ReceiveAsync(patience, cancel);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        _reader.Dispose();
        await _disposed.CancelAsync().ConfigureAwait(false);
        await _input.DisposeAsync().ConfigureAwait(false);
        await _output.DisposeAsync().ConfigureAwait(false);
        _disposed.Dispose();
    }

    private static ChannelRead End(Exception? failure) =>
        failure is null ? ChannelRead.Closed : new ChannelRead(ChannelReadKind.Broken, default, SocketReasons.For(failure));
}
