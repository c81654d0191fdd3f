using System.Globalization;
using System.Text.Json;

using Harness.Cases.Language;
using Harness.Cases.Run;
using Harness.Schema.Model;
using Harness.Transcripts.Format;
using Harness.Transcripts.Recording;
using Harness.Transcripts.Redaction;

namespace Harness.Cli.Recording;

/// <summary>Plays cases and writes a transcript of each: <c>FOLDER/args/eject/device/missing.qmpt</c>.</summary>
internal sealed class RecordingPlayer(ICasePlayer inner, string folder, QmpSchema schema, bool redact) : ICasePlayer
{
    private readonly SecretNames? _names = redact ? SecretNames.From(schema) : null;

    public async Task<CaseResult> PlayAsync(Script script, ITarget target, IPeer peer, CancellationToken cancel)
    {
        // A case that connects to nothing has no transcript: the file is made when the first connection is.
        Lazy<SessionRecorder> recorder = new(() => Open(script, target, peer));
        CaseResult result = await inner.PlayAsync(script, target, new RecordingPeer(peer, target.VirtualTime, recorder), cancel);
        if (recorder.IsValueCreated)
        {
            recorder.Value.Mark(string.Create(CultureInfo.InvariantCulture, $"verdict {result.Verdict.ToString().ToLowerInvariant()}"));
            recorder.Value.End(clean: true);
        }

        return result;
    }

    /// <summary>The file of a case, which is written anew in each run.</summary>
    public static string PathOf(string folder, string caseId) => Path.Combine(folder, Path.Combine(caseId.Split('/')) + ".qmpt");

    private SessionRecorder Open(Script script, ITarget target, IPeer peer)
    {
        string path = PathOf(folder, script.Id);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"cannot make the folder of '{path}': {e.Message}", e);
        }

        string description = $"{{\"kind\":\"{target.Kind}\",\"case\":\"{JsonEncodedText.Encode(script.Id)}\",\"machine\":\"{JsonEncodedText.Encode(script.Machine)}\"}}";
        TranscriptHeader header = TranscriptFiles.Header(peer.Clock.GetUtcNow(), "qemu", schema.Digest, description, _names?.Names);
        return new SessionRecorder(new TranscriptWriter(TranscriptFiles.Create(path, replace: true), header), _names is null ? null : new Redactor(_names), peer.Clock);
    }
}
