using System.Text.Json;

using Harness.Cases.Judge;
using Harness.Cases.Language;
using Harness.Cases.Run;
using Harness.Cases.Verify;
using Harness.Unit.Cases.Language;

namespace Harness.Unit.Cases.Player;

/// <summary>A server that is right, or wrong in one way, and what the player says of it.</summary>
public sealed class ScriptPlayerTests
{
    private const string Name = "-> { \"execute\": \"query-name\", \"id\": 7 }\n<- { \"return\": {} }\n";
    private const string Stop = "-> { \"execute\": \"stop\" }\n<- { \"return\": {} }\n<- event STOP\n";
    private const string Nonsense = "-> { \"execute\": \"nonsense\", \"id\": 7 }\n";

    [TestCase(Name)]
    [TestCase(Nonsense + "<- error class=CommandNotFound id=7")]
    [TestCase(Stop)]
    [TestCase("-> { \"execute\": \"stop\" }\n<- event STOP absent\n<- { \"return\": {} }\n-- alive\n-- no event RESUME")]
    [TestCase("-- in order {\n <- event STOP\n <- { \"return\": {} }\n}", "-> { \"execute\": \"stop\" }")]
    [TestCase("-- any order {\n <- { \"return\": {} }\n <- { \"return\": { \"status\": \"paused\" } }\n <- event STOP\n}", "-> { \"execute\": \"stop\" }\n-> { \"execute\": \"query-status\" }")]
    [TestCase("<- greeting { \"capabilities\": contains [ \"oob\" ] }\n-> { \"execute\": \"query-name\" }\n<- error class=CommandNotFound\n-- silence 1s\n-- verify crlf\n-- verify strict-json\n-- verify one-line\n-- verify ascii")]
    [TestCase("->raw \"@\"\n<- errors\n-> { \"execute\": \"query-name\", \"id\": 1 }\n<- { \"id\": 1, \"return\": {} }")]
    [TestCase("->raw \"@\\n\"\n<- errors\n->raw \"@@@\\n\"\n<- errors\n->raw \"@\\n\"\n<- errors")]
    [TestCase("-> { \"execute\": \"query-name\" }\n-> { \"execute\": \"query-name\", \"id\": [ 1.0 ] }\n<- { \"id\": absent }\n<- { \"id\": [ 10e-1 ] }")]
    [TestCase("-> { \"execute\": \"query-status\", \"id\": \"x\" }\n<- { \"id\": <bind it> }\n-> { \"execute\": \"query-name\", \"id\": <it> }\n<- { \"id\": <it> }\n-> { \"execute\": \"query-name\", \"id\": \"y\" }\n<- { \"id\": not <it> }")]
    [TestCase("-- second connection\n<- greeting\n-- first connection\n" + Stop + "-- second connection\n-- no event STOP\n-> { \"execute\": \"qmp_capabilities\" }\n<- { \"return\": {} }\n-- first connection\n-> { \"execute\": \"cont\" }\n-- second connection\n<- event RESUME\n-- first connection\n<- event RESUME\n<- {}")]
    [TestCase(Name + "-- reconnect\n<- greeting\n-> { \"execute\": \"query-name\" }\n<- error class=CommandNotFound\n-- reconnect\n-- negotiate\n" + Name)]
    [TestCase("<- greeting\n-- negotiate\n" + Name)]
    [TestCase("-> { \"execute\": \"query-name\", \"id\": 1e400 }\n<- {}\n" + Name)]
    [TestCase("-- end output\n<- closed")]
    [TestCase("-> { \"execute\": \"quit\" }\n<- { \"return\": {} }\n<- closed")]
    [TestCase("-> { \"execute\": \"quit\" }\n<- { \"return\": {} }")]
    [TestCase("-- advance 1.5s\n" + Name)]
    public async Task A_server_that_is_right_passes(string steps, string before = "")
    {
        Assert.That(await Play.Verdict($"{before}\n{steps}", new Miniature()), Is.EqualTo("Pass"));
        Assert.That(await Play.Verdict($"{before}\n{steps}", new Miniature { Slice = 1, VirtualTime = false }), Is.EqualTo("Pass"));
    }

