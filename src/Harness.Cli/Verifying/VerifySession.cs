using System.Text.Json;

using Harness.Cases.Compile;
using Harness.Cases.Run;
using Harness.Cli.Output;
using Harness.Cli.Recording;
using Harness.Cli.Targets;
using Harness.Schema.Model;
using Harness.Transcripts.Compare;
using Harness.Transcripts.Format;
using Harness.Transcripts.Recording;
using Harness.Transcripts.Redaction;

namespace Harness.Cli.Verifying;

/// <summary><c>verify</c> from settings to exit code.</summary>
internal sealed class VerifySession(VerifySettings settings)
{
    private readonly List<Difference> _differences = [];
    private readonly HashSet<DifferenceKind> _ignored = [.. settings.Ignore.SelectMany(i => i.Split(',')).Select(ParseKind)];
    private int _passedOver;

    /// <exception cref="UsageException">Something given cannot be used.</exception>
    /// <exception cref="TargetUnavailableException">The target cannot be reached.</exception>
    public async Task<int> RunAsync(TextWriter output, CancellationToken cancel)
    {
        QmpSchema schema = Specs.Load(settings.Spec);
        await using ITarget target = TargetParser.Parse(settings.Target, schema, settings.Seed, settings.Timeout, passDescriptors: OperatingSystem.IsLinux());
        using TranscriptReader reader = TranscriptFiles.Open(settings.File);
        MachineReference machine = MachineOf(reader.Header);
        if (target.CanBe(machine) is { } why)
        {
            throw new UsageException($"--target {settings.Target}: {why.Replace("the case starts", "the transcript was recorded", StringComparison.Ordinal)}");
        }

        string fresh = settings.File + ".new";
        int compared = 0;
        try
        {
            await using IPeer peer = await target.StartAsync(machine, cancel);
            SessionRecorder? record = settings.Update ? Recorder(fresh, reader.Header, target, schema, peer) : null;
            await using (Verification verification = new(peer, target.VirtualTime, schema, settings.Timeout, record, Take))
            {
                await verification.RunAsync(reader, settings.File, cancel);
                compared = verification.Compared;
            }

            record?.End(clean: true);
            if (settings.Update)
            {
                File.Move(fresh, settings.File, overwrite: true);
            }
        }
        finally
        {
            if (settings.Update)
            {
                // Where something went wrong the transcript stays as it was.
                File.Delete(fresh);
            }
        }

        Print(output, compared);
        return _differences.Count == 0 || settings.Update ? ExitCode.Success : ExitCode.Nonconformance;
    }

    private static DifferenceKind ParseKind(string word) => DifferenceKinds.Parse(word)
        ?? throw new UsageException($"--ignore {word}: no such kind of difference; they are {string.Join(", ", Enum.GetValues<DifferenceKind>().Select(k => k.Word()))}");

    private void Take(Difference difference)
    {
        if (_ignored.Contains(difference.Kind))
        {
            _passedOver++;
        }
        else
        {
            _differences.Add(difference);
        }
    }

    /// <summary>The machine that the header names; the built-in one where it names none.</summary>
    internal static MachineReference MachineOf(TranscriptHeader header)
    {
        using JsonDocument target = JsonDocument.Parse(header.Target);
        if (!target.RootElement.TryGetProperty("machine", out JsonElement name) || name.ValueKind != JsonValueKind.String || name.GetString() == MachineReference.Default.Name)
        {
            return MachineReference.Default;
        }

        (MachineCatalogue machines, _) = MachineCatalogue.Load(ContentRoot.Find().Resolve("fixtures", "machines"));
        return machines.Named(name.GetString()!) ?? throw new UsageException($"the transcript was recorded from machine '{name.GetString()}', and there is no fixtures/machines/{name.GetString()}.json");
    }

    private SessionRecorder Recorder(string path, TranscriptHeader old, ITarget target, QmpSchema schema, IPeer peer)
    {
        SecretNames? names = settings.Redact ? SecretNames.From(schema) : null;
        string description = target.Kind == "emu" ? old.Target : $$"""{"kind":"{{target.Kind}}"}""";
        TranscriptHeader header = TranscriptFiles.Header(peer.Clock.GetUtcNow(), old.Profile, schema.Digest, description, names?.Names);
        return new SessionRecorder(new TranscriptWriter(TranscriptFiles.Create(path, replace: true), header), names is null ? null : new Redactor(names), peer.Clock);
    }

    private void Print(TextWriter output, int compared)
    {
        if (settings.Json)
        {
            JsonOutput.WriteArray(output, _differences, static (json, d) => DifferenceOutput.Write(json, d));
            return;
        }

        foreach (Difference difference in _differences)
        {
            output.WriteLine(difference);
        }

        string ignored = _passedOver > 0 ? FormattableString.Invariant($", {_passedOver} ignored") : "";
        output.WriteLine(FormattableString.Invariant($"{compared} replies and events compared, {_differences.Count} {(_differences.Count == 1 ? "difference" : "differences")}{ignored}{(settings.Update ? $"; {settings.File} is written anew" : "")}"));
    }
}
