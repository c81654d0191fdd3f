using System.Text.Json;

using Harness.Session;

namespace Harness.Unit.Session;

public sealed class ClientSessionTests
{
    private static readonly ServerProfile Qemu = ServerProfile.Qemu(offersOutOfBand: true);

    [Test]
    public void An_orderly_session_has_no_violation() => ClientTranscript.Holds(Qemu, """
        <- {"QMP": {"version": {"qemu": {"micro": 22, "minor": 2, "major": 7}, "package": ""}, "capabilities": ["oob"]}}
        => Greeting
        -> {"execute": "query-version", "id": 1}
        <- {"id": 1, "error": {"class": "CommandNotFound", "desc": "Expecting capabilities negotiation with 'qmp_capabilities'"}}
        => Error
        -> {"execute": "qmp_capabilities"}
        <- {"return": {}}
        => Success
        <- {"timestamp": {"seconds": 1, "microseconds": 2}, "event": "STOP"}
        => Event
        <- {"timestamp": {"seconds": -1, "microseconds": -1}, "event": "RESET", "data": {"guest": false}, "more": 1}
        => Event
        """);

    [Test]
    public void The_greeting_comes_first_and_once() => ClientTranscript.Holds(Qemu, """
        <- {"timestamp": {"seconds": 1, "microseconds": 2}, "event": "STOP"}
        => a message before the greeting
        -> {"execute": "x"}
        <- {"return": {}}
        => a message before the greeting
        <- {"QMP": {"version": {}, "capabilities": []}}
        => Greeting
        <- {"QMP": {"version": {}, "capabilities": []}}
        => a second greeting
        """);

    [Test]
    public void A_guest_agent_greets_nobody() => ClientTranscript.Holds(ServerProfile.GuestAgent, """
        -> {"execute": "guest-ping"}
        <- {"return": {}}
        => Success
        <- {"QMP": {"version": {}, "capabilities": []}}
        => a greeting from a server that sends none
        """);

    [Test]
    public void Events_wait_for_the_reply_that_completes_negotiation() => ClientTranscript.Holds(Qemu, """
        <- {"QMP": {"version": {}, "capabilities": []}}
        => Greeting
        <- {"timestamp": {"seconds": 1, "microseconds": 2}, "event": "STOP"}
        => an event before negotiation was complete
        -> {"execute": "query-version", "id": 1}
        -> {"execute": "qmp_capabilities", "id": 2}
        <- {"return": {}, "id": 1}
        => Success
        <- {"timestamp": {"seconds": 1, "microseconds": 2}, "event": "STOP"}
        => an event before negotiation was complete
        <- {"id": 2, "error": {"class": "GenericError", "desc": "no"}}
        => Error
        <- {"timestamp": {"seconds": 1, "microseconds": 2}, "event": "STOP"}
        => an event before negotiation was complete
        -> {"execute": "qmp_capabilities"}
        <- {"return": {}}
        => Success
        <- {"timestamp": {"seconds": 1, "microseconds": 2}, "event": "STOP"}
        => Event
        """);

    [Test]
    public void A_reply_belongs_to_a_request() => ClientTranscript.Holds(ServerProfile.GuestAgent, """
        <- {"return": {}}
        => a reply to no request
        -> {"execute": "x", "id": 1}
        <- {"return": {}, "id": 2}
        => a reply to no request
        <- {"return": {}, "id": "1"}
        => a reply to no request
        <- {"return": {}}
        => a reply to no request
        <- {"error": {"class": "GenericError", "desc": "no"}}
        => a reply to no request
        <- {"return": {}, "id": 1}
        => Success
        <- {"return": {}, "id": 1}
        => a reply to no request
        """);

    [Test]
    public void Null_is_an_id_and_none_is_none() => ClientTranscript.Holds(ServerProfile.GuestAgent, """
        -> {"execute": "x", "id": null}
        <- {"return": {}}
        => a reply to no request
        <- {"return": {}, "id": null}
        => Success
        -> {"execute": "x"}
        <- {"return": {}, "id": null}
        => a reply to no request
        <- {"return": {}}
        => Success
        """);

    [Test]
    public void In_band_replies_keep_the_order_of_their_requests_and_out_of_band_ones_overtake() => ClientTranscript.Holds(ServerProfile.GuestAgent, """
        -> {"execute": "a", "id": 1}
        -> {"execute": "b", "id": 2}
        -> {"exec-oob": "c", "id": 3}
        <- {"return": {}, "id": 3}
        => Success
        <- {"return": {}, "id": 2}
        => a reply that overtakes the reply to an earlier request
        <- {"return": {}, "id": 1}
        => Success
        <- {"return": {}, "id": 2}
        => Success
        """);

