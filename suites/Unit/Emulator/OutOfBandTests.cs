using System.Text;

using Harness.Emulator;

namespace Harness.Unit.Emulator;

/// <summary>Replies that come later, and what may overtake them.</summary>
public sealed class OutOfBandTests
{
    private const string Greeting = """<- {"QMP": {"version": {"qemu": {"micro": 0, "minor": 3, "major": 2}, "package": ""}, "capabilities": ["oob"]}}""";

    [Test]
    public void Out_of_band_overtakes_a_held_reply_and_in_band_keeps_its_order() => Expect("""
        -> {"execute": "qmp_capabilities", "arguments": {"enable": ["oob"]}}
        GREETING
        <- {"return": {}}
        -> {"execute": "x-oob-test", "arguments": {"lock": true}, "id": 1}
        -> {"execute": "query-name", "id": 2} {"execute": "nope", "id": 3} ]
        -> {"exec-oob": "query-status", "id": 4}
        <- {"id": 4, "error": {"class": "GenericError", "desc": "The command query-status does not support OOB"}}
        -> {"exec-oob": "nope", "id": 5}
        <- {"id": 5, "error": {"class": "CommandNotFound", "desc": "The command nope has not been found"}}
        -> {"exec-oob": "x-oob-test", "arguments": {"lock": true}, "id": 6}
        <- {"id": 6, "error": {"class": "GenericError", "desc": "an out-of-band command must not wait"}}
        -> {"exec-oob": "x-oob-test", "arguments": {"lock": false}, "id": 7}
        <- {"return": {}, "id": 7}
        <- {"return": {}, "id": 1}
        <- {"return": {}, "id": 2}
        <- {"id": 3, "error": {"class": "CommandNotFound", "desc": "The command nope has not been found"}}
        <- {"error": {"class": "GenericError", "desc": "JSON parse error, REASON"}}
        """);

    [Test]
    public void Without_the_capability_exec_oob_is_no_member() => Expect("""
        -> {"execute": "qmp_capabilities"}
        GREETING
        <- {"return": {}}
        -> {"exec-oob": "x-oob-test", "arguments": {"lock": false}, "id": 1}
        <- {"id": 1, "error": {"class": "GenericError", "desc": "QMP input member 'exec-oob' is unexpected"}}
        """);

    [Test]
    public void Without_the_capability_nothing_is_looked_at_while_a_reply_is_held() => Expect("""
        -> {"execute": "qmp_capabilities"}
        GREETING
        <- {"return": {}}
        2-> {"execute": "qmp_capabilities", "arguments": {"enable": ["oob"]}}
        2GREETING
        2<- {"return": {}}
        -> {"execute": "x-oob-test", "arguments": {"lock": true}, "id": 1}
        -> {"exec-oob": "x-oob-test", "arguments": {"lock": false}} {"execute": "query-name", "id": 2}
        2-> {"execute": "query-name", "id": 3}
        2<- {"return": {}, "id": 3}
        2-> {"exec-oob": "x-oob-test", "arguments": {"lock": false}}
        <- {"return": {}, "id": 1}
        <- {"error": {"class": "GenericError", "desc": "QMP input member 'exec-oob' is unexpected"}}
        <- {"return": {}, "id": 2}
        2<- {"return": {}}
        """);

    [Test]
    public void A_client_that_ended_its_input_gets_the_held_replies_before_the_end() => Expect("""
        -> {"execute": "qmp_capabilities"}
        GREETING
        <- {"return": {}}
        2-> {"execute": "qmp_capabilities", "arguments": {"enable": ["oob"]}}
        2GREETING
        2<- {"return": {}}
        -> {"execute": "x-oob-test", "arguments": {"lock": true}, "id": 1} {"execute": "query-name", "id": 2}
        -- end output
        2-> {"exec-oob": "x-oob-test", "arguments": {"lock": false}}
        <- {"return": {}, "id": 1}
        <- {"return": {}, "id": 2}
        <- closed
        2<- {"return": {}}
        """);

    [Test]
    public void Capabilities_are_checked_like_any_argument() => Expect("""
        -> {"execute": "qmp_capabilities", "arguments": {"enable": ["speed"]}}
        GREETING
        <- {"error": {"class": "GenericError", "desc": "Parameter 'enable[0]' does not accept value 'speed'"}}
        -> {"execute": "qmp_capabilities", "arguments": {"enable": ["oob", "oob"]}}
        <- {"return": {}}
        """);

    [Test]
    public void An_emulator_without_the_capability_does_not_take_it()
    {
        string documented = Conversation.Play(
            new Harness.Emulator.Emulator(TestSchema.Documented, new EmulatorOptions { OutOfBand = false }),
            """-> {"execute": "qmp_capabilities", "arguments": {"enable": ["oob"]}}""");
        string later = Conversation.Play(
            new Harness.Emulator.Emulator(TestSchema.Later, new EmulatorOptions { OutOfBand = false }),
            """-> {"execute": "qmp_capabilities", "arguments": {"enable": ["oob"]}}""");

        Assert.That(documented, Does.Contain("\"capabilities\": []").And.Contain("Parameter 'enable' is unexpected"));
        Assert.That(later, Does.Contain("Capability 'oob' is not offered"));
    }

    [Test]
    public void Eight_requests_in_flight_are_looked_at_and_no_more()
    {
        Harness.Emulator.Emulator emulator = new(TestSchema.Later, new EmulatorOptions());
        using EmulatorConnection connection = emulator.Connect();
        Send(connection, """{"execute": "qmp_capabilities", "arguments": {"enable": ["oob"]}}""");
        Send(connection, """{"execute": "x-oob-test", "arguments": {"lock": true}, "id": 0}""");
        for (int i = 1; i < 7; i++)
        {
            Send(connection, $$"""{"execute": "query-name", "id": {{i}}}""");
            Assert.That(connection.WantsInput, Is.True, $"{i + 1} in flight");
        }

        Send(connection, """{"execute": "query-name", "id": 7}""");
        Assert.That(connection.WantsInput, Is.False);
        Assert.That(Send(connection, """{"exec-oob": "query-yank", "id": "late"}"""), Is.Empty);

        emulator.Act(machine => machine.HeldReplies.ReleaseAll());
        string all = Encoding.UTF8.GetString(connection.TakeOutput().Span);

        Assert.That(all.Split("\r\n").Select(l => l.Split("\"id\": ")[^1].TrimEnd('}')), Is.EqualTo(new[] { "0", "1", "2", "3", "4", "5", "6", "7", "\"late\"", "" }));
        Assert.That(connection.WantsInput, Is.True);
    }

    private static string Send(EmulatorConnection connection, string text)
    {
        connection.Receive(Encoding.UTF8.GetBytes(text));
        return Encoding.UTF8.GetString(connection.TakeOutput().Span);
    }

    private static void Expect(string transcript)
    {
        string expected = transcript.ReplaceLineEndings("\n").Replace("GREETING", Greeting, StringComparison.Ordinal);
        Assert.That(Conversation.Play(new Harness.Emulator.Emulator(TestSchema.Documented, new EmulatorOptions()), expected), Is.EqualTo(expected));
    }
}
