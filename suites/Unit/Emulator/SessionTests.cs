using Harness.Emulator;

namespace Harness.Unit.Emulator;

/// <summary>Whole sessions. Each test is the transcript that it expects.</summary>
public sealed class SessionTests
{
    [Test]
    public void Greets_gates_negotiates_and_answers() => Expect("""
        -- connect
        <- {"QMP": {"version": {"qemu": {"micro": 0, "minor": 3, "major": 2}, "package": ""}, "capabilities": ["oob"]}}
        -> {"execute": "query-status", "id": 1}
        <- {"id": 1, "error": {"class": "CommandNotFound", "desc": "Expecting capabilities negotiation with 'qmp_capabilities'"}}
        -> {"execute": "qmp_capabilities", "id": "x"}
        <- {"return": {}, "id": "x"}
        -> {"execute": "qmp_capabilities"}
        <- {"error": {"class": "CommandNotFound", "desc": "Capabilities negotiation is already complete, command ignored"}}
        -> {"execute": "query-status"}
        <- {"return": {"status": "running", "singlestep": false, "running": true}}
        -> {"execute": "query-name"}
        <- {"return": {}}
        -> {"execute": "query-uuid"}
        <- {"return": {"UUID": "00000000-0000-0000-0000-000000000000"}}
        -> {"execute": "query-kvm"}
        <- {"return": {"enabled": true, "present": true}}
        -> {"execute": "query-version"}
        <- {"return": {"qemu": {"micro": 0, "minor": 3, "major": 2}, "package": ""}}
        -> {"execute": "inject-nmi", "arguments": {}}
        <- {"return": {}}
        """);

    [Test]
    public void Stopping_and_continuing_send_events_only_on_change() => Expect("""
        -> {"execute": "qmp_capabilities"}
        <- {"QMP": {"version": {"qemu": {"micro": 0, "minor": 3, "major": 2}, "package": ""}, "capabilities": ["oob"]}}
        <- {"return": {}}
        -> {"execute": "cont"}
        <- {"return": {}}
        -> {"execute": "stop"}
        <- {"timestamp": {"seconds": 1429833600, "microseconds": 0}, "event": "STOP"}
        <- {"return": {}}
        -> {"execute": "stop"}
        <- {"return": {}}
        -> {"execute": "query-status"}
        <- {"return": {"status": "paused", "singlestep": false, "running": false}}
        -- advance 1.5s
        -> {"execute": "cont"}
        <- {"timestamp": {"seconds": 1429833601, "microseconds": 500000}, "event": "RESUME"}
        <- {"return": {}}
        -> {"execute": "stop"}{"execute": "system_reset"}{"execute": "query-status"}
        <- {"timestamp": {"seconds": 1429833601, "microseconds": 500000}, "event": "STOP"}
        <- {"return": {}}
        <- {"timestamp": {"seconds": 1429833601, "microseconds": 500000}, "event": "RESET"}
        <- {"return": {}}
        <- {"return": {"status": "prelaunch", "singlestep": false, "running": false}}
        -> {"execute": "system_powerdown"}
        <- {"timestamp": {"seconds": 1429833601, "microseconds": 500000}, "event": "POWERDOWN"}
        <- {"return": {}}
        """);

    [Test]
    public void A_suspended_guest_stays_so_until_it_is_woken() => Expect("""
        -> {"execute": "qmp_capabilities"}
        <- {"QMP": {"version": {"qemu": {"micro": 0, "minor": 3, "major": 2}, "package": ""}, "capabilities": ["oob"]}}
        <- {"return": {}}
        -> {"execute": "system_wakeup"}
        <- {"return": {}}
        -- suspend
        -> {"execute": "cont"}
        <- {"return": {}}
        -> {"execute": "query-status"}
        <- {"return": {"status": "suspended", "singlestep": false, "running": false}}
        -> {"execute": "system_wakeup"}
        <- {"timestamp": {"seconds": 1429833600, "microseconds": 0}, "event": "WAKEUP"}
        <- {"return": {}}
        -> {"execute": "query-status"}
        <- {"return": {"status": "running", "singlestep": false, "running": true}}
        """);

    [Test]
    public void Quit_is_announced_answered_and_ends_every_connection() => Expect("""
        -> {"execute": "qmp_capabilities"}
        <- {"QMP": {"version": {"qemu": {"micro": 0, "minor": 3, "major": 2}, "package": ""}, "capabilities": ["oob"]}}
        <- {"return": {}}
        2-> {"execute": "qmp_capabilities"}
        2<- {"QMP": {"version": {"qemu": {"micro": 0, "minor": 3, "major": 2}, "package": ""}, "capabilities": ["oob"]}}
        2<- {"return": {}}
        3-- connect
        3<- {"QMP": {"version": {"qemu": {"micro": 0, "minor": 3, "major": 2}, "package": ""}, "capabilities": ["oob"]}}
        -> {"execute": "quit", "id": 5}{"execute": "query-status", "id": 6}
        <- {"timestamp": {"seconds": 1429833600, "microseconds": 0}, "event": "SHUTDOWN"}
        <- {"return": {}, "id": 5}
        <- closed
        2<- {"timestamp": {"seconds": 1429833600, "microseconds": 0}, "event": "SHUTDOWN"}
        2<- closed
        3<- closed
        -> {"execute": "query-status"}
        4-- connect
        4<- closed
        """);

