using System.Runtime.CompilerServices;

using Harness.Transport.Channels;
using Harness.Wire;

namespace Harness.Transport.Listening;

/// <summary>Yields one connection: the process's own standard input and output.</summary>
internal sealed class StdioListener(StandardStreams streams, TimeProvider clock) : IListener
{
    private int _isTaken;

    public Endpoint Endpoint { get; } = new Endpoint.Stdio();

    public async IAsyncEnumerable<IByteChannel> AcceptAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (Interlocked.Exchange(ref _isTaken, 1) == 0)
        {
            yield return new StreamChannel(streams.Input, streams.Output, clock);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isTaken, 1) == 0)
        {
            await streams.Input.DisposeAsync().ConfigureAwait(false);
            await streams.Output.DisposeAsync().ConfigureAwait(false);
        }
    }
}
