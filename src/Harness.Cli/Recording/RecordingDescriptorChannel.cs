using Harness.Transcripts.Recording;
using Harness.Wire;

namespace Harness.Cli.Recording;

/// <summary>A recorded channel over which the harness sends descriptors too.</summary>
internal sealed class RecordingDescriptorChannel(IDescriptorSender inner, bool virtualTime, ConnectionRecorder recorder)
    : RecordingChannel(inner, virtualTime, recorder), IDescriptorSender
{
    /// <summary>What the harness sends, as a transcript says it.</summary>
    private static readonly byte[] Description = """[{"kind":"device","mode":"rdwr"}]"""u8.ToArray();

    private readonly ConnectionRecorder _recorder = recorder;

    public ValueTask SendWithDescriptorAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        _recorder.FromClient(bytes, Description);
        return inner.SendWithDescriptorAsync(bytes, cancel);
    }
}
