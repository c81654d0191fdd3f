using Harness.Wire;

namespace Harness.Transport.Processes;

/// <summary>A connection to a child: when it ends because the child did, the end says how.</summary>
internal class ChildChannel(IByteChannel inner, ChildProcess child) : IByteChannel
{
    private ChannelRead? _end;

    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel) => inner.SendAsync(bytes, cancel);

    public ValueTask EndOutputAsync(CancellationToken cancel) => inner.EndOutputAsync(cancel);

    public ValueTask<ChannelRead> ReceiveAsync(TimeSpan patience, CancellationToken cancel)
    {
        if (_end is { } end)
        {
            return new ValueTask<ChannelRead>(end);
        }

        ValueTask<ChannelRead> receiving = inner.ReceiveAsync(patience, cancel);
        return FinishAsync(receiving, cancel);
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return inner.DisposeAsync();
    }

    private async ValueTask<ChannelRead> FinishAsync(ValueTask<ChannelRead> receiving, CancellationToken cancel)
    {
        ChannelRead read = await receiving.ConfigureAwait(false);
        if (read.Kind is ChannelReadKind.Closed or ChannelReadKind.Broken)
        {
            _end = read = await child.ExplainAsync(read, cancel).ConfigureAwait(false);
        }

        return read;
    }
}
