using System.Text;

using Harness.Transcripts.Format;
using Harness.Transcripts.Recording;
using Harness.Transcripts.Redaction;

namespace Harness.Unit.Transcripts;

/// <summary>What of a connection's bytes becomes which record, however the bytes are cut.</summary>
public sealed class RecorderTests
{
    [TestCase("{\"a\":1}\r\n{\"b\":2}", "{\"a\":1}|{\"b\":2}")]
    [TestCase("  \r\n", "")]
    [TestCase("{'execute':'x'}\r\n{}", "raw {'execute':'x'}\\r\\n|{}")]
    [TestCase("{\n}\n{}", "raw {\\n}\\n|{}")]
    [TestCase("{\"execute\": @ }\r\n{\"a\":1}", "raw {\"execute\": @ }\\r\\n|{\"a\":1}")]
    [TestCase("1 \"x\" null", "1|\"x\"|null")]
    [TestCase("{\"a\":", "raw {\"a\":")]
    [TestCase("{\"a\":\"\xFF\"}\n{}", "raw {\"a\":\"\xFF\"}\\n|{}")]
    [TestCase("@@\n", "raw @@\\n")]
    public void Messages_on_one_line_are_messages_and_all_else_is_raw(string sent, string records) =>
        Assert.That(string.Join('|', Payloads(sent, int.MaxValue)), Is.EqualTo(records));

    [Test]
    public void Bytes_cut_anywhere_hold_the_same_bytes()
    {
        const string Sent = "{\"a\":1}\r\n  {\"execute\": @ lost }\r\n{'b': 2}\r\n\n{\"c\":\n3}{\"d\":4} \"e\" 5\r\n}\n{\"f\":6}\r\n{\"g\"";
        string whole = Join(Payloads(Sent, int.MaxValue));
        for (int size = 1; size < Sent.Length; size++)
        {
            Assert.That(Join(Payloads(Sent, size)), Is.EqualTo(whole), $"chunks of {size}");
        }
    }

    [Test]
    public void A_reply_names_its_request_by_id_and_by_order()
    {
        Assert.That(Records(
            "> {\"execute\":\"a\",\"id\":1}", "> {\"execute\":\"b\"}", "> {\"exec-oob\":\"c\",\"id\":{\"y\":2,\"x\":1.0}}",
            "< {\"return\":{},\"id\":{\"x\":1,\"y\":2}}", "< {\"event\":\"E\",\"timestamp\":{}}", "< {\"error\":{},\"id\":1}", "< {\"return\":{}}", "< {\"return\":{}}"), Is.EqualTo(new[]
        {
            "1 open",
            "1 > {\"execute\":\"a\",\"id\":1}", "1 > {\"execute\":\"b\"}", "1 > {\"exec-oob\":\"c\",\"id\":{\"y\":2,\"x\":1.0}}",
            "1 < re 4 {\"return\":{},\"id\":{\"x\":1,\"y\":2}}", "1 ! {\"event\":\"E\",\"timestamp\":{}}", "1 < re 2 {\"error\":{},\"id\":1}",
            "1 < re 3 {\"return\":{}}", "1 < {\"return\":{}}",
        }));
    }

    [TestCase("> {@}|> {\"execute\":\"a\"}|< {\"error\":{}}|< {\"return\":{}}", "2,3")]
    [TestCase("> {\"execute\":\"a\"}|> {@}|< {\"return\":{}}|< {\"error\":{}}", "2,3", Description = "garbage is answered in its turn")]
    [TestCase("> {@}|> {\"execute\":\"a\"}|< {\"return\":{}}", "3", Description = "a server that does not answer garbage")]
    [TestCase("> {@}|> {\"execute\":\"a\",\"id\":1}|> {\"execute\":\"b\"}|< {\"return\":{},\"id\":1}|< {\"error\":{}}", "3,4", Description = "replies come in turn: the error is no longer the garbage's")]
    [TestCase("> {@}|> {\"exec-oob\":\"a\",\"id\":1}|< {\"return\":{},\"id\":1}|< {\"error\":{}}", "3,2", Description = "out of band overtakes")]
    [TestCase("> @|> @|> {\"execute\":\"a\"}|< {\"error\":{}}|< {\"error\":{}}|< {\"return\":{}}", "2,3,4", Description = "an error each")]
    [TestCase("> {@}|> {\"execute\":\"a\"}|< {\"error\":{}}|< {\"error\":{}}|< {\"return\":{}}", "2,2,3", Description = "one for the bad byte, one for the brace that nothing opens")]
    [TestCase("> {'execute':'a','id':'x'}|< {\"return\":{},\"id\":\"x\"}", "2", Description = "another spelling of a request")]
    [TestCase("> {'execute':'a'}|> {\"execute\":\"b\"}|< {\"return\":{}}|< {\"return\":{}}", "2,3")]
    [TestCase("> {'id':5}|> {\"execute\":\"b\"}|< {\"error\":{},\"id\":5}|< {\"return\":{}}", "2,3")]
    [TestCase("> [1]|> {\"execute\":\"b\"}|< {\"error\":{}}|< {\"return\":{}}", "2,3", Description = "JSON that is no request")]
    [TestCase("> [1]|> {\"execute\":\"b\"}|< {\"return\":{}}", "3")]
    [TestCase("< {\"return\":{}}", "0")]
    public void A_reply_after_garbage_names_what_it_answers(string session, string answered)
    {
        byte[] file = Record((_, connection) => Play(connection, session.Split('|')));
        using TranscriptReader reader = Transcript.Open(file);
        List<long> numbers = [];
        for (TranscriptRead read = reader.Read(); read.Kind == TranscriptReadKind.Record; read = reader.Read())
        {
            if (read.Record.Kind == RecordKind.Reply)
            {
                numbers.Add(read.Record.InReplyTo);
            }
        }

        Assert.That(string.Join(',', numbers), Is.EqualTo(answered));
    }

