using System.Text;

using Harness.Cases.Compile;
using Harness.Cases.Language;
using Harness.Cases.Run;

namespace Harness.Unit.Cases.Language;

public sealed class CaseFileParserTests
{
    private const string Eject = """
        # Trays.
        case behaviour/eject/force-defaults-to-false
          level   MUST
          source  eject, argument force      # of the 2.3 document
          machine locked-tray
          kills   eject-ignores-lock, lost-id

          -> { "execute": "eject", "arguments": { "device": "ide1-cd0" } }
          <- error
          -> { "execute": "eject",
               "arguments": { "device": "ide1-cd0",   # the same
                              "force": true } }
          <- { "return": {} }
          <- event DEVICE_TRAY_MOVED { "device": "ide1-cd0", "tray-open": true }

        case qmp.negotiation.gate
          level   SHOULD
          source  QMP specification, "Capabilities Negotiation"

          <- greeting
        """;

    [Test]
    public void A_request_may_carry_a_file_descriptor()
    {
        Step.Send send = (Step.Send)CaseTexts.Step("""->fd { "execute": "getfd", "arguments": { "fdname": "a" } }""");

        Assert.That(send.WithDescriptor, Is.True);
        Assert.That(((Step.Send)CaseTexts.Step("""-> { "execute": "getfd" }""")).WithDescriptor, Is.False);
    }

    [Test]
    public void A_case_has_its_headers_and_what_follows_from_its_id()
    {
        Script script = CaseTexts.Read(Eject).Scripts[0];

        Assert.Multiple(() =>
        {
            Assert.That(script.Id, Is.EqualTo("behaviour/eject/force-defaults-to-false"));
            Assert.That(script.Kind, Is.EqualTo(CaseKind.Behaviour));
            Assert.That(script.Command, Is.EqualTo("eject"));
            Assert.That(script.Level, Is.EqualTo(Level.Must));
            Assert.That(script.Source, Is.EqualTo("eject, argument force"));
            Assert.That(script.Machine, Is.EqualTo("locked-tray"));
            Assert.That(script.Kills, Is.EqualTo(new[] { "eject-ignores-lock", "lost-id" }));
            Assert.That(script.Safety, Is.EqualTo(SafetyClass.Mutating));
            Assert.That(script.Commands, Is.EqualTo(new[] { "eject" }));
            Assert.That(script.OpensSession, Is.True);
            Assert.That(script.Span.ToString(), Is.EqualTo("test.case:2:6"));
            Assert.That(script.Steps.Select(s => s.Span.Line), Is.EqualTo(new[] { 8, 9, 10, 13, 14 }));
        });
    }

    [Test]
    public void A_file_holds_several_cases()
    {
        CaseFileResult result = CaseTexts.Read(Eject);

        Assert.That(result.Diagnostics, Is.Empty);
        Script second = result.Scripts[1];
        Assert.That((second.Id, second.Kind, second.Command, second.Level, second.Source, second.Machine), Is.EqualTo(
            ("qmp.negotiation.gate", CaseKind.Protocol, (string?)null, Level.Should, "QMP specification, \"Capabilities Negotiation\"", "default")));
    }

    [Test]
    public void A_message_that_spans_lines_is_sent_as_one_line_without_its_comments()
    {
        Step.Send send = (Step.Send)CaseTexts.Read(Eject).Scripts[0].Steps[2];

        Assert.That(send.Message.ToString(), Is.EqualTo("""{ "execute": "eject", "arguments": { "device": "ide1-cd0", "force": true } }"""));
    }

    [Test]
    public void A_message_on_one_line_is_sent_as_it_is_written()
    {
        Step.Send send = (Step.Send)CaseTexts.Step("""-> {"execute" :  "query-name","id":1.50e+3}""");

        Assert.That(send.Message.ToString(), Is.EqualTo("""{"execute" :  "query-name","id":1.50e+3}"""));
    }

