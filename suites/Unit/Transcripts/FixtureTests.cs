using System.Globalization;
using System.Text;

using Harness.Cases.Run;
using Harness.Cli;
using Harness.Cli.Targets;
using Harness.Cli.Verifying;
using Harness.Schema.Model;
using Harness.Transcripts.Compare;
using Harness.Transcripts.Format;
using Harness.Transcripts.Messages;
using Harness.Transcripts.Replay;

namespace Harness.Unit.Transcripts;

/// <summary>Sessions recorded from a real QEMU: they replay offline, and they grade the emulator.</summary>
public sealed class FixtureTests
{
    private const string AgreementFile = "fixtures/transcripts/agreement.txt";

    private static readonly string Folder = Path.Combine(Repository.Root, "fixtures", "transcripts");

    public static IEnumerable<string> Names() => Directory.EnumerateFiles(Folder, "*.qmpt").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Names))]
    public void It_is_whole_has_a_line_in_the_readme_and_tells_nothing_of_the_machine_it_was_made_on(string name)
    {
        byte[] file = File.ReadAllBytes(PathOf(name));
        (_, TranscriptRead ending) = Transcript.Read(file);
        Assert.That(ending, Has.Property("Kind").EqualTo(TranscriptReadKind.End).And.Property("Clean").True, ending.Why);
        Assert.That(File.ReadAllText(Path.Combine(Folder, "README.md")), Does.Contain($"`{name}`"));
        Assert.That(Encoding.UTF8.GetString(file), Does.Not.Contain("/tmp/").And.Not.Contain("/home/").And.Not.Contain("/root/"));
    }

    [TestCaseSource(nameof(Names))]
    public async Task Its_own_client_cannot_tell_the_replay_from_the_server(string name)
    {
        await using ReplayTarget target = ReplayTarget.Parse($"{PathOf(name)},match=sequence");
        (IReadOnlyList<Difference> differences, int compared) = await VerifyAsync(name, target);

        Assert.That(differences, Is.Empty);
        Assert.That(compared, Is.GreaterThan(10));
    }

    [TestCaseSource(nameof(Names))]
    public void Replayed_twice_it_gives_the_recorded_bytes(string name)
    {
        string recorded = string.Concat(Messages(name).Where(m => m.Kind != RecordKind.Request).Select(m => Encoding.UTF8.GetString(m.Payload) + "\r\n"));

        Assert.That(Replay(name), Is.EqualTo(recorded));
        Assert.That(Replay(name), Is.EqualTo(recorded));
    }

    /// <summary>Exchanges that the emulator answers as QEMU did. An improvement is written down with UPDATE_GOLDEN=1; a loss is refused.</summary>
    [Test]
    public async Task The_emulator_agrees_with_qemu_no_less_than_it_did()
    {
        SortedDictionary<string, (int Exchanges, int Agree)> table = new(StringComparer.Ordinal);
        foreach (string name in Names())
        {
            await GradeAsync(name, table);
        }

        string text = string.Concat(table.Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Key} {row.Value.Agree} of {row.Value.Exchanges}\n")));
        string path = Path.Combine(Repository.Root, AgreementFile);
        string[] lost = [.. (File.Exists(path) ? File.ReadAllLines(path) : [])
            .Select(line => (Name: line[..line.LastIndexOf(' ', line.LastIndexOf(" of ", StringComparison.Ordinal) - 1)], Agree: int.Parse(line[..line.LastIndexOf(" of ", StringComparison.Ordinal)].Split(' ')[^1], CultureInfo.InvariantCulture)))
            .Where(before => table.GetValueOrDefault(before.Name).Agree < before.Agree)
            .Select(before => $"{before.Name}: {before.Agree} agreed, now {table.GetValueOrDefault(before.Name).Agree}")];
        Assert.That(lost, Is.Empty, "the emulator agrees with QEMU in fewer exchanges than before");
        await TestContext.Out.WriteLineAsync(text);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") is { Length: > 0 } || !File.Exists(path))
        {
            Golden.Verify(AgreementFile, text);
        }
    }

    private static async Task GradeAsync(string name, SortedDictionary<string, (int Exchanges, int Agree)> table)
    {
        QmpSchema schema = Specs.Load(Path.Combine(Repository.Root, "spec", "qmp-2.3"));
        await using EmulatorTarget target = EmulatorTarget.Parse("", schema, seed: 1);
        HashSet<long> differing = [.. (await VerifyAsync(name, target, schema)).Differences.Select(d => d.Record)];
        Dictionary<long, string> requests = [];
        Harness.Transcripts.Recording.ReplyPairing pairing = new();
        foreach ((RecordKind kind, long number, byte[] payload) in Messages(name))
        {
            if (MessageFacts.Read(payload) is not { } facts)
            {
                if (kind == RecordKind.Request)
                {
                    pairing.SentRaw(number, payload);
                }

                continue;
            }

            if (kind == RecordKind.Request)
            {
                pairing.Sent(number, facts);
                requests[number] = facts.Name ?? "";
                continue;
            }

            string? about = kind == RecordKind.Event ? facts.Name : requests.GetValueOrDefault(pairing.Answered(facts));
            if (about is not null && (kind == RecordKind.Event ? schema.Event(about) is not null : schema.Command(about) is not null))
            {
                (int exchanges, int agree) = table.GetValueOrDefault($"{name} {about}");
                table[$"{name} {about}"] = (exchanges + 1, agree + (differing.Contains(number) ? 0 : 1));
            }
        }
    }

    private static string PathOf(string name) => Path.Combine(Folder, $"{name}.qmpt");

    private static List<(RecordKind Kind, long Number, byte[] Payload)> Messages(string name)
    {
        using TranscriptReader reader = TranscriptReader.Open(File.OpenRead(PathOf(name)));
        List<(RecordKind Kind, long Number, byte[] Payload)> messages = [];
        for (TranscriptRead read = reader.Read(); read.Kind == TranscriptReadKind.Record; read = reader.Read())
        {
            if (read.Record.Kind is RecordKind.Request or RecordKind.Reply or RecordKind.Event)
            {
                messages.Add((read.Record.Kind, read.Record.Number, read.Record.Payload.ToArray()));
            }
        }

        return messages;
    }

    private static string Replay(string name)
    {
        List<ReplayMiss> misses = [];
        using SequenceReplay replay = new(TranscriptReader.Open(File.OpenRead(PathOf(name))), 1, new MissAnswer(null), misses.Add);
        StringBuilder sent = new();
        Append(sent, replay.Start());
        foreach ((RecordKind kind, _, byte[] payload) in Messages(name).Where(m => m.Kind == RecordKind.Request))
        {
            Append(sent, replay.Receive(payload));
            Append(sent, replay.Receive("\n"u8.ToArray()));
        }

        Append(sent, replay.ClientEnded());
        Assert.That(misses, Is.Empty);
        return sent.ToString();
    }

    private static void Append(StringBuilder sent, IReadOnlyList<ReplayStep> steps)
    {
        foreach (ReplayStep step in steps.Where(s => s.Kind == ReplayStepKind.Send))
        {
            sent.Append(Encoding.UTF8.GetString(step.Bytes.Span));
        }
    }

    private static async Task<(IReadOnlyList<Difference> Differences, int Compared)> VerifyAsync(string name, ITarget target, QmpSchema? schema = null)
    {
        using TranscriptReader reader = TranscriptReader.Open(File.OpenRead(PathOf(name)));
        List<Difference> differences = [];
        await using IPeer peer = await target.StartAsync(MachineReference.Default, CancellationToken.None);
        await using Verification verification = new(peer, target.VirtualTime, schema, TimeSpan.FromSeconds(5), record: null, differences.Add);
        await verification.RunAsync(reader, name, CancellationToken.None);
        return (differences, verification.Compared);
    }
}
