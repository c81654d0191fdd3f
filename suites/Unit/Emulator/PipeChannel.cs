using System.Buffers;
using System.IO.Pipelines;

using Harness.Wire;

namespace Harness.Unit.Emulator;

/// <summary>Two channels joined by bounded pipes: a socket pair without a socket.</summary>
internal sealed class PipeChannel(PipeReader input, PipeWriter output) : IByteChannel
{
    private const int Bound = 4096;

    private byte[] _received = [];

    public static (PipeChannel Client, PipeChannel Server) Pair()
    {
        Pipe toServer = new(new PipeOptions(pauseWriterThreshold: Bound, resumeWriterThreshold: Bound / 2));
        Pipe toClient = new(new PipeOptions(pauseWriterThreshold: Bound, resumeWriterThreshold: Bound / 2));
        return (new PipeChannel(toClient.Reader, toServer.Writer), new PipeChannel(toServer.Reader, toClient.Writer));
    }

    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel) => await output.WriteAsync(bytes, cancel);

    public ValueTask EndOutputAsync(CancellationToken cancel) => output.CompleteAsync();

    /// <summary>Waits as long as it takes: these tests have no silence to measure.</summary>
    public async ValueTask<ChannelRead> ReceiveAsync(TimeSpan patience, CancellationToken cancel)
    {
        ReadResult read = await input.ReadAsync(cancel);
        _received = read.Buffer.ToArray();
        input.AdvanceTo(read.Buffer.End);
        return _received.Length > 0 ? new ChannelRead(ChannelReadKind.Bytes, _received) : ChannelRead.Closed;
    }

    public async ValueTask DisposeAsync()
    {
        await output.CompleteAsync();
        await input.CompleteAsync();
    }
}