    [Test]
    public void Raw_bytes_have_escapes_repetitions_and_continue_on_the_next_line()
    {
        Step.SendRaw raw = (Step.SendRaw)CaseTexts.Step("->raw \"{\\x01\\xfF\\n\\r\\t\\0\\\\\\\"\" \"[\" * 3   # three\n      \"é\"");

        Assert.That(raw.Bytes.ToArray(), Is.EqualTo((byte[])[(byte)'{', 1, 0xFF, 10, 13, 9, 0, (byte)'\\', (byte)'"', (byte)'[', (byte)'[', (byte)'[', 0xC3, 0xA9]));
    }

    [Test]
    public void An_out_of_band_message_executes_by_exec_oob()
    {
        Step.Send send = (Step.Send)CaseTexts.Step("""->oob { "id": { "execute": 1 }, "execute": "query-name" }""");

        Assert.That(send.Message.ToString(), Is.EqualTo("""{ "id": { "execute": 1 }, "exec-oob": "query-name" }"""));
    }

    [Test]
    public void A_bound_name_is_filled_into_a_message()
    {
        Script script = CaseTexts.Steps("<- { \"return\": <bind it> }\n-> { \"execute\": \"a\", \"arguments\": { \"x\": <it>, \"y\": [ <it> ] } }");
        Template message = ((Step.Send)script.Steps[1]).Message;

        string filled = Encoding.UTF8.GetString(message.Fill(new Dictionary<string, string>(StringComparer.Ordinal) { ["it"] = "[1]" }));

        Assert.That(filled, Is.EqualTo("""{ "execute": "a", "arguments": { "x": [1], "y": [ [1] ] } }"""));
    }

    [Test]
    public void A_repeated_string_is_written_out()
    {
        Step.Send send = (Step.Send)CaseTexts.Step("""-> { "execute": "query-name", "id": "ab" * 3 }""");
        Step.ExpectReply reply = (Step.ExpectReply)CaseTexts.Step("""<- { "id": "x" * 100 }""");

        Assert.That(send.Message.ToString(), Is.EqualTo("""{ "execute": "query-name", "id": "ababab" }"""));
        Assert.That(((Pattern.Literal)((Pattern.Members)reply.Pattern).Items[0].Value).Value.GetString(), Is.EqualTo(new string('x', 100)));
    }

    [TestCase("<- greeting", ExpectedResult = "ExpectGreeting")]
    [TestCase("<- greeting { \"capabilities\": <array> }", ExpectedResult = "ExpectGreeting")]
    [TestCase("<- error", ExpectedResult = "ExpectError")]
    [TestCase("<- error id={ \"a\": 1 } class=GenericError", ExpectedResult = "ExpectError")]
    [TestCase("<- errors", ExpectedResult = "ExpectErrors")]
    [TestCase("<- event STOP", ExpectedResult = "ExpectEvent")]
    [TestCase("<- event STOP timestamp={ \"seconds\": <int> } absent", ExpectedResult = "ExpectEvent")]
    [TestCase("<- closed", ExpectedResult = "ExpectClosed")]
    [TestCase("<- {}", ExpectedResult = "ExpectReply")]
    [TestCase("<- exact { \"return\": contains [ not \"a\", absent ] }", ExpectedResult = "ExpectReply")]
    [TestCase("<- { \"return\": <returns query-block> }", ExpectedResult = "ExpectReply")]
    [TestCase("<- { \"return\": <type ['BlockInfo']> }", ExpectedResult = "ExpectReply")]
    [TestCase("-- silence 100ms", ExpectedResult = "Silence")]
    [TestCase("-- advance 1.5s", ExpectedResult = "Advance")]
    [TestCase("-- reconnect", ExpectedResult = "Reconnect")]
    [TestCase("-- connection 3", ExpectedResult = "UseConnection")]
    [TestCase("-- first connection", ExpectedResult = "UseConnection")]
    [TestCase("-- second connection", ExpectedResult = "UseConnection")]
    [TestCase("-- negotiate", ExpectedResult = "Negotiate")]
    [TestCase("-- end output", ExpectedResult = "EndOutput")]
    [TestCase("-- no event RESET", ExpectedResult = "ExpectNoEvent")]
    [TestCase("-- verify one-line", ExpectedResult = "VerifyBytes")]
    [TestCase("-- alive", ExpectedResult = "Alive")]
    [TestCase("-- any order {\n <- error\n <- event STOP\n }", ExpectedResult = "AnyOrder")]
    [TestCase("-- in order {\n <- event STOP\n <- {}\n }", ExpectedResult = "InOrder")]
    public string A_line_is_the_step_that_it_says(string line) => CaseTexts.Step(line).GetType().Name;

