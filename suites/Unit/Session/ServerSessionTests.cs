using System.Buffers;
using System.Text;
using System.Text.Json;

using Harness.Session;

namespace Harness.Unit.Session;

/// <summary>The server's side as transcripts. Refusals are QEMU 7.2's, byte for byte, where they are not about syntax.</summary>
public sealed class ServerSessionTests
{
    private static readonly ServerProfile Qemu = ServerProfile.Qemu(offersOutOfBand: true);

    [Test]
    public void Negotiation_comes_first() => ServerTranscript.Holds(Qemu, """
        -> {"execute": "query-version", "id": 1}
        <- {"id": 1, "error": {"class": "CommandNotFound", "desc": "Expecting capabilities negotiation with 'qmp_capabilities'"}}
        -> {"execute": "nope"}
        <- {"error": {"class": "CommandNotFound", "desc": "Expecting capabilities negotiation with 'qmp_capabilities'"}}
        -> {"exec-oob": "qmp_capabilities", "id": 2}
        <- {"id": 2, "error": {"class": "GenericError", "desc": "QMP input member 'exec-oob' is unexpected"}}
        -> {"execute": "qmp_capabilities", "id": 3}
        => qmp_capabilities id 3
        .. negotiates
        -> {"execute": "query-version"}
        => query-version
        """);

    [Test]
    public void A_negotiation_that_was_refused_leaves_the_gate_closed() => ServerTranscript.Holds(Qemu, """
        -> {"execute": "qmp_capabilities", "arguments": {"enable": ["magic"]}}
        => qmp_capabilities {"enable": ["magic"]}
        -> {"execute": "query-version"}
        <- {"error": {"class": "CommandNotFound", "desc": "Expecting capabilities negotiation with 'qmp_capabilities'"}}
        """);

    [Test]
    public void Negotiation_is_complete_once() => ServerTranscript.Holds(Qemu, """
        .. negotiates
        -> {"execute": "qmp_capabilities"}
        <- {"error": {"class": "CommandNotFound", "desc": "Capabilities negotiation is already complete, command ignored"}}
        -> {"execute": "qmp_capabilities", "arguments": {"enable": ["oob"]}, "id": 1}
        <- {"id": 1, "error": {"class": "CommandNotFound", "desc": "Capabilities negotiation is already complete, command ignored"}}
        -> {"execute": "qmp_capabilities", "arguments": {"enable": []}}
        <- {"error": {"class": "CommandNotFound", "desc": "Capabilities negotiation is already complete, command ignored"}}
        """);

    [Test]
    public void Negotiating_again_with_bad_arguments_is_left_to_the_check_of_arguments() => ServerTranscript.Holds(Qemu, """
        .. negotiates oob
        -> {"execute": "qmp_capabilities", "arguments": {"zz": 1}}
        => qmp_capabilities {"zz": 1}
        -> {"execute": "qmp_capabilities", "arguments": {"enable": "oob"}}
        => qmp_capabilities {"enable": "oob"}
        -> {"execute": "qmp_capabilities", "arguments": {"enable": ["magic"]}}
        => qmp_capabilities {"enable": ["magic"]}
        -> {"exec-oob": "qmp_capabilities"}
        => oob qmp_capabilities
        """);

    [Test]
    public void Ids_of_every_type_come_back_as_they_are() => ServerTranscript.Holds(Qemu, """
        -> {"execute": "x", "id": null}
        <- {"id": null, "error": {"class": "CommandNotFound", "desc": "Expecting capabilities negotiation with 'qmp_capabilities'"}}
        -> {"execute": "x", "id": {"b": [1, 2.50], "a": {}}}
        <- {"id": {"b": [1, 2.50], "a": {}}, "error": {"class": "CommandNotFound", "desc": "Expecting capabilities negotiation with 'qmp_capabilities'"}}
        -> {"id": [], "execute": "x"}
        <- {"id": [], "error": {"class": "CommandNotFound", "desc": "Expecting capabilities negotiation with 'qmp_capabilities'"}}
        -> {"execute": "x", "id": "é\u0000'"}
        <- {"id": "\u00E9\u0000'", "error": {"class": "CommandNotFound", "desc": "Expecting capabilities negotiation with 'qmp_capabilities'"}}
        -> {'execute': 'x', 'id': 'it\'s'}
        <- {"id": "it's", "error": {"class": "CommandNotFound", "desc": "Expecting capabilities negotiation with 'qmp_capabilities'"}}
        -> {"execute": "x", "id": 18446744073709551615}
        <- {"id": 18446744073709551615, "error": {"class": "CommandNotFound", "desc": "Expecting capabilities negotiation with 'qmp_capabilities'"}}
        -> {"execute": "x", "id": -0.10e1}
        <- {"id": -0.10e1, "error": {"class": "CommandNotFound", "desc": "Expecting capabilities negotiation with 'qmp_capabilities'"}}
        -> {"execute": "x", "id": false}
        <- {"id": false, "error": {"class": "CommandNotFound", "desc": "Expecting capabilities negotiation with 'qmp_capabilities'"}}
        """);

