using Harness.Wire;

namespace Harness.Transport.Channels;

/// <summary>One end of a <see cref="MemoryChannelPair"/>.</summary>
internal sealed class MemoryChannel : IByteChannel
{
    private const int BufferBytes = 16 * 1024;

    private readonly BoundedPipe _input;
    private readonly BoundedPipe _output;
    private readonly PatientReader _reader;
    private volatile bool _isDisposed;

    public MemoryChannel(BoundedPipe input, BoundedPipe output, TimeProvider clock)
    {
        _input = input;
        _output = output;
        _reader = new PatientReader(BufferBytes, clock, input.ReadAsync, End);
    }

    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        cancel.ThrowIfCancellationRequested();
        return _output.WriteAsync(bytes, cancel);
    }

    public ValueTask EndOutputAsync(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        _output.End();
        return ValueTask.CompletedTask;
    }

    public ValueTask<ChannelRead> ReceiveAsync(TimeSpan patience, CancellationToken cancel) => _reader.ReceiveAsync(patience, cancel);

    public ValueTask DisposeAsync()
    {
        _isDisposed = true;
        _reader.Dispose();
        _input.Abandon();
        _output.End();
        return ValueTask.CompletedTask;
    }

    private static ChannelRead End(Exception? failure) =>
        failure is null ? ChannelRead.Closed : new ChannelRead(ChannelReadKind.Broken, default, failure.Message);
}