    [TestCase("-> {\"execute\":\"stop\"}\n<- {}", ExpectedResult = true)]
    [TestCase("<- greeting", ExpectedResult = false)]
    [TestCase("->raw \"x\"\n<- greeting", ExpectedResult = false)]
    [TestCase("-- negotiate\n<- event STOP", ExpectedResult = false)]
    [TestCase("-- second connection\n<- greeting\n-- first connection\n-- negotiate", ExpectedResult = false)]
    [TestCase("-- second connection\n<- greeting\n-- first connection\n<- {}", ExpectedResult = true)]
    [TestCase("-> {\"execute\":\"stop\"}\n-- reconnect\n<- greeting", ExpectedResult = true)]
    [TestCase("-- silence 1s\n-- verify ascii", ExpectedResult = true)]
    public bool The_runner_opens_the_session_unless_the_case_does(string steps) => CaseTexts.Steps(steps).OpensSession;

    [Test]
    public void Headers_override_what_follows_from_the_steps()
    {
        Script script = CaseTexts.Script("""
            case behaviour/migration/stops
              level MAY
              source "a # mark"
              kills a
              kills b
              needs oob virtual-time
              commands query-name
              command none
              allow destructive
              session bare
              -> { "execute": "query-status" }
            """);

        Assert.That(script.Kills, Is.EqualTo(new[] { "a", "b" }));
        Assert.That(script.Needs, Is.EqualTo(new[] { "oob", "virtual-time" }));
        Assert.That(script.Commands, Is.EqualTo(new[] { "query-name" }));
        Assert.That((script.Command, script.Safety, script.OpensSession, script.Source), Is.EqualTo(((string?)null, SafetyClass.Destructive, false, "a # mark")));
    }

    [TestCase("-> { \"execute\": \"query-status\" }", ExpectedResult = "Read query-status")]
    [TestCase("-> { \"execute\": \"stop\" }\n-> { \"execute\": \"query-name\" }\n-> { \"execute\": \"stop\" }", ExpectedResult = "Mutating stop query-name")]
    [TestCase("->oob { \"execute\": \"quit\" }", ExpectedResult = "Destructive quit")]
    [TestCase("->raw \"{'exec\"\n->raw \"ute':'quit'}\"", ExpectedResult = "Destructive quit")]
    [TestCase("->raw \"{'exec\"\n-- reconnect\n->raw \"ute':'quit'}\"", ExpectedResult = "Read ")]
    [TestCase("->raw \"@ {\\\"execute\\\": \\\"quit\\\"\"", ExpectedResult = "Read ")]
    [TestCase("-> { \"execute\": \"qmp_capabilities\" }", ExpectedResult = "Read ")]
    [TestCase("-> { \"execute\": \"no-such-command\" }", ExpectedResult = "Read ")]
    [TestCase("-> { \"execute\": \"never-heard-of\" }", ExpectedResult = "Host never-heard-of")]
    public string What_a_case_executes_is_what_a_server_would_read(string steps)
    {
        Script script = CaseTexts.Steps(steps);
        return $"{script.Safety} {string.Join(' ', script.Commands)}";
    }

    [Test]
    public void Connections_are_counted()
    {
        Assert.That(CaseTexts.Steps("<- {}").Connections, Is.EqualTo(1));
        Assert.That(CaseTexts.Steps("-- connection 3\n-- second connection").Connections, Is.EqualTo(3));
    }
}