    public static IEnumerable<TestCaseData> WrongServers()
    {
        yield return Wrong("wrong class", Nonsense + "<- error class=CommandNotFound", Replace("CommandNotFound", "GenericError"), "reply has class GenericError, expected CommandNotFound");
        yield return Wrong("success for error", Nonsense + "<- error", Replace("""{"error": {"class": "CommandNotFound", "desc": "no"}""", """{"return": {}"""), "reply is a success, expected an error");
        yield return Wrong("error for success", Name, Replace("\"return\": {}, \"id\": 7", "\"error\": {\"class\": \"GenericError\", \"desc\": \"no\\u001b\"}, \"id\": 7"), @"reply is an error (GenericError: no\x1B), expected a success");
        yield return Wrong("wrong value", "-> { \"execute\": \"query-status\" }\n<- { \"return\": { \"status\": \"paused\" } }", new Miniature(), "reply member 'return.status' is \"running\", expected \"paused\"");
        yield return Wrong("missing member", "-> { \"execute\": \"query-status\" }\n<- { \"return\": { \"singlestep\": <bool> } }", new Miniature(), "reply member 'return.singlestep' is missing, expected <bool>");
        yield return Wrong("lost id", Name, Replace(", \"id\": 7", ""), "protocol violation: a reply without id, while the oldest request that waits is 'query-name' with id 7");
        yield return Wrong("wrong id", Name, Replace("\"id\": 7", "\"id\": \"7\""), "protocol violation: a reply with id \"7\", while the oldest request that waits is 'query-name' with id 7");
        yield return Wrong("return and error", Nonsense + "<- error", Replace("\"error\": {", "\"return\": {}, \"error\": {"), "protocol violation: a reply with both 'return' and 'error'");
        yield return Wrong("no desc", Nonsense + "<- error", Replace(", \"desc\": \"no\"", ""), "protocol violation: an error without a string 'desc'");
        yield return Wrong("not an object", Name, Replace("{\"return\": {}, \"id\": 7}", "[7]"), "protocol violation: a server sends nothing but objects");
        yield return Wrong("not JSON", Name, Replace("{\"return\": {}, \"id\": 7}", "{\"return\": {}, \"id\": inf}"), "protocol violation: no strict JSON reader accepts this: 'i' is an invalid start of a value");
        yield return Wrong("single quotes", Name, Replace("\"return\": {}, \"id\": 7", "'return': {}, \"id\": 7"), "protocol violation: no strict JSON reader accepts this: ''' is an invalid start of a property name");
        yield return Wrong("duplicate member", Name, Replace("\"id\": 7", "\"id\": 7, \"id\": 7"), "protocol violation: no strict JSON reader accepts this: Duplicate property 'id'");
        yield return Wrong("half a surrogate pair", Name, Replace("{}, \"id\": 7", "{\"a\": \"\\ud800\"}, \"id\": 7"), "protocol violation: no strict JSON reader accepts this: Cannot read incomplete UTF-16 JSON text as string with missing low surrogate");
        yield return Wrong("no greeting", Name, new Miniature { Greets = false }, "the session does not open: no greeting within 5s");
        yield return Wrong("two greetings", Name, Replace("{\"QMP\": ", "{\"QMP\": 1}{\"QMP\": "), "the session does not open: protocol violation: a second greeting");
        yield return Wrong("event before negotiation", "<- greeting\n-> { \"execute\": \"query-name\" }\n<- error", Replace("{\"error\"", Event("STOP") + "{\"error\""), "protocol violation: an event before negotiation was complete");
        yield return Wrong("event without timestamp", Stop, Replace("\"timestamp\": {\"seconds\": 1, \"microseconds\": 2}, ", ""), "protocol violation: an event without a timestamp");
        yield return Wrong("event with half a timestamp", Stop, Replace(", \"microseconds\": 2", ""), "protocol violation: an event whose timestamp lacks integers 'seconds' and 'microseconds'");
        yield return Wrong("event with too many microseconds", Stop, Replace("\"microseconds\": 2", "\"microseconds\": 1000000"), "protocol violation: an event whose timestamp counts more microseconds than a second has");
        yield return Wrong("no event", Stop, new Miniature { Rewrite = l => l.Contains("\"event\"", StringComparison.Ordinal) ? null : l }, "no event STOP within 5s");
        yield return Wrong("event with wrong data", "-> { \"execute\": \"stop\" }\n<- {}\n<- event STOP { \"a\": 1 }", Replace("\"event\": \"STOP\"", "\"event\": \"STOP\", \"data\": {\"a\": 2}"), "event STOP member 'data.a' is 2, expected 1");
        yield return Wrong("unwanted event", Name + "-- no event RESET", Replace("{\"return\": {}, \"id\": 7}", Event("RESET") + "{\"return\": {}, \"id\": 7}"), "event RESET came, expected none");
        yield return Wrong("two replies", Name, Replace("{\"return\": {}, \"id\": 7}", "{\"return\": {}, \"id\": 7}{\"return\": {}, \"id\": 7}"), "after the last step: protocol violation: a reply with id 7, while no request waits for a reply");
        yield return Wrong("reply out of order", "-> { \"execute\": \"query-name\", \"id\": 1 }\n-> { \"execute\": \"query-name\", \"id\": 2 }\n<- {}\n<- {}", Swap(), "protocol violation: the reply to 'query-name' with id 2 came before the reply to 'query-name' with id 1, which was sent before it");
        yield return Wrong("event behind the reply", "-> { \"execute\": \"stop\" }\n-- in order {\n <- event STOP\n <- {}\n}", Late(), "event RESUME came, expected a reply (expectation 2 of the block)");
        yield return Wrong("silent", Name, new Miniature { Handle = (_, request) => request.Contains("query-name", StringComparison.Ordinal) }, "no reply within 5s");
        yield return Wrong("too late", Name, Delayed(5.5), "no reply within 5s");
        yield return Wrong("half a reply", Name, Replace("{}, \"id\": 7}\r\n", "{"), "no reply within 5s: the server has begun a message and not ended it");
        yield return Wrong("hangs up", Name, Do((c, _) => c.Close()), "the server ended the connection (closed), expected a reply");
        yield return Wrong("breaks", Name, Do((c, _) => c.Break("connection reset")), "the server ended the connection (broken: connection reset), expected a reply");
        yield return Wrong("hangs up inside a message", Name, Do((c, _) => { c.SayBytes("{\"ret"u8.ToArray()); c.Close(); }), "protocol violation: the connection ended inside a message");
        yield return Wrong("stays open", Name + "<- closed", new Miniature(), "the connection is still open after 5s");
        yield return Wrong("talks when silence is due", "<- greeting\n-- silence 100ms", Replace("capabilities\": [\"oob\"]}}", "capabilities\": []}}{\"return\": {}}"), "protocol violation: a reply without id, while no request waits for a reply");
        yield return Wrong("answers when silence is due", "-> { \"execute\": \"query-name\" }\n-- silence 100ms\n<- {}", new Miniature(), "the server sent a message, expected silence");
        yield return Wrong("dies later", Name + "-- alive", new Miniature { Handle = (_, r) => r.Contains("query-version", StringComparison.Ordinal) }, "no answer to a query within 5s");
        yield return Wrong("dies in the end", Name, new Miniature { Handle = (_, r) => r.Contains("query-version", StringComparison.Ordinal) }, "after the last step: no answer to a query within 5s");
        yield return Wrong("closes in the end", Name, new Miniature { Handle = (c, r) => { if (r.Contains("query-version", StringComparison.Ordinal)) { c.Close(); } return false; } }, "after the last step: the server ended the connection (closed), expected an answer to a query");
        yield return Wrong("unread reply", Name + "-> { \"execute\": \"query-name\", \"id\": 8 }", new Miniature(), "a reply came that the case does not expect");
        yield return Wrong("no error for garbage", "->raw \"@\"\n<- errors", new Miniature { Handle = (_, r) => r[0] == '@' }, "no error within 5s");
        yield return Wrong("an error for the first garbage only", "->raw \"@\"\n<- errors\n->raw \"!\"\n<- errors", new Miniature { Handle = (_, r) => r[0] == '!' }, "no error within 5s");
        yield return Wrong("line feed only", Name + "-- verify crlf", new Miniature { Rewrite = l => l.Replace("\r", "", StringComparison.Ordinal) }, "message 1 of the server is followed by \"\\n\", expected \"\\r\\n\": {\"QMP\": {\"version\": {\"qemu\": {\"micro\": 0, \"minor\": 3, \"major\": 2}, \"package\": \"\"}, \"capabilities\": [\"oob\"]}}");
        yield return Wrong("blank line", Name + "-- verify crlf", Replace("7}\r\n", "7}\r\n\r\n"), "message 3 of the server is followed by \"\\r\\n\\r\\n\", expected \"\\r\\n\": {\"return\": {}, \"id\": 7}");
        yield return Wrong("pretty", Name + "-- verify one-line", Replace("\"return\": {}, \"id\": 7", "\"return\": {},\r\n \"id\": 7"), "message 3 of the server has a line break inside: {\"return\": {},\\r\\n \"id\": 7}");
        yield return Wrong("not ASCII", Name + "-- verify ascii", Replace("\"return\": {}, \"id\": 7", "\"return\": {\"a\": \"\u00C3\u00A9\"}, \"id\": 7"), "byte 144 is \\xC3, expected ASCII only");
    }