    [Test]
    public void A_fault_of_the_envelope_is_found_before_the_gate() => ServerTranscript.Holds(Qemu, """
        -> {"id": 1}
        <- {"id": 1, "error": {"class": "GenericError", "desc": "QMP input lacks member 'execute'"}}
        -> {}
        <- {"error": {"class": "GenericError", "desc": "QMP input lacks member 'execute'"}}
        -> {"execute": 1, "id": 2}
        <- {"id": 2, "error": {"class": "GenericError", "desc": "QMP input member 'execute' must be a string"}}
        -> {"execute": null}
        <- {"error": {"class": "GenericError", "desc": "QMP input member 'execute' must be a string"}}
        -> {"execute": "x", "arguments": []}
        <- {"error": {"class": "GenericError", "desc": "QMP input member 'arguments' must be an object"}}
        -> {"execute": "x", "arguments": null}
        <- {"error": {"class": "GenericError", "desc": "QMP input member 'arguments' must be an object"}}
        -> {"execute": "x", "foo": 1}
        <- {"error": {"class": "GenericError", "desc": "QMP input member 'foo' is unexpected"}}
        -> {"EXECUTE": "x"}
        <- {"error": {"class": "GenericError", "desc": "QMP input member 'EXECUTE' is unexpected"}}
        -> {"execute": "qmp_capabilities", "foo": 1}
        <- {"error": {"class": "GenericError", "desc": "QMP input member 'foo' is unexpected"}}
        """);

    [Test]
    public void One_fault_is_told_whatever_the_order_of_the_members() => ServerTranscript.Holds(Qemu, """
        .. negotiates oob
        -> {"arguments": 1, "execute": 1}
        <- {"error": {"class": "GenericError", "desc": "QMP input member 'execute' must be a string"}}
        -> {"execute": 1, "exec-oob": 1}
        <- {"error": {"class": "GenericError", "desc": "QMP input member 'exec-oob' must be a string"}}
        -> {"execute": "x", "exec-oob": "y", "id": 1}
        <- {"id": 1, "error": {"class": "GenericError", "desc": "QMP input member 'execute' clashes with 'exec-oob'"}}
        -> {"exec-oob": "y", "execute": "x", "id": 1}
        <- {"id": 1, "error": {"class": "GenericError", "desc": "QMP input member 'execute' clashes with 'exec-oob'"}}
        -> {"arguments": {}, "id": [1]}
        <- {"id": [1], "error": {"class": "GenericError", "desc": "QMP input lacks member 'execute'"}}
        """);

    [Test]
    public void What_is_no_object_has_no_id() => ServerTranscript.Holds(Qemu, """
        -> [{"execute": "x", "id": 1}]
        <- {"error": {"class": "GenericError", "desc": "QMP input must be a JSON object"}}
        -> "x" 1 null
        <- {"error": {"class": "GenericError", "desc": "QMP input must be a JSON object"}}
        <- {"error": {"class": "GenericError", "desc": "QMP input must be a JSON object"}}
        -> true
        <- {"error": {"class": "GenericError", "desc": "QMP input must be a JSON object"}}
        -> {"id": 1, "execute": tru}
        <- {"error": {"class": "GenericError", "desc": "QMP input must be a JSON object"}}
        <- {"error": {"class": "GenericError", "desc": "JSON parse error, 'tru}' is an invalid JSON literal"}}
        -> {"execute": "x", "execute": "y", "id": 1}
        <- {"error": {"class": "GenericError", "desc": "JSON parse error, Duplicate property 'execute' encountered during deserialization."}}
        -> @ {"execute": "x"}
        <- {"error": {"class": "GenericError", "desc": "JSON parse error, byte 0x40 belongs to no JSON token here"}}
        <- {"error": {"class": "CommandNotFound", "desc": "Expecting capabilities negotiation with 'qmp_capabilities'"}}
        """);

    [Test]
    public void Out_of_band_execution_must_be_enabled() => ServerTranscript.Holds(Qemu, """
        .. negotiates
        -> {"exec-oob": "migrate-pause", "id": 1}
        <- {"id": 1, "error": {"class": "GenericError", "desc": "QMP input member 'exec-oob' is unexpected"}}
        -> {"execute": "x", "exec-oob": "y"}
        <- {"error": {"class": "GenericError", "desc": "QMP input member 'exec-oob' is unexpected"}}
        """);

