using Harness.Cases.Run;
using Harness.Cli.Serving;
using Harness.Cli.Targets;
using Harness.Schema.Model;
using Harness.Transcripts.Format;
using Harness.Transcripts.Recording;
using Harness.Transcripts.Redaction;
using Harness.Transport.Listening;

namespace Harness.Cli.Recording;

/// <summary><c>record</c> from settings to exit code.</summary>
internal sealed class RecordSession(RecordSettings settings, TextWriter log)
{
    /// <exception cref="UsageException">Something given cannot be used.</exception>
    /// <exception cref="TargetUnavailableException">The target could not be started.</exception>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        QmpSchema schema = Specs.Load(settings.Spec);
        await using ITarget target = TargetParser.Parse(settings.Target, schema, settings.Seed, settings.Timeout, passDescriptors: OperatingSystem.IsLinux());
        await using IListener listener = await ListenEndpoints.OpenAsync(settings.Listen, new ListenOptions(settings.AnyAddress, OperatingSystem.IsLinux()), cancel);
        SecretNames? names = settings.Redact ? SecretNames.From(schema) : null;
        TranscriptHeader header = TranscriptFiles.Header(
            TimeProvider.System.GetUtcNow(), settings.Profile, schema.Digest, $$"""{"kind":"{{target.Kind}}"}""", names?.Names);
        using TranscriptWriter writer = new(TranscriptFiles.Create(settings.Output, settings.Force), header);
        SessionRecorder recorder = new(writer, names is null ? null : new Redactor(names), TimeProvider.System);
        try
        {
            await using IPeer peer = await target.StartAsync(MachineReference.Default, cancel);
            await log.WriteLineAsync($"listening on {listener.Endpoint}");
            Proxy proxy = new(peer, target.Monitors, target.Kind == "exec", recorder, log);
            await proxy.RunAsync(listener, cancel);
            recorder.End(clean: true);
            await log.WriteLineAsync(FormattableString.Invariant($"{recorder.Count} records in {settings.Output}"));
            return proxy.MissedTarget ? ExitCode.CouldNotMeasure : ExitCode.Success;
        }
        catch (IOException e)
        {
            throw new TargetUnavailableException($"cannot write the transcript '{settings.Output}': {e.Message}", e);
        }
        catch (TargetUnavailableException)
        {
            recorder.End(clean: false);
            throw;
        }
    }
}
