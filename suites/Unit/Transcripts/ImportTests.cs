using System.Text;

using Harness.Transcripts.Export;
using Harness.Transcripts.Format;
using Harness.Transcripts.Import;

namespace Harness.Unit.Transcripts;

/// <summary>Other tools' files, and what they become.</summary>
public sealed class ImportTests
{
    [Test]
    public void Replies_are_pairs_of_pretty_printed_texts()
    {
        const string Text = """
            {
              "execute": "qmp_capabilities",
              "id": "libvirt-1"
            }

            {
              "return": {},
              "id": "libvirt-1"
            }

            {
                "execute": "query-kvm",

                "arguments": { "text": "a\n  b" }
            }

            {"error": {"class": "GenericError",
              "desc": "no"}}
            """;
        Assert.That(Import(ImportFormat.Replies, Text), Is.EqualTo(new[]
        {
            """1 > {"execute": "qmp_capabilities", "id": "libvirt-1"}""", """1 < {"return": {}, "id": "libvirt-1"}""",
            """1 > {"execute": "query-kvm", "arguments": { "text": "a\n  b" }}""", """1 < {"error": {"class": "GenericError", "desc": "no"}}""",
        }));
        Assert.That(Importer.Guess(Text), Is.EqualTo(ImportFormat.Replies));
    }

    [Test]
    public void A_request_without_a_reply_is_told_with_its_line()
    {
        (_, IReadOnlyList<ImportTrouble> trouble) = Importer.Read(ImportFormat.Replies, "{\"execute\":\"a\"}\n\n{\"execute\":\"b\"}\n\n{\"return\":{}}\n");
        Assert.That(trouble.Select(t => t.ToString()), Is.EqualTo(new[] { "line 1: a request without a reply" }));
    }

    [Test]
    public void A_libvirt_log_has_a_connection_for_each_monitor()
    {
        const string Text = """
            2026-01-02 03:04:05.100+0000: 77: info : qemuMonitorIOWrite:366 : QEMU_MONITOR_IO_WRITE: mon=0x7f10 buf={"execute":"qmp_capabilities","id":"libvirt-1"}
            2026-01-02 03:04:05.101+0000: 77: debug : somethingElse:1 : not about the monitor {"execute":"no"}
            2026-01-02 03:04:05.102+0000: 77: info : qemuMonitorJSONIOProcessLine:222 : QEMU_MONITOR_RECV_REPLY: mon=0x7f10 reply={"return": {}, "id": "libvirt-1"}
            2026-01-02 03:04:05.103+0000: 78: info : qemuMonitorIOWrite:366 : QEMU_MONITOR_IO_WRITE: mon=0x7f20 buf={"execute":"stop","id":"libvirt-2"}
            2026-01-02 03:04:05.104+0000: 78: info : qemuMonitorJSONIOProcessLine:217 : QEMU_MONITOR_RECV_EVENT: mon=0x7f20 event={"timestamp": {"seconds": 1, "microseconds": 2}, "event": "STOP"}
            2026-01-02 03:04:05.105+0000: 78: info : qemuMonitorIOWrite:366 : QEMU_MONITOR_IO_WRITE: mon=0x7f20 buf={"execute":
            """;
        Assert.That(Import(ImportFormat.Libvirt, Text), Is.EqualTo(new[]
        {
            """1 > {"execute":"qmp_capabilities","id":"libvirt-1"}""", """1 < {"return": {}, "id": "libvirt-1"}""",
            """2 > {"execute":"stop","id":"libvirt-2"}""", """2 ! {"timestamp": {"seconds": 1, "microseconds": 2}, "event": "STOP"}""",
        }));
        (IReadOnlyList<ImportedMessage> messages, IReadOnlyList<ImportTrouble> trouble) = Importer.Read(ImportFormat.Libvirt, Text);
        Assert.That(messages[1].Microseconds - messages[0].Microseconds, Is.EqualTo(2000));
        Assert.That(trouble.Single().Line, Is.EqualTo(6));
        Assert.That(Importer.Guess(Text), Is.EqualTo(ImportFormat.Libvirt));
    }

    [Test]
    public void A_shell_log_is_json_between_other_lines()
    {
        const string Text = """
            Welcome to the QMP low-level shell!
            Connected to QEMU 7.2.22

            (QEMU) query-status
            {"execute": "query-status", "arguments": {}}
            {
                "return": {
                    "running": true
                }
            }
            {"timestamp": {"seconds": 1, "microseconds": 2}, "event": "STOP"}
            (QEMU)
            """;
        Assert.That(Import(ImportFormat.QmpShell, Text), Is.EqualTo(new[]
        {
            """1 > {"execute": "query-status", "arguments": {}}""", """1 < {"return": {"running": true}}""", """1 ! {"timestamp": {"seconds": 1, "microseconds": 2}, "event": "STOP"}""",
        }));
        Assert.That(Importer.Guess(Text), Is.EqualTo(ImportFormat.QmpShell));
    }

