using Harness.Cli;
using Harness.Transcripts.Format;
using Harness.Transcripts.Import;
using Harness.Unit.Transport;

namespace Harness.Unit.Transcripts;

/// <summary>Other tools' files that are cut, mixed up or of another kind: what is whole is taken, the rest is told with its line.</summary>
public sealed class ImportDamageTests
{
    /// <summary>Format, text, the messages that come of it, and the troubles.</summary>
    public static IEnumerable<TestCaseData> Damaged()
    {
        yield return Row(
            "replies, a text that is cut",
            ImportFormat.Replies,
            "{\n  \"execute\": \"a\"\n}\n\n{\n  \"return\": {\n\n{\n  \"execute\": \"b\"\n}\n\n{\"return\": 1}\n",
            ["> {\"execute\": \"a\"}", "> {\"execute\": \"b\"}", "< {\"return\": 1}"],
            ["line 5: a JSON text begins here and is not whole: the text ends inside it", "line 1: a request without a reply"]);
        yield return Row(
            "replies, a string that is cut",
            ImportFormat.Replies,
            "{\"execute\": \"a\"}\n\n{\"return\": \"x\n\n{\"execute\": \"b\"}\n\n{\"return\": {}}\n",
            ["> {\"execute\": \"a\"}", "> {\"execute\": \"b\"}", "< {\"return\": {}}"],
            ["line 3: a JSON text begins here and is not whole: byte 0x0A belongs to no JSON token here", "line 1: a request without a reply"]);
        yield return Row(
            "replies, the last reply is missing",
            ImportFormat.Replies,
            "{\"execute\": \"a\"}\n\n{\"return\": {}}\n\n{\"execute\": \"b\"}\n",
            ["> {\"execute\": \"a\"}", "< {\"return\": {}}", "> {\"execute\": \"b\"}"],
            ["line 5: a request without a reply"]);
        yield return Row(
            "libvirt, lines that are cut",
            ImportFormat.Libvirt,
            "x : QEMU_MONITOR_IO_WRITE: mon=0x1 buf={\"execute\":\"a\",\"id\":\"1\"}\nx : QEMU_MONITOR_RECV_REPLY: mon=0x1 reply={\"return\": {}, \"i\nx : QEMU_MONITOR_RECV_EVENT: mon=0x\nx : QEMU_MONITOR_RECV_REPLY: mon=0x1 reply=\n",
            ["> {\"execute\":\"a\",\"id\":\"1\"}"],
            [
                "line 2: a JSON text begins here and is not whole: the text ends inside it",
                "line 3: the line is about a message, and holds no monitor and no message",
                "line 4: the line holds no JSON text",
            ]);
        yield return Row(
            "libvirt, each message queued and then written in pieces",
            ImportFormat.Libvirt,
            "x : QEMU_MONITOR_SEND_MSG: mon=0x1 msg={\"execute\":\"a\",\"id\":\"1\"}\n fd=-1\nx : QEMU_MONITOR_IO_WRITE: mon=0x1 buf={\"execute\":\"a\",\"id\":\"1\"}\n len=20 ret=10 errno=0\nx : QEMU_MONITOR_IO_WRITE: mon=0x1 buf=\"a\",\"id\":\"1\"}\nx : QEMU_MONITOR_RECV_REPLY: mon=0x1 reply={\"return\": {}, \"id\": \"1\"}\n",
            ["> {\"execute\":\"a\",\"id\":\"1\"}", "< {\"return\": {}, \"id\": \"1\"}"],
            []);
        yield return Row(
            "qmp-shell, a reply that is cut by the next prompt",
            ImportFormat.QmpShell,
            "Welcome to the QMP low-level shell!\n(QEMU) a\n{\"execute\": \"a\"}\n{\n  \"return\": {\n(QEMU) b\n{\"execute\": \"b\"}\n{\"return\": 2}\n",
            ["> {\"execute\": \"a\"}", "> {\"execute\": \"b\"}", "< {\"return\": 2}"],
            ["line 4: a JSON text begins here and is not whole: byte 0x28 belongs to no JSON token here"]);
        yield return Row(
            "socat, a chunk that is shorter than its head says",
            ImportFormat.Socat,
            "> 2026/11/24 19:58:26.000982727  length=40 from=0 to=31\n{\"execute\":\"a\"}\\r\n< 2026/11/24 19:58:27.000103720  length=16 from=110 to=125\n{\"return\": {}}\\r\n",
            ["> {\"execute\":\"a\"}", "< {\"return\": {}}"],
            ["line 1: a chunk of 40 bytes by its head has 17"]);
        yield return Row(
            "socat, a chunk that is longer, and a length that no file has",
            ImportFormat.Socat,
            "> 2026/11/24 19:58:26.000982727  length=15 from=0 to=31\n{\"execute\":\"a\"}\\r\n< 2026/11/24 19:58:27.000103720  length=99999999999999999999 from=110 to=125\n{\"return\": {}}",
            ["> {\"execute\":\"a\"}", "< {\"return\": {}}"],
            ["line 1: a chunk of 15 bytes by its head has more", "line 3: a chunk of 99999999999999999999 bytes by its head has 14"]);
        yield return Row(
            "arrows, elided and cut texts",
            ImportFormat.Arrow,
            "-> {\"execute\": \"a\"}\n<- {\"return\": [ ... ]}\n-> {\"execute\":\n# remark\n<- {\"return\": {}}\n<-raw \"x\\n\"\n->raw x\n",
            ["> {\"execute\": \"a\"}", "< {\"return\": {}}", "< raw x\\n"],
            [
                "line 2: behind '<-' there is neither a JSON object nor a quoted string",
                "line 3: behind '->' there is neither a JSON object nor a quoted string",
                "line 7: behind '->raw' there is neither a JSON object nor a quoted string",
            ]);
    }

