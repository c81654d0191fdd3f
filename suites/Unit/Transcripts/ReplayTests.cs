using System.Text;

using Harness.Transcripts.Replay;

namespace Harness.Unit.Transcripts;

/// <summary>A transcript as a server: what the client sends and what it gets, line by line.</summary>
public sealed class ReplayTests
{
    private const string Greeting = """{"QMP": {"version": {}, "capabilities": []}}""";

    private const string Session = """
        <- {"QMP": {"version": {}, "capabilities": []}}
        -> {"execute":"qmp_capabilities"}
        <- {"return": {}}
        -> {"execute":"query-status","id":1}
        <- {"return": {"running": true}, "id": 1}
        -> {"execute":"stop"}
        ! {"event":"STOP","timestamp":{"seconds":1,"microseconds":2}}
        <- {"return": {}}
        -> {"execute":"query-status","id":{"a":2}}
        <- {"id": {"a": 2}, "return": {"running": false}}
        """;

    [TestCase(false)]
    [TestCase(true)]
    public void The_recorded_client_gets_the_recorded_bytes(bool byRequest)
    {
        using Served served = new(Session, byRequest);
        Assert.That(served.Start(), Is.EqualTo(Greeting));
        Assert.That(served.Send("""{"execute":"qmp_capabilities"}"""), Is.EqualTo("""{"return": {}}"""));
        Assert.That(served.Send("""{"execute":"query-status","id":1}"""), Is.EqualTo("""{"return": {"running": true}, "id": 1}"""));
        Assert.That(served.Send("""{"execute":"stop"}"""), Is.EqualTo("""{"event":"STOP","timestamp":{"seconds":1,"microseconds":2}} | {"return": {}}"""));
        Assert.That(served.Send("""{"execute":"query-status","id":{"a":2}}"""), Is.EqualTo("""{"id": {"a": 2}, "return": {"running": false}}"""));
        Assert.That(served.Misses, Is.Empty);
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Replies_carry_the_id_that_the_client_gave_and_are_otherwise_as_recorded(bool byRequest)
    {
        using Served served = new(Session, byRequest);
        served.Start();
        Assert.That(served.Send("""{"id":"x","execute":"qmp_capabilities"}"""), Is.EqualTo("""{"return": {}, "id": "x"}"""));
        Assert.That(served.Send("""{ "arguments":{}, "execute" : "query-status" }"""), Is.EqualTo("""{"return": {"running": true}}"""));
        Assert.That(served.Send("""{"execute":"stop","id":null}"""), Does.EndWith("""{"return": {}, "id": null}"""));
        Assert.That(served.Send("""{"execute":"query-status"}"""), Is.EqualTo("""{"return": {"running": false}}"""));
        Assert.That(served.Misses, Is.Empty);
    }

    [Test]
    public void Whatever_way_the_clients_bytes_are_cut_the_replies_are_the_same_bytes()
    {
        byte[] sent = Encoding.ASCII.GetBytes("{\"execute\":\"qmp_capabilities\"}\n{\"execute\":\"query-status\",\"id\":7}\r\n{\"execute\":\"stop\"}{\"execute\":\"query-status\",\"id\":[]}");
        HashSet<string> outcomes = [];
        foreach (bool byRequest in new[] { false, true })
        {
            for (int size = 1; size <= sent.Length; size++)
            {
                using Served served = new(Session, byRequest);
                StringBuilder all = new(served.Start());
                for (int at = 0; at < sent.Length; at += size)
                {
                    all.Append(served.SendBytes(sent.AsMemory(at, Math.Min(size, sent.Length - at))));
                }

                outcomes.Add(all.ToString().Replace(" | ", "", StringComparison.Ordinal));
            }
        }

        Assert.That(outcomes, Has.Count.EqualTo(1));
    }

    [Test]
    public void In_sequence_a_request_out_of_turn_is_refused_and_the_expected_one_is_shown()
    {
        using Served served = new(Session, byRequest: false);
        served.Start();
        Assert.That(served.Send("""{"execute":"stop","arguments":{"x":1},"id":5}"""), Does.StartWith("""{"error": {"class": "GenericError", """).And.EndsWith(""", "id": 5}"""));
        Assert.That(served.Misses.Single().ToString(), Is.EqualTo("""
            connection 1: the next recorded request is another one
              sent     {"execute":"stop","arguments":{"x":1},"id":5}
              nearest  {"execute":"qmp_capabilities"}   (record 3)
              differs  value execute: recorded "qmp_capabilities", now "stop"
              differs  extra-member arguments: now {"x":1}
            """));
        Assert.That(served.Send("""{"execute":"qmp_capabilities"}"""), Is.EqualTo("""{"return": {}}"""), "the right one is still expected");
    }

    [Test]
    public void By_request_the_nearest_is_the_most_similar_one_of_the_command()
    {
        using Served served = new("""
            -> {"execute":"eject","arguments":{"device":"a","force":false}}
            <- {"return": {}}
            -> {"execute":"eject","arguments":{"device":"b","force":true}}
            <- {"return": {}}
            """, byRequest: true);
        Assert.That(served.Send("""{"execute":"eject","arguments":{"device":"c","force":true}}"""), Does.StartWith("""{"error":"""));
        Assert.That(served.Misses[0].ToString(), Does.Contain("(record 4)").And.Contain("differs  value arguments.device: recorded \"b\", now \"c\"").And.Not.Contain("force:"));

        served.Send("""{"execute":"ejact"}""");
        Assert.That(served.Misses[1].ToString(), Does.Contain("eject").And.Contain("(record 2)"));
    }

    [Test]
    public void By_request_equal_requests_are_answered_in_turn_and_then_by_the_last()
    {
        using Served served = new("""
            -> {"execute":"q"}
            <- {"return": 1}
            -> {"execute":"q"}
            <- {"return": 2}
            """, byRequest: true);
        Assert.That(Enumerable.Range(0, 3).Select(_ => served.Send("""{"execute":"q","id":0}""")), Is.EqualTo(new[] { """{"return": 1, "id": 0}""", """{"return": 2, "id": 0}""", """{"return": 2, "id": 0}""" }));
    }

    [Test]
    public void Behind_the_last_recorded_request_nothing_matches()
    {
        using Served served = new(Session, byRequest: false);
        served.Start();
        foreach (string request in Session.Split('\n').Where(l => l.StartsWith("->", StringComparison.Ordinal)))
        {
            served.Send(request[3..]);
        }

        Assert.That(served.Misses, Is.Empty);
        served.Send("""{"execute":"query-status"}""");
        Assert.That(served.Misses.Single().Why, Is.EqualTo("nothing more is recorded on this connection"));
    }

    [Test]
    public void A_client_that_waits_for_a_reply_gets_it_although_two_requests_were_in_flight_when_it_was_recorded()
    {
        using Served served = new("""
            -> {"execute":"a","id":1}
            -> {"execute":"b","id":2}
            <- {"return": "a", "id": 1}
            <- {"return": "b", "id": 2}
            """, byRequest: false);
        Assert.That(served.Send("""{"execute":"a","id":1}"""), Is.EqualTo("""{"return": "a", "id": 1}"""));
        Assert.That(served.Send("""{"execute":"b","id":2}"""), Is.EqualTo("""{"return": "b", "id": 2}"""));
    }

    [Test]
    public void A_client_that_ends_early_gets_no_replies_to_what_it_did_not_send()
    {
        using Served served = new(Session, byRequest: false);
        served.Start();
        served.Send("""{"execute":"qmp_capabilities"}""");
        Assert.That(served.End(), Is.EqualTo("EndOutput"));
    }

    [Test]
    public void An_unrecorded_request_can_be_answered_from_the_schema()
    {
        using Served served = new(Session, byRequest: true, new MissAnswer(request => request.Name == "query-kvm" ? """{"return": {"enabled": true}}"""u8.ToArray() : null));
        Assert.That(served.Send("""{"execute":"query-kvm","id":3}"""), Is.EqualTo("""{"return": {"enabled": true}, "id": 3}"""));
        Assert.That(served.Send("""{"execute":"query-kwm"}"""), Does.StartWith("""{"error":"""));
        Assert.That(served.Misses.Select(m => m.Answered), Is.EqualTo(new[] { true, false }));
    }

    [TestCase("""{"return": {}, "id": 1}""", "", """{"return": {}}""")]
    [TestCase("""{"id": 1, "return": {}}""", "", """{"return": {}}""")]
    [TestCase("""{"a": 0, "id": 1 , "return": {}}""", "", """{"a": 0, "return": {}}""")]
    [TestCase("""{"id": 1}""", "", """{}""")]
    [TestCase("""{"id": 1}""", """ {"x":2}""", """{"id":  {"x":2}}""")]
    [TestCase("""{"return": {"id": 3}}""", "4", """{"return": {"id": 3}, "id": 4}""")]
    [TestCase("""{"return": {}, "id": 1.0}""", "1", """{"return": {}, "id": 1.0}""")]
    public void The_id_alone_is_changed(string reply, string id, string expected)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(reply);
        ReadOnlyMemory<byte> changed = IdRewriter.Rewrite(bytes, Harness.Transcripts.Messages.MessageFacts.Read(bytes)!.Value, Encoding.UTF8.GetBytes(id));
        Assert.That(Encoding.UTF8.GetString(changed.Span), Is.EqualTo(expected));
    }

    private sealed class Served : IDisposable
    {
        private readonly IReplaySession _session;

        public Served(string arrows, bool byRequest, MissAnswer? answer = null)
        {
            byte[] file = Transcript.OfArrows(arrows);
            answer ??= new MissAnswer(null);
            _session = byRequest
                ? new RequestReplay(ReplayIndex.Build(Transcript.Open(file), withExchanges: true), new MemoryStream(file), 1, answer, Misses.Add)
                : new SequenceReplay(Transcript.Open(file), 1, answer, Misses.Add);
        }

        public List<ReplayMiss> Misses { get; } = [];

        public string Start() => Show(_session.Start());

        public string Send(string line) => SendBytes(Encoding.UTF8.GetBytes(line + "\n"));

        public string SendBytes(ReadOnlyMemory<byte> bytes) => Show(_session.Receive(bytes));

        public string End() => Show(_session.ClientEnded());

        public void Dispose() => _session.Dispose();

        private static string Show(IReadOnlyList<ReplayStep> steps) =>
            string.Join(" | ", steps.Select(s => s.Kind == ReplayStepKind.Send ? Encoding.UTF8.GetString(s.Bytes.Span).TrimEnd() : s.Kind.ToString()));
    }
}
