using System.Text;

using Harness.Cases.Run;
using Harness.Cli;
using Harness.Cli.Targets;
using Harness.Cli.Verifying;
using Harness.Transcripts.Compare;
using Harness.Transcripts.Format;
using Harness.Transcripts.Recording;
using Harness.Transcripts.Replay;
using Harness.Unit.Transport;
using Harness.Wire;

namespace Harness.Unit.Transcripts;

/// <summary>What was recorded, replayed and recorded again has identical messages, and a replay gives identical bytes each time.</summary>
public sealed class RerecordTests
{
    public static IEnumerable<string> Fixtures() => FixtureTests.Names();

    [TestCaseSource(nameof(Fixtures))]
    public async Task A_fixture_recorded_again_from_its_replay_has_identical_messages(string name) =>
        await RecordAgainAsync(Path.Combine(Repository.Root, "fixtures", "transcripts", $"{name}.qmpt"));

    [TestCaseSource(nameof(Fixtures))]
    public void A_fixture_replayed_twice_gives_identical_bytes(string name) =>
        ReplayTwice(Path.Combine(Repository.Root, "fixtures", "transcripts", $"{name}.qmpt"));

    [Test]
    [CancelAfter(300_000)]
    public async Task So_have_recorded_cases_of_every_suite()
    {
        using TemporaryFolder folder = new();
        StringWriter output = new();
        int code = await CommandLine.RunAsync(["run", "-q", "--spec", Path.Combine(Repository.Root, "spec", "qmp-2.3"), "--no-redact", "--shard", "1/12", "--record", folder.File("a")], output, output);
        Assert.That(code, Is.Zero, output.ToString());
        string[] files = [.. Directory.EnumerateFiles(folder.File("a"), "*.qmpt", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        Assert.That(files.Select(f => Path.GetRelativePath(folder.File("a"), f).Split('/')[0].Split('.')[0]).Distinct(), Is.SupersetOf(new[] { "args", "behaviour", "example", "qmp", "returns", "surface" }));
        foreach (string file in files)
        {
            await RecordAgainAsync(file);
            ReplayTwice(file);
        }
    }

    private static async Task RecordAgainAsync(string path)
    {
        MemoryStream again = new();
        await using ReplayTarget target = ReplayTarget.Parse($"{path},match=sequence");
        await using IPeer peer = await target.StartAsync(MachineReference.Default, CancellationToken.None);
        SessionRecorder recorder = new(new TranscriptWriter(again, Transcript.Header), redactor: null, TimeProvider.System);
        List<Difference> differences = [];
        using TranscriptReader reader = TranscriptReader.Open(File.OpenRead(path));
        await using (Verification verification = new(new Timeless(peer), virtualTime: true, schema: null, TimeSpan.FromSeconds(20), recorder, differences.Add))
        {
            await verification.RunAsync(reader, path, CancellationToken.None);
        }

        recorder.End(clean: true);
        Assert.That(differences, Is.Empty, path);
        Assert.That(Directions(again.ToArray()), Is.EqualTo(Directions(await File.ReadAllBytesAsync(path))), path);
    }

    private static void ReplayTwice(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        string first = Replay(file);
        Assert.That(first, Is.Not.Empty, path);
        Assert.That(Replay(file), Is.EqualTo(first), path);
    }

    /// <summary>All that a replay sends to the recorded clients, connection by connection.</summary>
    private static string Replay(byte[] file)
    {
        StringBuilder sent = new();
        foreach (IGrouping<int, (RecordKind Kind, int Connection, byte[] Payload, bool IsMessage)> connection in Records(file).GroupBy(r => r.Connection).OrderBy(g => g.Key))
        {
            using SequenceReplay replay = new(Transcript.Open(file), connection.Key, new MissAnswer(null), miss => throw new InvalidOperationException(miss.ToString()));
            Append(sent, replay.Start());
            foreach ((_, _, byte[] payload, bool isMessage) in connection.Where(r => r.Kind == RecordKind.Request))
            {
                Append(sent, replay.Receive((byte[])[.. payload, .. isMessage ? "\n"u8 : ""u8]));
            }

            Append(sent, replay.ClientEnded());
        }

        return sent.ToString();
    }

    private static void Append(StringBuilder sent, IReadOnlyList<ReplayStep> steps)
    {
        foreach (ReplayStep step in steps)
        {
            sent.Append(step.Kind == ReplayStepKind.Send ? Encoding.Latin1.GetString(step.Bytes.Span) : $"[{step.Kind}]");
        }
    }

    /// <summary>What each side of each connection said; raw bytes in a row are one, as they are when they are sent again.</summary>
    private static SortedDictionary<string, List<string>> Directions(byte[] file)
    {
        SortedDictionary<string, List<string>> said = new(StringComparer.Ordinal);
        foreach ((RecordKind kind, int connection, byte[] payload, bool isMessage) in Records(file))
        {
            string side = $"{connection} {(kind == RecordKind.Request ? "client" : "server")}";
            List<string> mine = said.TryGetValue(side, out List<string>? known) ? known : said[side] = [];
            string text = (isMessage ? "" : "raw ") + Encoding.Latin1.GetString(payload);
            if (!isMessage && mine is [.., string last] && last.StartsWith("raw ", StringComparison.Ordinal))
            {
                mine[^1] = last + text["raw ".Length..];
            }
            else
            {
                mine.Add(text);
            }
        }

        return said;
    }

    private static List<(RecordKind Kind, int Connection, byte[] Payload, bool IsMessage)> Records(byte[] file)
    {
        using TranscriptReader reader = Transcript.Open(file);
        List<(RecordKind Kind, int Connection, byte[] Payload, bool IsMessage)> records = [];
        for (TranscriptRead read = reader.Read(); read.Kind == TranscriptReadKind.Record; read = reader.Read())
        {
            if (read.Record.Kind is RecordKind.Request or RecordKind.Reply or RecordKind.Event)
            {
                records.Add((read.Record.Kind, read.Record.Connection, read.Record.Payload.ToArray(), read.Record.IsMessage));
            }
        }

        return records;
    }

    /// <summary>A replay at most speed has no time that could pass.</summary>
    private sealed class Timeless(IPeer inner) : IPeer
    {
        public string? Death => inner.Death;

        public ValueTask<IByteChannel> ConnectAsync(int monitor, CancellationToken cancel) => inner.ConnectAsync(monitor, cancel);

        public void Advance(TimeSpan time)
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