    [TestCaseSource(nameof(WrongServers))]
    public async Task A_server_that_is_wrong_fails_with_the_reason(string steps, Miniature server, string reason)
    {
        CaseResult result = await Play.Steps(steps, server);

        Assert.That(result.Verdict, Is.EqualTo(Verdict.Fail), result.Reason);
        Assert.That(result.Reason, Does.StartWith(reason));
        Assert.That(result.Exchange, Is.Not.Empty);
    }

    [Test]
    public async Task What_was_expected_and_what_came_is_told_in_arrow_notation()
    {
        CaseResult result = await Play.Steps(Nonsense + "<- error class=GenericError", new Miniature());

        Assert.That(result.Expected, Is.EqualTo("<- error class=GenericError"));
        Assert.That(result.Actual, Is.EqualTo("<- {\"error\": {\"class\": \"CommandNotFound\", \"desc\": \"no\"}, \"id\": 7}"));
        Assert.That(result.Exchange.Select(l => $"{l.Connection} {l.Mark} {l.Text}"), Is.EqualTo(new[]
        {
            "0 <- {\"QMP\": {\"version\": {\"qemu\": {\"micro\": 0, \"minor\": 3, \"major\": 2}, \"package\": \"\"}, \"capabilities\": [\"oob\"]}}",
            "0 -> { \"execute\": \"qmp_capabilities\" }",
            "0 <- {\"return\": {}}",
            "0 -> { \"execute\": \"nonsense\", \"id\": 7 }",
            "0 <- {\"error\": {\"class\": \"CommandNotFound\", \"desc\": \"no\"}, \"id\": 7}",
        }));
    }