    [Test]
    public void A_socat_dump_is_counted_byte_by_byte_because_a_chunk_need_not_end_its_line()
    {
        string text = string.Join('\n',
            "> 2026/11/24 19:58:26.000982727  length=32 from=0 to=31", """{"execute":"qmp_capabilities"}\r""",
            "< 2026/11/24 19:58:27.000103720  length=16 from=110 to=125", """{"return": {}}\r""",
            "> 2026/11/24 19:58:27.000227446  length=33 from=32 to=64", """{"execute":"query-status","id":1}< 2026/11/24 19:58:27.000240118  length=34 from=126 to=207""", """{"return": {"text": "\\"x"}, """, "\"id\":1}",
            "> 2026/11/24 19:58:27.000547309  length=1 from=65 to=65", "", "");
        Assert.That(Importer.Guess(text), Is.EqualTo(ImportFormat.Socat));
        Assert.That(Import(ImportFormat.Socat, text)[..3], Is.EqualTo(new[] { """1 > {"execute":"qmp_capabilities"}""", """1 < {"return": {}}""", """1 > {"execute":"query-status","id":1}""" }));
        (IReadOnlyList<ImportedMessage> messages, _) = Importer.Read(ImportFormat.Socat, text);
        Assert.That(messages[2].Microseconds - messages[1].Microseconds, Is.EqualTo(227446 - 103720));
    }

    [Test]
    public void What_is_shown_in_arrow_notation_is_read_back()
    {
        byte[] file = Transcript.Write(writer =>
        {
            writer.Append(new TranscriptRecord(RecordKind.Open, 0, 0, 1));
            writer.Append(Transcript.Message(RecordKind.Reply, """{"QMP": {"version": {}, "capabilities": []}}"""));
            writer.Append(Transcript.Message(RecordKind.Request, """{"execute":"x","id":"é"}"""));
            writer.Append(new TranscriptRecord(RecordKind.Request, 0, 0, 1, "{@\x01\"\\\r\n\xFF"u8.ToArray()));
            writer.Append(new TranscriptRecord(RecordKind.Open, 0, 0, 2));
            writer.Append(Transcript.Message(RecordKind.Event, """{"event":"E","timestamp":{}}""", connection: 2));
            writer.Append(Transcript.Message(RecordKind.Reply, """{"return": {}}"""));
        });

        string text = Arrows(file);

        Assert.That(text, Does.Contain("-> {\"execute\":\"x\",\"id\":\"\\u00E9\"}").And.Contain("->raw \"{@\\x01\\\"\\\\\\r\\n"));
        Assert.That(text, Has.None.GreaterThan('~'));
        Assert.That(Import(ImportFormat.Arrow, text), Is.EqualTo(Transcript.Read(file).Records.Where(r => !r.Contains("open", StringComparison.Ordinal)).Select(r => r.Replace("é", "\\u00E9", StringComparison.Ordinal))));
    }

    [Test]
    public void Replies_that_are_written_are_read_back_as_their_pairs()
    {
        byte[] file = Transcript.OfArrows("""
            <- {"QMP": {"version": {}, "capabilities": []}}
            -> {"execute":"a","id":1}
            -> {"execute":"b","id":2}
            ! {"event":"E","timestamp":{}}
            <- {"return":{"x":[1,{}]},"id":1}
            <- {"error":{"class":"GenericError","desc":"no"},"id":2}
            """);
        StringWriter output = new();
        RepliesWriter replies = new(output);
        using TranscriptReader reader = Transcript.Open(file);
        for (TranscriptRead read = reader.Read(); read.Kind == TranscriptReadKind.Record; read = reader.Read())
        {
            replies.Add(read.Record);
        }

        Assert.That(replies.LeftOut, Is.EqualTo(2));
        Assert.That(output.ToString(), Does.StartWith("{\n  \"execute\": \"a\",\n  \"id\": 1\n}\n\n{\n  \"return\": {"));
        Assert.That(Import(ImportFormat.Replies, output.ToString()).Select(l => l.Replace(" ", "", StringComparison.Ordinal)), Is.EqualTo(new[]
        {
            """1>{"execute":"a","id":1}""", """1<{"return":{"x":[1,{}]},"id":1}""", """1>{"execute":"b","id":2}""", """1<{"error":{"class":"GenericError","desc":"no"},"id":2}""",
        }));
    }

    [TestCase("")]
    [TestCase("nothing here")]
    public void What_looks_like_nothing_is_guessed_as_nothing(string text) => Assert.That(Importer.Guess(text), Is.Null);

    [Test]
    public void Damaged_files_are_told_and_never_throw()
    {
        Random random = new(5);
        string[] samples = ["{\n \"execute\": \"a\"\n}\n\n{\"return\": {}}\n", "-> {\"a\": 1}\n<-raw \"\\x0\"\n-- connection 9\n<- 5\n", "> 2026/11/24 19:58:26.000982727  length=99999 from=0 to=31\n{\"a\\", "QEMU_MONITOR_IO_WRITE: mon=1 buf={\"a\":1}"];
        foreach (string sample in samples)
        {
            for (int i = 0; i < 200; i++)
            {
                char[] damaged = sample.ToCharArray();
                damaged[random.Next(damaged.Length)] = (char)random.Next(1, 0x100);
                foreach (ImportFormat format in Enum.GetValues<ImportFormat>())
                {
                    Assert.That(() => Importer.Read(format, new string(damaged)), Throws.Nothing);
                }
            }
        }
    }

    private static string[] Import(ImportFormat format, string text) => [.. Importer.Read(format, text.ReplaceLineEndings("\n")).Messages.Select(m => Transcript.Show(
        new TranscriptRecord(m.Kind, 0, 0, m.Connection, m.Payload, Harness.Transcripts.Messages.MessageFacts.Read(m.Payload) is not null)))];

    private static string Arrows(byte[] file)
    {
        StringBuilder text = new();
        ArrowWriter arrows = new();
        using TranscriptReader reader = Transcript.Open(file);
        for (TranscriptRead read = reader.Read(); read.Kind == TranscriptReadKind.Record; read = reader.Read())
        {
            foreach (ArrowLine line in arrows.Lines(read.Record))
            {
                text.Append(line).Append('\n');
            }
        }

        return text.ToString();
    }
}