    [Test]
    public void Descriptors_belong_to_the_last_message_of_their_read_and_wait_for_one_that_is_not_whole()
    {
        byte[] file = Record((_, connection) =>
        {
            connection.FromClient("{\"execute\":\"a\"}\n{\"execute\":\"getfd\"}\n"u8.ToArray(), "[1]"u8.ToArray());
            connection.FromClient("{\"execute\":"u8.ToArray(), "[2]"u8.ToArray());
            connection.FromClient("\"add-fd\"}"u8.ToArray());
        });

        Assert.That(Transcript.Read(file).Records, Is.EqualTo(new[]
        {
            "1 open", "1 > {\"execute\":\"a\"}", "1 > {\"execute\":\"getfd\"} fd [1]", "1 > {\"execute\":\"add-fd\"} fd [2]",
        }));
    }

    [Test]
    public void The_end_of_a_direction_keeps_what_was_begun_and_is_told_once()
    {
        byte[] file = Record((_, connection) =>
        {
            connection.FromServer("{\"QMP\""u8.ToArray());
            connection.ServerEnded(CloseNote.ServerBroke("reset"));
            connection.ServerEnded(CloseNote.ServerEnded);
            connection.ClientEnded(CloseNote.ClientEnded);
        });

        Assert.That(Transcript.Read(file).Records, Is.EqualTo(new[] { "1 open", "1 < raw {\"QMP\"", "1 close (server broke: reset)", "1 close (client ended its output)" }));
    }

    [TestCase("""{"execute":"set_password","arguments":{"protocol":"vnc","password":"hunter22"},"id":1}""", """{"execute":"set_password","arguments":{"protocol":"vnc","password":"redacted-1"},"id":1}""")]
    [TestCase("""{"execute": "change-vnc-password", "arguments": {"password": "hunter22"}}""", """{"execute": "change-vnc-password", "arguments": {"password": "redacted-1"}}""")]
    [TestCase("""{"execute":"block_passwd","arguments":{"device":"d","password":"12\u0041"}}""", """{"execute":"block_passwd","arguments":{"device":"d","password":"redacted-1"}}""")]
    [TestCase("""{"execute":"change","arguments":{"device":"vnc","target":"password","arg":"s3cret"}}""", """{"execute":"change","arguments":{"device":"vnc","target":"password","arg":"redacted-1"}}""")]
    [TestCase("""{"execute":"change","arguments":{"device":"cd","target":"a.iso","arg":"raw"}}""", """{"execute":"change","arguments":{"device":"cd","target":"a.iso","arg":"raw"}}""")]
    [TestCase("""{"execute":"object-add","arguments":{"qom-type":"secret","id":"s","data":"abc"}}""", """{"execute":"object-add","arguments":{"qom-type":"secret","id":"s","data":"redacted-1"}}""")]
    [TestCase("""{"execute":"object-add","arguments":{"qom-type":"secret","id":"s","props":{"data":"abc"}}}""", """{"execute":"object-add","arguments":{"qom-type":"secret","id":"s","props":{"data":"redacted-1"}}}""")]
    [TestCase("""{"execute":"blockdev-add","arguments":{"driver":"luks","key-secret":"s","password-secret":"s"}}""", """{"execute":"blockdev-add","arguments":{"driver":"luks","key-secret":"s","password-secret":"s"}}""")]
    [TestCase("""{"execute":"human-monitor-command","arguments":{"command-line":"change vnc password abc"}}""", """{"execute":"human-monitor-command","arguments":{"command-line":"change vnc password redacted-1"}}""")]
    [TestCase("""{"execute":"human-monitor-command","arguments":{"command-line":"object_add secret,id=s,data=abc,format=raw"}}""", """{"execute":"human-monitor-command","arguments":{"command-line":"object_add secret,id=s,data=redacted-1,format=raw"}}""")]
    [TestCase("""{"execute":"guest-set-user-password","arguments":{"username":"u","password":"aHVudGVyMg=="}}""", """{"execute":"guest-set-user-password","arguments":{"username":"u","password":"cmVkYWN0ZWQtMQ=="}}""")]
    [TestCase("""{"execute":"set_password","arguments":{"password":""}}""", """{"execute":"set_password","arguments":{"password":""}}""")]
    public void Secrets_are_replaced_and_every_other_byte_stays(string sent, string written)
    {
        Redactor redactor = new(SecretNames.Known);
        Assert.That(Encoding.UTF8.GetString(redactor.Redact(Encoding.UTF8.GetBytes(sent), isMessage: true).Span), Is.EqualTo(written));
    }

