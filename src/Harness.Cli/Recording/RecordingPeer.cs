using Harness.Cases.Run;
using Harness.Transcripts.Recording;
using Harness.Wire;

namespace Harness.Cli.Recording;

/// <summary>A peer whose connections are recorded, and the passing of its virtual time with them.</summary>
internal sealed class RecordingPeer(IPeer inner, bool virtualTime, Lazy<SessionRecorder> recorder) : IPeer
{
    public string? Death => inner.Death;

    public TimeProvider Clock => inner.Clock;

    public async ValueTask<IByteChannel> ConnectAsync(int monitor, CancellationToken cancel)
    {
        IByteChannel channel = await inner.ConnectAsync(monitor, cancel);
        ConnectionRecorder connection = recorder.Value.Connect();
        return channel is IDescriptorSender sender
            ? new RecordingDescriptorChannel(sender, virtualTime, connection)
            : new RecordingChannel(channel, virtualTime, connection);
    }

    public void Advance(TimeSpan time)
    {
        recorder.Value.Mark(MarkNote.Advance(time));
        inner.Advance(time);
    }

    /// <summary>The peer is not this one's to end.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
