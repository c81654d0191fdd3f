using Harness.Transcripts.Format;
using Harness.Transcripts.Recording;
using Harness.Wire;

namespace Harness.Cli.Recording;

/// <summary>A channel of the harness itself, recorded as it is used.</summary>
internal class RecordingChannel(IByteChannel inner, bool virtualTime, ConnectionRecorder recorder) : IByteChannel
{
    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        recorder.FromClient(bytes);
        return inner.SendAsync(bytes, cancel);
    }

    public ValueTask EndOutputAsync(CancellationToken cancel)
    {
        recorder.ClientEnded(CloseNote.ClientEnded);
        return inner.EndOutputAsync(cancel);
    }

    public async ValueTask<ChannelRead> ReceiveAsync(TimeSpan patience, CancellationToken cancel)
    {
        ChannelRead read = await inner.ReceiveAsync(patience, cancel);
        switch (read.Kind)
        {
            case ChannelReadKind.Bytes:
                recorder.FromServer(read.Bytes);
                break;
            case ChannelReadKind.Silence when virtualTime && patience > TimeSpan.Zero:
                // Waiting moved the clock. What is left of a deadline is measured on the real one: its fractions mean nothing.
                recorder.Mark(MarkNote.Silence(TimeSpan.FromMilliseconds(Math.Ceiling(patience.TotalMilliseconds))));
                break;
            case ChannelReadKind.Closed:
                recorder.ServerEnded(CloseNote.ServerEnded);
                break;
            case ChannelReadKind.Broken:
                recorder.ServerEnded(CloseNote.ServerBroke(read.Detail));
                break;
            default:
                break;
        }

        return read;
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        recorder.ClientEnded(CloseNote.ClientClosed);
        return inner.DisposeAsync();
    }
}