    [Test]
    public async Task The_exchange_of_a_passing_case_is_kept_when_asked_for()
    {
        Assert.That((await Play.Steps(Name, new Miniature())).Exchange, Is.Empty);
        Assert.That((await Play.Steps(Name, new Miniature(), keep: true)).Exchange, Has.Count.EqualTo(7));
    }

    [Test]
    public async Task A_reply_that_is_late_but_in_time_passes()
    {
        Assert.That(await Play.Verdict(Name, Delayed(4.5)), Is.EqualTo("Pass"));
    }

    [Test]
    public async Task Bytes_that_trickle_do_not_move_the_deadline()
    {
        Miniature server = new()
        {
            VirtualTime = false,
            Handle = (connection, request) =>
            {
                if (!request.Contains("query-name", StringComparison.Ordinal))
                {
                    return false;
                }

                for (int i = 0; i < 100; i++)
                {
                    connection.SayBytes(new byte[] { (byte)' ' }, TimeSpan.FromSeconds(i));
                }

                return true;
            },
        };

        Assert.That(await Play.Verdict(Name, server), Is.EqualTo("Fail: no reply within 5s"));
        Assert.That(server.Clock.Now, Is.LessThan(TimeSpan.FromSeconds(7)));
    }

    [Test]
    public async Task What_a_dead_target_did_not_do_is_an_error_and_no_failure()
    {
        Miniature crashes = Do((c, _) => { c.Server.Death = "killed by signal 11"; c.Close(); });
        Miniature crashesInside = Do((c, _) => { c.Server.Death = "killed by signal 11"; c.SayBytes("{\"retu"u8.ToArray()); c.Close(); });
        Miniature hangs = Do((c, _) => c.Server.Death = "killed by signal 9");

        Assert.That(await Play.Verdict(Name, crashes), Is.EqualTo("Error: the target died: killed by signal 11"));
        Assert.That(await Play.Verdict(Name, crashesInside), Is.EqualTo("Error: the target died: killed by signal 11"));
        Assert.That(await Play.Verdict(Name, hangs), Is.EqualTo("Error: the target died: killed by signal 9"));
        Assert.That(await Play.Verdict("-> { \"execute\": \"query-name\", \"id\": 7 }\n<- closed", Do((c, _) => { c.Server.Death = "killed by signal 11"; c.Close(); })), Is.EqualTo("Error: the target died: killed by signal 11"));
    }