    [Test]
    public void Out_of_band_requests_need_no_id() => ServerTranscript.Holds(Qemu, """
        .. negotiates oob
        -> {"exec-oob": "migrate-pause", "id": null}
        => oob migrate-pause id null
        -> {"exec-oob": "migrate-pause", "arguments": {"a": 1}}
        => oob migrate-pause {"a": 1}
        -> {"execute": "migrate-pause"}
        => migrate-pause
        """);

    [Test]
    public void With_out_of_band_execution_eight_requests_in_flight_stop_the_reading() => ServerTranscript.Holds(Qemu, """
        .. negotiates oob
        -> {"execute": "a1"} {"execute": "a2"} {"execute": "a3"} {"execute": "a4"} {"execute": "a5"} {"execute": "a6"} {"execute": "a7"}
        => a1
        => a2
        => a3
        => a4
        => a5
        => a6
        => a7
        -> {"exec-oob": "b"} {"exec-oob": "b"} {"execute": 1}
        => oob b
        => oob b
        <- {"error": {"class": "GenericError", "desc": "QMP input member 'execute' must be a string"}}
        .. pauses: no
        -> {"execute": "a8"}
        => a8
        .. pauses: yes
        .. completes
        .. pauses: no
        """);

    [Test]
    public void Without_out_of_band_execution_nothing_stops_the_reading() => ServerTranscript.Holds(Qemu, """
        .. negotiates
        -> {"execute": "1"} {"execute": "2"} {"execute": "3"} {"execute": "4"} {"execute": "5"}
        => 1
        => 2
        => 3
        => 4
        => 5
        -> {"execute": "6"} {"execute": "7"} {"execute": "8"} {"execute": "9"}
        => 6
        => 7
        => 8
        => 9
        .. pauses: no
        """);

    [Test]
    public void A_guest_agent_has_no_gate_and_no_negotiation() => ServerTranscript.Holds(ServerProfile.GuestAgent, """
        -> {"execute": "guest-sync", "arguments": {"id": 1}}
        => guest-sync {"id": 1}
        -> {"execute": "qmp_capabilities"}
        => qmp_capabilities
        """);

    [Test]
    public void Escapes_in_names_count_as_what_they_stand_for() => ServerTranscript.Holds(ServerProfile.GuestAgent, """
        -> {"\u0065xecute": "guest-\u0070ing"}
        => guest-ping
        """);

    [Test]
    public void Server_lines_are_spelt_and_ordered_as_qemus()
    {
        ArrayBufferWriter<byte> output = new();
        JsonElement id = JsonElement.Parse("{\"é\": 1.0}");
        ReplyWriter.WriteGreeting(output, """{"qemu": {"micro": 22, "minor": 2, "major": 7}, "package": ""}"""u8, outOfBand: true);
        ReplyWriter.WriteGreeting(output, "{}"u8, outOfBand: false);
        ReplyWriter.WriteSuccess(output, "{}"u8, default);
        ReplyWriter.WriteSuccess(output, "[1,\n2]"u8, id);
        ReplyWriter.WriteError(output, "GenericError", "no \"x\"", default);
        ReplyWriter.WriteError(output, "GenericError", "no", id);
        ReplyWriter.WriteEvent(output, TimeSpan.FromSeconds(1426088999) + TimeSpan.FromMicroseconds(7), "STOP", default);
        ReplyWriter.WriteEvent(output, TimeSpan.Zero, "RESET", "{\"guest\": false}"u8);

        Assert.That(Encoding.ASCII.GetString(output.WrittenSpan).Split("\r\n"), Is.EqualTo(new[]
        {
            """{"QMP": {"version": {"qemu": {"micro": 22, "minor": 2, "major": 7}, "package": ""}, "capabilities": ["oob"]}}""",
            """{"QMP": {"version": {}, "capabilities": []}}""",
            """{"return": {}}""",
            """{"return": [1, 2], "id": {"\u00E9": 1.0}}""",
            """{"error": {"class": "GenericError", "desc": "no \"x\""}}""",
            """{"id": {"\u00E9": 1.0}, "error": {"class": "GenericError", "desc": "no"}}""",
            """{"timestamp": {"seconds": 1426088999, "microseconds": 7}, "event": "STOP"}""",
            """{"timestamp": {"seconds": 0, "microseconds": 0}, "event": "RESET", "data": {"guest": false}}""",
            "",
        }));
    }
}