    [Test]
    public void Events_go_to_all_who_have_negotiated_and_to_nobody_else() => Expect("""
        -> {"execute": "qmp_capabilities"}
        <- {"QMP": {"version": {"qemu": {"micro": 0, "minor": 3, "major": 2}, "package": ""}, "capabilities": ["oob"]}}
        <- {"return": {}}
        2-- connect
        2<- {"QMP": {"version": {"qemu": {"micro": 0, "minor": 3, "major": 2}, "package": ""}, "capabilities": ["oob"]}}
        -> {"execute": "stop"}
        <- {"timestamp": {"seconds": 1429833600, "microseconds": 0}, "event": "STOP"}
        <- {"return": {}}
        2-> {"execute": "qmp_capabilities"}
        2<- {"return": {}}
        2-> {"execute": "cont"}
        <- {"timestamp": {"seconds": 1429833600, "microseconds": 0}, "event": "RESUME"}
        2<- {"timestamp": {"seconds": 1429833600, "microseconds": 0}, "event": "RESUME"}
        2<- {"return": {}}
        2-- disconnect
        2<- closed
        -> {"execute": "stop"}
        <- {"timestamp": {"seconds": 1429833600, "microseconds": 0}, "event": "STOP"}
        <- {"return": {}}
        """);

    [Test]
    public void What_is_no_request_is_answered_and_the_next_one_works() => Expect("""
        -> {"execute": "qmp_capabilities"}
        <- {"QMP": {"version": {"qemu": {"micro": 0, "minor": 3, "major": 2}, "package": ""}, "capabilities": ["oob"]}}
        <- {"return": {}}
        -> [1, 2]
        <- {"error": {"class": "GenericError", "desc": "QMP input must be a JSON object"}}
        -> {"id": 1}
        <- {"id": 1, "error": {"class": "GenericError", "desc": "QMP input lacks member 'execute'"}}
        -> {"execute": 1, "id": 2}
        <- {"id": 2, "error": {"class": "GenericError", "desc": "QMP input member 'execute' must be a string"}}
        -> {"execute": "stop", "arguments": [], "id": 3}
        <- {"id": 3, "error": {"class": "GenericError", "desc": "QMP input member 'arguments' must be an object"}}
        -> {"execute": "stop", "extra": true, "id": 4}
        <- {"id": 4, "error": {"class": "GenericError", "desc": "QMP input member 'extra' is unexpected"}}
        -> {'execute': 'query-name', 'id': 'a"b'}
        <- {"return": {}, "id": "a\"b"}
        ->raw {"execute": "query-name", "id": "\xC3\xA9"}
        <- {"return": {}, "id": "\u00E9"}
        -> {"execute": "nope"}
        <- {"error": {"class": "CommandNotFound", "desc": "The command nope has not been found"}}
        ->raw \xff\n{"execute": "query-name"}
        <- {"error": {"class": "GenericError", "desc": "JSON parse error, REASON"}}
        <- {"return": {}}
        """);

    [Test]
    public void Arguments_are_refused_in_the_words_of_qemu() => Expect("""
        -> {"execute": "qmp_capabilities"}
        <- {"QMP": {"version": {"qemu": {"micro": 0, "minor": 3, "major": 2}, "package": ""}, "capabilities": ["oob"]}}
        <- {"return": {}}
        -> {"execute": "x-arguments"}
        <- {"error": {"class": "GenericError", "desc": "Parameter 'text' is missing"}}
        -> {"execute": "x-arguments", "arguments": {"text": 1}}
        <- {"error": {"class": "GenericError", "desc": "Invalid parameter type for 'text', expected: string"}}
        -> {"execute": "x-arguments", "arguments": {"text": "", "number": 1.0}}
        <- {"error": {"class": "GenericError", "desc": "Invalid parameter type for 'number', expected: integer"}}
        -> {"execute": "x-arguments", "arguments": {"text": "", "number": 9223372036854775808}}
        <- {"error": {"class": "GenericError", "desc": "Invalid parameter type for 'number', expected: integer"}}
        -> {"execute": "x-arguments", "arguments": {"text": "", "small": 256}}
        <- {"error": {"class": "GenericError", "desc": "Parameter 'small' expects uint8_t"}}
        -> {"execute": "x-arguments", "arguments": {"text": "", "large": -1}}
        <- {"error": {"class": "GenericError", "desc": "Parameter 'large' expects uint64"}}
        -> {"execute": "x-arguments", "arguments": {"text": "", "flag": 1}}
        <- {"error": {"class": "GenericError", "desc": "Invalid parameter type for 'flag', expected: boolean"}}
        -> {"execute": "x-arguments", "arguments": {"text": "", "colour": "blue"}}
        <- {"error": {"class": "GenericError", "desc": "Parameter 'colour' does not accept value 'blue'"}}
        -> {"execute": "x-arguments", "arguments": {"text": "", "points": [{"x": 1}, {"x": "1"}]}}
        <- {"error": {"class": "GenericError", "desc": "Invalid parameter type for 'points[1].x', expected: integer"}}
        -> {"execute": "x-arguments", "arguments": {"text": "", "points": {}}}
        <- {"error": {"class": "GenericError", "desc": "Invalid parameter type for 'points', expected: array"}}
        -> {"execute": "x-arguments", "arguments": {"text": "", "nope": 1}}
        <- {"error": {"class": "GenericError", "desc": "Parameter 'nope' is unexpected"}}
        -> {"execute": "stop", "arguments": {"nope": 1}}
        <- {"error": {"class": "GenericError", "desc": "Parameter 'nope' is unexpected"}}
        -> {"execute": "query-status"}
        <- {"return": {"status": "running", "singlestep": false, "running": true}}
        -> {"execute": "x-arguments", "arguments": {"text": "", "real": 1, "any": null}}
        <- {"return": {"x": 0}}
        -> {"execute": "x-silent"}{"execute": "x-silent", "arguments": {"a": 1}, "id": 7}
        <- {"id": 7, "error": {"class": "GenericError", "desc": "Parameter 'a' is unexpected"}}
        """);