    [Test]
    public void Garbage_is_answered_by_any_number_of_errors_without_id() => ClientTranscript.Holds(ServerProfile.GuestAgent, """
        ->raw }}}
        <- {"error": {"class": "GenericError", "desc": "JSON parse error"}}
        => Error
        <- {"error": {"class": "GenericError", "desc": "JSON parse error"}}
        => Error
        <- {"return": {}}
        => a reply to no request
        <- {"id": 1, "error": {"class": "GenericError", "desc": "JSON parse error"}}
        => a reply to no request
        """);

    [Test]
    public void An_error_for_garbage_does_not_take_the_reply_of_a_request_without_id() => ClientTranscript.Holds(Qemu, """
        <- {"QMP": {"version": {}, "capabilities": []}}
        => Greeting
        ->raw }
        -> {"execute": "qmp_capabilities"}
        <- {"error": {"class": "GenericError", "desc": "JSON parse error"}}
        => Error
        <- {"return": {}}
        => Success
        <- {"timestamp": {"seconds": 1, "microseconds": 2}, "event": "STOP"}
        => Event
        """);

    [Test]
    public void A_message_has_one_of_the_shapes_of_the_protocol() => ClientTranscript.Holds(Qemu, """
        <- [1]
        => a server sends nothing but objects
        <- {}
        => a message that is no greeting, reply or event
        <- {"QMP": {"version": {}}}
        => a greeting without version and capabilities
        <- {"QMP": {"version": 1, "capabilities": []}}
        => a greeting without version and capabilities
        <- {"QMP": 1}
        => a greeting without version and capabilities
        <- {"return": {}, "error": {"class": "GenericError", "desc": "both"}}
        => a reply with both return and error
        <- {"error": {"desc": "no class"}}
        => an error without class and desc
        <- {"error": {"class": "GenericError"}}
        => an error without class and desc
        <- {"error": "text"}
        => an error without class and desc
        <- {"event": "STOP"}
        => an event without a timestamp in seconds and microseconds
        <- {"event": "STOP", "timestamp": 1}
        => an event without a timestamp in seconds and microseconds
        <- {"event": "STOP", "timestamp": {"seconds": 1}}
        => an event without a timestamp in seconds and microseconds
        <- {"event": 1, "timestamp": {"seconds": 1, "microseconds": 2}}
        => an event whose name is no string
        <- {"event": "STOP", "timestamp": {"seconds": 1, "microseconds": 2}, "data": 1}
        => an event whose data is no object
        <- {"event": "STOP", "timestamp": {"seconds": 1, "microseconds": 2}, "return": {}}
        => a message that is several kinds at once
        """);

    [Test]
    public void A_count_of_the_requests_without_reply_is_kept()
    {
        ClientSession session = new(ServerProfile.GuestAgent);
        session.Sent(new Request("a", default, default, false));
        session.Sent(new Request("b", default, default, false));
        Assert.That(session.Outstanding, Is.EqualTo(2));
        session.Step(JsonElement.Parse("{\"return\": {}}"));
        Assert.That(session.Outstanding, Is.EqualTo(1));
    }

    [TestCase("{\"b\":1,\"a\":[1.0]}", "{\"a\": [1], \"b\": 1}", true)]
    [TestCase("0.1", "0.10000000000000001", true)]
    [TestCase("1e0", "1", true)]
    [TestCase("-0", "0", true)]
    [TestCase("18446744073709551616", "1.8446744073709552e+19", true)]
    [TestCase("9007199254740993", "9007199254740992", false)]
    [TestCase("18446744073709551615", "18446744073709551614", false)]
    [TestCase("\"\\u0061\"", "\"a\"", true)]
    [TestCase("\"a\"", "\"b\"", false)]
    [TestCase("1", "\"1\"", false)]
    [TestCase("true", "false", false)]
    [TestCase("null", "null", true)]
    [TestCase("[1,2]", "[2,1]", false)]
    [TestCase("[1]", "[1,2]", false)]
    [TestCase("{\"a\":1}", "{\"a\":1,\"b\":1}", false)]
    [TestCase("{\"a\":1}", "{\"b\":1}", false)]
    public void Ids_are_values(string sent, string echoed, bool equal)
    {
        ClientSession session = new(ServerProfile.GuestAgent);
        using (JsonDocument id = JsonDocument.Parse(sent))
        {
            session.Sent(new Request("x", default, id.RootElement, false));
        }

        Assert.That(session.Step(JsonElement.Parse($"{{\"return\": {{}}, \"id\": {echoed}}}")).Kind, Is.EqualTo(equal ? IncomingKind.Success : IncomingKind.Violation));
    }
}