    [TestCaseSource(nameof(Damaged))]
    public void What_is_whole_is_taken_and_the_rest_is_told_with_its_line(ImportFormat format, string text, string[] messages, string[] trouble)
    {
        (IReadOnlyList<ImportedMessage> read, IReadOnlyList<ImportTrouble> told) = Importer.Read(format, text);

        Assert.That(told.Select(t => t.ToString()), Is.EqualTo(trouble));
        Assert.That(read.Select(Show), Is.EqualTo(messages));
    }

    [Test]
    public async Task A_case_is_imported_and_what_a_transcript_cannot_hold_is_told()
    {
        (int code, string[] records, string error) = await ImportAsync("x.case", """
            case qmp.x
              level   MUST
              source  x
              kills   open-gate

              <- greeting
              -> { "execute": "query-status", "id": 1 }
              <- { "return": { "running": <bool> } }
              ->raw "{@}\n"
              -> { "execute": "stop" }
              <- { "return": {} }
            """);

        Assert.That(code, Is.EqualTo(ExitCode.Usage), "something was left out");
        Assert.That(error, Does.Contain("x.case: line 8: a reply that is a pattern and no plain JSON is left out"));
        Assert.That(records, Has.Some.Contains("\"query-status\"").And.Some.Contains("raw {@}\\n").And.Some.StartsWith("1 < re "));
    }

    [Test]
    public async Task A_case_that_is_none_is_refused_with_its_lines()
    {
        (int code, _, string error) = await ImportAsync("x.case", "case qmp.x\n  colour green\n\n  -> { \"execute\": }\n");
        Assert.That(code, Is.EqualTo(ExitCode.Usage));
        Assert.That(error, Does.Contain("x.case: line 2: ").And.Contain("x.case: line 4: "));
    }

    [TestCase("x.txt", "nothing of the kind", "--from")]
    [TestCase("x.replies", "", "--from")]
    public async Task A_file_that_is_nothing_is_refused(string name, string text, string advice)
    {
        (int code, _, string error) = await ImportAsync(name, text);
        Assert.That((code, error.Contains(advice, StringComparison.Ordinal)), Is.EqualTo((ExitCode.Usage, true)), error);
    }

    /// <summary>A whole capture of each format, cut at every character: never an exception, and what is told has a line of the file.</summary>
    [TestCase(ImportFormat.Replies, "{\n \"execute\": \"a\"\n}\n\n{\n \"return\": {\n  \"x\": [1, \"b\"]\n }\n}\n")]
    [TestCase(ImportFormat.Libvirt, "2026-01-02 03:04:05.100+0000: 7: info : f:1 : QEMU_MONITOR_IO_WRITE: mon=0x7f buf={\"execute\":\"a\"}\nx QEMU_MONITOR_RECV_REPLY: mon=0x7f reply={\"return\": {}}\n")]
    [TestCase(ImportFormat.QmpShell, "(QEMU) a\n{\"execute\": \"a\"}\n{\n \"return\": {\"x\": \"é\"}\n}\n(QEMU) \n")]
    [TestCase(ImportFormat.Socat, "> 2026/11/24 19:58:26.000982727  length=17 from=0 to=16\n{\"execute\":\"a\"}\\r\n< 2026/11/24 19:58:27.000103720  length=16 from=0 to=15\n{\"return\": {}}\\r\n")]
    [TestCase(ImportFormat.Arrow, "-> {\"execute\": \"a\"}\n<- {\"return\":\n  {}}\n-- connection 2\n->raw \"\\x01\\\"\"\n")]
    public void Cut_anywhere_it_gives_no_more_than_the_whole_and_never_throws(ImportFormat format, string text)
    {
        string[] whole = [.. Importer.Read(format, text).Messages.Select(Show)];
        Assert.That(whole, Has.Length.GreaterThanOrEqualTo(2));
        Assert.That(Importer.Read(format, text).Trouble, Is.Empty);
        for (int length = 0; length < text.Length; length++)
        {
            (IReadOnlyList<ImportedMessage> read, IReadOnlyList<ImportTrouble> told) = Importer.Read(format, text[..length]);
            Assert.That(told.Select(t => t.Line), Has.All.InRange(1, text[..length].Count(c => c == '\n') + 1), $"cut at {length}");
            Assert.That(read.Where(m => Show(m).Contains("raw", StringComparison.Ordinal) is false).Select(Show), Is.SubsetOf(whole), $"cut at {length}");
        }
    }

    private static async Task<(int Code, string[] Records, string Error)> ImportAsync(string name, string text)
    {
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder.File(name), text.ReplaceLineEndings("\n"));
        StringWriter output = new(), error = new();
        int code = await CommandLine.RunAsync(["transcript", "import", folder.File(name), "-o", folder.File("t"), "--spec", Path.Combine(Repository.Root, "spec", "qmp-2.3")], output, error);
        return (code, File.Exists(folder.File("t")) ? [.. Transcript.Read(await File.ReadAllBytesAsync(folder.File("t"))).Records] : [], error.ToString());
    }

    private static string Show(ImportedMessage message) => Transcript.Show(
        new TranscriptRecord(message.Kind, 0, 0, message.Connection, message.Payload, Harness.Transcripts.Messages.MessageFacts.Read(message.Payload) is not null))[2..];

    private static TestCaseData Row(string name, ImportFormat format, string text, string[] messages, string[] trouble) =>
        new TestCaseData(format, text, messages, trouble).SetArgDisplayNames(name);
}
