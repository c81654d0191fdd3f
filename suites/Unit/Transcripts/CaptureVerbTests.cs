using System.Text;

using Harness.Cli;
using Harness.Cli.Captures;
using Harness.Transcripts.Format;
using Harness.Unit.Transport;

using Spectre.Console;

namespace Harness.Unit.Transcripts;

/// <summary><c>transcript show|check|diff|export</c> and <c>verify --update</c> as they are typed.</summary>
public sealed class CaptureVerbTests
{
    private const string Session = """
        <- {"QMP": {"version": {"qemu": {"micro": 0, "minor": 3, "major": 2}, "package": ""}, "capabilities": ["oob"]}}
        -> {"execute":"qmp_capabilities"}
        <- {"return": {}}
        -> {"execute":"query-status","id":1}
        <- {"return": {"running": true, "singlestep": false, "status": "running"}, "id": 1}
        -> {"execute":"stop"}
        ! {"timestamp": {"seconds": 1, "microseconds": 2}, "event": "STOP"}
        <- {"return": {}}
        """;

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public async Task Show_follows_a_file_that_grows_until_its_end()
    {
        StringWriter output = new(), error = new();
        Assert.That(() => Show(output, error).RunAsync(_folder.File("t"), follow: true, Soon.Token), Throws.TypeOf<UsageException>(), "a file that is not there");
        await File.WriteAllBytesAsync(_folder.File("t"), []);
        Task<int> showing = Task.Run(() => Show(output, error).RunAsync(_folder.File("t"), follow: true, Soon.Token));
        using FileStream file = new(_folder.File("t"), FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        byte[] whole = Transcript.OfArrows(Session);
        int shown = 0;
        foreach (byte[] piece in whole.Chunk(100))
        {
            file.Write(piece);
            file.Flush();
            shown += piece.Length;
            int lines = Transcript.Open(whole) is var reader && shown > Array.IndexOf(whole, (byte)'\n') + 1 ? Whole(reader, shown) : 0;
            await Soon.UntilAsync(() => output.ToString().Count(c => c == '\n') >= lines, $"{lines} records are shown of {shown} bytes");
            Assert.That(showing.IsCompleted, Is.EqualTo(false).Or.EqualTo(shown == whole.Length));
        }

        Assert.That(await showing, Is.Zero, error.ToString());
        Assert.That(output.ToString().Split('\n')[^3], Is.EqualTo("""<- {"timestamp": {"seconds": 1, "microseconds": 2}, "event": "STOP"}"""));
        Assert.That(error.ToString(), Is.Empty);
    }

    [Test]
    public async Task Show_stops_following_when_it_is_told_to()
    {
        byte[] whole = Transcript.OfArrows(Session);
        await File.WriteAllBytesAsync(_folder.File("t"), whole[..^20]);
        using CancellationTokenSource stop = new();
        StringWriter output = new(), error = new();
        Task<int> showing = Task.Run(() => Show(output, error).RunAsync(_folder.File("t"), follow: true, stop.Token));
        await Soon.UntilAsync(() => output.ToString().Count(c => c == '\n') == 9, "all is shown");
        await stop.CancelAsync();

        Assert.That(await showing, Is.Zero);
        Assert.That(error.ToString(), Is.Empty);
    }

    [Test]
    public async Task Nothing_that_a_peer_or_a_note_says_reaches_a_terminal_as_more_than_text()
    {
        await File.WriteAllBytesAsync(_folder.File("t"), Transcript.Write(writer =>
        {
            writer.Append(new TranscriptRecord(RecordKind.Open, 0, 0, 1, Note: "\e[31mred\u009b"));
            writer.Append(Transcript.Message(RecordKind.Reply, "{\"a\": \"\u009b\u202e\u007f\"}"));
            writer.Append(new TranscriptRecord(RecordKind.Reply, 0, 0, 1, "\e[2J\n"u8.ToArray()));
            writer.Append(new TranscriptRecord(RecordKind.Mark, 0, 0, 1, Note: "\e]0;x\a"));
        }));
        foreach (string[] verb in new[] { new[] { "show" }, ["show", "-v"], ["export"], ["check", "--protocol-only"] })
        {
            (_, string output, _) = await RunAsync(["transcript", .. verb, _folder.File("t")]);
            Assert.That(output.Where(c => c != '\n' && c is < ' ' or > '~'), Is.Empty, string.Join(' ', verb));
        }
    }

    [Test]
    public async Task Diff_names_each_difference_with_its_kind_and_record()
    {
        string a = Write("a", Session);
        string b = Write("b", Session.Replace("\"running\": true", "\"running\": false", StringComparison.Ordinal).Replace("\"singlestep\": false, ", "", StringComparison.Ordinal).Replace("\"seconds\": 1", "\"seconds\": 9", StringComparison.Ordinal));

        Assert.That(await RunAsync("transcript", "diff", a, a), Is.EqualTo((0, "0 differences\n", "")));
        (int code, string output, _) = await RunAsync("transcript", "diff", a, b);
        Assert.That(code, Is.EqualTo(ExitCode.Nonconformance));
        Assert.That(output, Is.EqualTo("""
            record 6: value return.running: recorded true, now false
            record 6: missing-member return.singlestep: recorded false
            2 differences

            """));
    }

    [TestCase("stop\"}", "stop\",\"arguments\":{\"x\":1}}", "record 7: request")]
    [TestCase("! {\"timestamp\": {\"seconds\": 1, \"microseconds\": 2}, \"event\": \"STOP\"}\n", "", "record 8: missing-event")]
    [TestCase("<- {\"return\": {}}\n-> {\"execute\":\"query", "<- {\"error\": {\"class\": \"GenericError\", \"desc\": \"\"}}\n-> {\"execute\":\"query", "record 4: outcome")]
    public async Task Diff_tells_requests_events_and_outcomes_apart(string from, string to, string difference)
    {
        string text = Session.ReplaceLineEndings("\n");
        Assert.That(text, Does.Contain(from));
        (int code, string output, _) = await RunAsync("transcript", "diff", Write("a", text), Write("b", text.Replace(from, to, StringComparison.Ordinal)));
        Assert.That(code, Is.EqualTo(ExitCode.Nonconformance));
        Assert.That(output, Does.StartWith(difference));
    }

    [Test]
    public async Task Events_that_stand_elsewhere_among_the_replies_are_no_difference()
    {
        string[] lines = [.. Session.Split('\n').Select(l => l.Trim('\r'))];
        (lines[^1], lines[^2]) = (lines[^2], lines[^1]);
        Assert.That(await RunAsync("transcript", "diff", Write("a", Session), Write("b", string.Join('\n', lines))), Is.EqualTo((0, "0 differences\n", "")));
    }

    [Test]
    public async Task Verify_says_what_a_target_answers_otherwise_and_update_writes_it_down()
    {
        string file = Write("a", Session.Replace("\"running\": true", "\"running\": false", StringComparison.Ordinal));
        byte[] before = await File.ReadAllBytesAsync(file);
        (int code, string output, _) = await RunAsync("verify", file, "--target", "emu:");
        Assert.That((code, output.Split('\n')[0]), Is.EqualTo((ExitCode.Nonconformance, "record 6: value return.running: recorded false, now true")));
        Assert.That(await File.ReadAllBytesAsync(file), Is.EqualTo(before), "without --update nothing is written");

        (code, output, _) = await RunAsync("verify", file, "--target", "emu:", "--update");
        Assert.That((code, output), Is.EqualTo((0, $"record 6: value return.running: recorded false, now true\n5 replies and events compared, 1 difference; {file} is written anew\n")));
        Assert.That(await RunAsync("verify", file, "--target", "emu:"), Is.EqualTo((0, "5 replies and events compared, 0 differences\n", "")));
        (IReadOnlyList<string> records, TranscriptRead ending) = Transcript.Read(await File.ReadAllBytesAsync(file));
        Assert.That(ending.Clean);
        Assert.That(records, Does.Contain("""1 < re 5 {"return": {"status": "running", "singlestep": false, "running": true}, "id": 1}"""));
        Assert.That(Directory.GetFiles(Path.GetDirectoryName(file)!), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Update_leaves_a_damaged_file_as_it_is()
    {
        string file = Write("a", Session);
        byte[] damaged = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(await File.ReadAllBytesAsync(file)).Replace("\"id\": 1", "\"id\": 2", StringComparison.Ordinal));
        await File.WriteAllBytesAsync(file, damaged);

        (int code, _, string error) = await RunAsync("verify", file, "--target", "emu:", "--update", "--timeout", "50ms");
        Assert.That(code, Is.EqualTo(ExitCode.Usage));
        Assert.That(error, Does.Contain("the file was changed"));
        Assert.That(await File.ReadAllBytesAsync(file), Is.EqualTo(damaged));
        Assert.That(Directory.GetFiles(Path.GetDirectoryName(file)!), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Kinds_that_are_ignored_do_not_count_and_unknown_ones_are_refused()
    {
        string file = Write("a", Session.Replace("\"running\": true", "\"running\": false", StringComparison.Ordinal));
        Assert.That(await RunAsync("verify", file, "--target", "emu:", "--ignore", "order,value"), Is.EqualTo((0, "5 replies and events compared, 0 differences, 1 ignored\n", "")));
        (int code, _, string error) = await RunAsync("verify", file, "--target", "emu:", "--ignore", "colour");
        Assert.That(code, Is.EqualTo(ExitCode.Usage));
        Assert.That(error, Does.Contain("missing-member"));
    }

    private string Write(string name, string arrows)
    {
        string path = _folder.File(name);
        File.WriteAllBytes(path, Transcript.OfArrows(arrows));
        return path;
    }

    private static int Whole(TranscriptReader reader, int length)
    {
        using (reader)
        {
            int count = 0;
            for (TranscriptRead read = reader.Read(); read.Kind == TranscriptReadKind.Record; read = reader.Read())
            {
                count += LineEnd(read) <= length ? 1 : 0;
            }

            return count;
        }
    }

    /// <summary>At most: what is behind the payload of a record is short.</summary>
    private static long LineEnd(in TranscriptRead read) => read.Offset + read.Record.Payload.Length + 100;

    private static CaptureShow Show(TextWriter output, TextWriter error) => new(Terminal.Create(TextWriter.Synchronized(output), noColor: true), verbose: false, error);

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        StringWriter output = new(), error = new();
        string[] spec = arguments is ["verify", ..] or ["transcript", "diff", ..] ? ["--spec", Path.Combine(Repository.Root, "spec", "qmp-2.3")] : [];
        int code = await CommandLine.RunAsync([.. arguments, .. spec], output, error);
        return (code, output.ToString().ReplaceLineEndings("\n"), error.ToString());
    }
}