    [Test]
    public async Task A_target_that_cannot_be_reached_is_an_error()
    {
        Miniature server = new() { RefusesToConnect = new TargetUnavailableException("connection refused") };

        Assert.That(await Play.Verdict(Name, server), Is.EqualTo("Error: connection refused"));
    }

    [Test]
    public async Task A_judge_or_channel_that_throws_is_an_error()
    {
        Assert.That(await Play.Verdict("-> { \"execute\": \"query-name\" }\n<- { \"return\": <type Nothing> }", new Miniature()), Is.EqualTo("Error: the harness failed: InvalidOperationException: no type Nothing"));
        Assert.That(await Play.Verdict(Name, new Miniature { Handle = (_, _) => throw new OperationCanceledException("odd") }), Is.EqualTo("Error: the harness failed: OperationCanceledException: odd"));
    }

    [Test]
    public async Task A_judge_that_cannot_tell_is_an_error_in_its_own_words()
    {
        CaseResult result = await Play.Steps("-> { \"execute\": \"query-status\" }\n<- { \"return\": <returns query-status> }", new Miniature(), types: new Doubter());

        Assert.That((result.Verdict, result.Reason), Is.EqualTo((Verdict.Error, "the two validators disagree")));
    }

    [Test]
    public async Task A_type_is_judged_by_the_judge()
    {
        CaseResult result = await Play.Steps("-> { \"execute\": \"query-status\" }\n<- { \"return\": <returns query-status> }", new Miniature(), types: new Grumbler());

        Assert.That(result.Reason, Is.EqualTo("reply member 'return' does not fit <returns query-status>: True Object"));
    }

    [Test]
    public async Task A_case_is_skipped_where_the_target_lacks_what_it_needs()
    {
        Assert.That(await Play.Verdict(Name, new Miniature { OffersOutOfBand = false }, "  needs oob\n"), Is.EqualTo("Skip: the target does not offer the capability 'oob'"));
        Assert.That(await Play.Verdict(Name, new Miniature { VirtualTime = false }, "  needs virtual-time\n"), Is.EqualTo("Skip: the case needs a target on the virtual clock"));
        Assert.That(await Play.Verdict(Name, new Miniature { StartsFresh = false }, "  needs fresh-machine\n"), Is.EqualTo("Skip: the case needs a machine of its own, and the harness did not start this one"));
        Assert.That(await Play.Verdict("-- second connection", new Miniature { Monitors = 1 }), Is.EqualTo("Skip: the case needs 2 connections at the same time; the target serves 1"));
        Assert.That(await Play.Verdict(Name, new Miniature(), "  needs oob virtual-time fresh-machine\n"), Is.EqualTo("Pass"));
    }