    [Test]
    public void A_secret_is_the_same_wherever_it_comes_again_and_garbage_does_not_leak_it()
    {
        string[] records = Records(
            "> {\"execute\":\"set_password\",\"arguments\":{\"password\":\"hunter22\"}}",
            "> {\"execute\":\"set_password\",\"arguments\":{\"password\":\"other-one\"}}",
            "< {\"return\":{\"echo\":\"hunter22\"}}",
            "> {'execute':'set_password','arguments':{'password' : 'third-one'}}",
            "> {\"execute\": \"x\" \"hunter22\"");

        Assert.That(string.Join('\n', records), Does.Not.Contain("hunter22").And.Not.Contain("other-one").And.Not.Contain("third-one"));
        Assert.That(records[3], Is.EqualTo("1 < re 2 {\"return\":{\"echo\":\"redacted-1\"}}"));
        Assert.That(records[4], Does.Contain("{'execute':'set_password','arguments':{'password' : 'redacted-3'}}"));
    }

    [Test]
    public void The_names_of_secrets_come_from_the_schema_too() =>
        Assert.That(SecretNames.From(Schema.Validation.Schemas.Compile("{ 'command': 'x', 'data': { 'vault-password': 'str', 'password-secret': 'str', 'other': 'str' } }")).Names,
            Is.EqualTo(new[] { "crypted-password", "passphrase", "passwd", "password", "vault-password" }));

    private static string[] Records(params string[] lines) => [.. Transcript.Read(Record((_, connection) => Play(connection, lines))).Records];

    private static void Play(ConnectionRecorder connection, string[] lines)
    {
        foreach (string line in lines)
        {
            byte[] bytes = Encoding.Latin1.GetBytes(line[2..] + "\r\n");
            if (line[0] == '>')
            {
                connection.FromClient(bytes);
            }
            else
            {
                connection.FromServer(bytes);
            }
        }
    }

    private static byte[] Record(Action<SessionRecorder, ConnectionRecorder> play)
    {
        MemoryStream bytes = new();
        SessionRecorder recorder = new(new TranscriptWriter(bytes, Transcript.Header), new Redactor(SecretNames.Known), TimeProvider.System);
        play(recorder, recorder.Connect());
        recorder.End(clean: true);
        return bytes.ToArray();
    }

    private static List<string> Payloads(string sent, int size)
    {
        PayloadCutter cutter = new();
        List<Cut> cuts = [];
        byte[] bytes = Encoding.Latin1.GetBytes(sent);
        for (int at = 0; at < bytes.Length; at += Math.Min(size, bytes.Length - at))
        {
            cutter.Feed(bytes.AsMemory(at, Math.Min(size, bytes.Length - at)), cuts);
        }

        cutter.Finish(cuts);
        return [.. cuts.Select(c => (c.IsMessage ? "" : "raw ") + Encoding.Latin1.GetString(c.Payload).Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal))];
    }

    /// <summary>Raw bytes in a row are one, as they are when they are sent again.</summary>
    private static string Join(List<string> payloads)
    {
        StringBuilder joined = new();
        bool behindRaw = false;
        foreach (string payload in payloads)
        {
            bool isRaw = payload.StartsWith("raw ", StringComparison.Ordinal);
            joined.Append(isRaw && behindRaw ? payload["raw ".Length..] : $"|{payload}");
            behindRaw = isRaw;
        }

        return joined.ToString();
    }
}