    [Test]
    public void Ending_input_lets_the_answers_out_and_closes() => Expect("""
        -> {"execute": "qmp_capabilities"}
        <- {"QMP": {"version": {"qemu": {"micro": 0, "minor": 3, "major": 2}, "package": ""}, "capabilities": ["oob"]}}
        <- {"return": {}}
        -> {"execute": "query-name"}{"execu
        <- {"return": {}}
        -- end output
        <- {"error": {"class": "GenericError", "desc": "JSON parse error, REASON"}}
        <- closed
        """);

    [Test]
    public void A_later_schema_has_the_data_of_its_events() => Expect(
        """
        -> {"execute": "qmp_capabilities"}
        <- {"QMP": {"version": {"qemu": {"micro": 22, "minor": 2, "major": 7}, "package": "test"}, "capabilities": []}}
        <- {"return": {}}
        -> {"execute": "system_reset"}
        <- {"timestamp": {"seconds": 1429833600, "microseconds": 0}, "event": "RESET", "data": {"guest": false, "reason": "host-qmp-system-reset"}}
        <- {"return": {}}
        -> {"execute": "quit"}
        <- {"timestamp": {"seconds": 1429833600, "microseconds": 0}, "event": "SHUTDOWN", "data": {"guest": false}}
        <- {"return": {}}
        <- closed
        """,
        new Harness.Emulator.Emulator(TestSchema.Later, new EmulatorOptions { OutOfBand = false, Version = new EmulatorVersion(7, 2, 22, "test") }));

    [Test]
    public void A_schema_without_a_handlers_command_does_not_offer_it() => Expect(
        """
        -> {"execute": "qmp_capabilities"}{"execute": "stop"}{"execute": "ping"}
        <- {"QMP": {"version": {"qemu": {"micro": 0, "minor": 3, "major": 2}, "package": ""}, "capabilities": ["oob"]}}
        <- {"return": {}}
        <- {"error": {"class": "CommandNotFound", "desc": "The command stop has not been found"}}
        <- {"return": 0}
        """,
        new Harness.Emulator.Emulator(
            TestSchema.Compile("{ 'pragma': { 'command-returns-exceptions': [ 'ping' ] } } { 'command': 'ping', 'returns': 'int' }"),
            new EmulatorOptions()));

    [Test]
    public void Commands_and_events_are_listed_in_schema_order()
    {
        QmpSchemaNames names = new(TestSchema.Documented);
        string played = Conversation.Play(Plain(), """
            -> {"execute": "qmp_capabilities"}
            -> {"execute": "query-commands"}
            -> {"execute": "query-events"}
            """);

        Assert.That(played, Does.Contain($"<- {{\"return\": {names.Commands}}}"));
        Assert.That(played, Does.Contain($"<- {{\"return\": {names.Events}}}"));
    }

    [Test]
    public void Only_commands_with_a_handler_are_stateful()
    {
        Harness.Emulator.Emulator emulator = Plain();

        Assert.That(emulator.IsStateful("stop"), Is.True);
        Assert.That(emulator.IsStateful("x-arguments"), Is.False);
        Assert.That(emulator.IsStateful("nope"), Is.False);
    }

    private static Harness.Emulator.Emulator Plain() => new(TestSchema.Documented, new EmulatorOptions());

    private static void Expect(string transcript, Harness.Emulator.Emulator? emulator = null) =>
        Assert.That(Conversation.Play(emulator ?? Plain(), transcript), Is.EqualTo(transcript.ReplaceLineEndings("\n")));

    private sealed class QmpSchemaNames(Harness.Schema.Model.QmpSchema schema)
    {
        public string Commands => List(schema.Commands.Select(c => c.Name));

        public string Events => List(schema.Events.Select(e => e.Name));

        private static string List(IEnumerable<string> names) => $"[{string.Join(", ", names.Select(n => $"{{\"name\": \"{n}\"}}"))}]";
    }
}