    [Test]
    public void A_cancelled_case_throws_and_leaves_nothing_open()
    {
        using CancellationTokenSource cancel = new();
        Miniature server = Do((_, _) => cancel.Cancel());
        ScriptPlayer player = new(new Grumbler(), new PlayOptions { Clock = server.Clock });

        Assert.That(async () => await player.PlayAsync(CaseTexts.Steps(Name), server, server, cancel.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(server.Open, Is.Zero);
    }

    [Test]
    public async Task Where_the_server_s_bytes_are_cut_changes_nothing()
    {
        const string Steps = "<- greeting\n-> { \"execute\": \"qmp_capabilities\" }\n<- {}\n" + Stop + "-> { \"execute\": \"query-status\", \"id\": \"\\u00e9\" }\n<- { \"return\": { \"status\": \"paused\" } }\n-- verify crlf";
        for (int cut = 1; cut < 130; cut++)
        {
            Assert.That(await Play.Verdict(Steps, new Miniature { FirstSlice = cut }), Is.EqualTo("Pass"), $"first piece of {cut} bytes");
            Assert.That(await Play.Verdict(Steps, new Miniature { Slice = cut }), Is.EqualTo("Pass"), $"pieces of {cut} bytes");
        }

        for (int cut = 1; cut < 60; cut++)
        {
            CaseResult result = await Play.Steps(Nonsense + "<- error class=GenericError", new Miniature { Slice = cut });
            Assert.That((result.Verdict, result.Reason), Is.EqualTo((Verdict.Fail, "reply has class CommandNotFound, expected GenericError")));
        }
    }

    [Test]
    public async Task Waiting_on_a_virtual_clock_moves_it_and_nothing_else()
    {
        Miniature server = new();

        CaseResult result = await Play.Steps("-- advance 90s\n-- silence 30s\n" + Name, server);

        Assert.That(result.Verdict, Is.EqualTo(Verdict.Pass));
        Assert.That(server.Clock.Now, Is.EqualTo(TimeSpan.FromSeconds(120)));
    }

    private static TestCaseData Wrong(string name, string steps, Miniature server, string reason) => new TestCaseData(steps, server, reason).SetArgDisplayNames(name);

    private static Miniature Replace(string old, string text) => new() { Rewrite = line => line.Replace(old, text, StringComparison.Ordinal) };

    private static string Event(string name) => $$$"""{"timestamp": {"seconds": 1, "microseconds": 2}, "event": "{{{name}}}"}""";

    /// <summary>Does something in place of answering <c>query-name</c>.</summary>
    private static Miniature Do(Action<MiniatureConnection, string> action) => new()
    {
        Handle = (connection, request) =>
        {
            bool mine = request.Contains("query-name", StringComparison.Ordinal);
            if (mine)
            {
                action(connection, request);
            }

            return mine;
        },
    };

    private static Miniature Delayed(double seconds) => Do((c, _) => c.Say("{\"return\": {}, \"id\": 7}", TimeSpan.FromSeconds(seconds)));

    private static Miniature Swap()
    {
        string? held = null;
        return new Miniature
        {
            Rewrite = line =>
            {
                if (line.Contains("\"id\": 1}", StringComparison.Ordinal))
                {
                    held = line;
                    return null;
                }

                string both = line + held;
                held = null;
                return both;
            },
        };
    }

    /// <summary>Sends another event between the event and the reply.</summary>
    private static Miniature Late() => new() { Rewrite = line => line.Contains("STOP", StringComparison.Ordinal) ? line + Event("RESUME") : line };

    private sealed class Doubter : ITypeJudge
    {
        public string? Why(JsonElement value, Pattern.OfType type) => throw new CannotJudgeException("the two validators disagree");
    }

    private sealed class Grumbler : ITypeJudge
    {
        public string? Why(JsonElement value, Pattern.OfType type) => $"{type.IsReturnOf} {value.ValueKind}";
    }
}
