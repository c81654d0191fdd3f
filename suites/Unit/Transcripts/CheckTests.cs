using Harness.Transcripts.Check;
using Harness.Transcripts.Format;

namespace Harness.Unit.Transcripts;

/// <summary>What either side of a capture did wrong, each by a session that does just that.</summary>
public sealed class CheckTests
{
    private const string Open = """
        <- {"QMP": {"version": {}, "capabilities": ["oob"]}}
        -> {"execute":"qmp_capabilities","arguments":{"enable":["oob"]}}
        <- {"return": {}}

        """;

    private const string Spec = """
        { 'pragma': { 'command-name-exceptions': [ 'qmp_capabilities' ] } }
        { 'command': 'qmp_capabilities', 'data': { '*enable': [ 'str' ] } }
        { 'struct': 'Info', 'data': { 'running': 'bool' } }
        { 'command': 'ask', 'data': { '*how': 'str' }, 'returns': 'Info' }
        { 'command': 'soon', 'allow-oob': true }
        { 'event': 'STOP', 'data': { 'why': 'str' } }
        """;

    [Test]
    public void A_session_in_order_has_no_fault() => Assert.That(Codes(Open + """
        -> {"execute":"ask","id":1}
        -> {"exec-oob":"soon","id":2}
        ! {"event":"STOP","timestamp":{"seconds":1,"microseconds":1},"data":{"why":"x"}}
        <- {"return": {}, "id": 2}
        <- {"return": {"running": true, "more": 1}, "id": 1}
        """), Is.Empty);

    [TestCase("""-> {"execute":"ask"}""", "client request-before-greeting,client request-before-negotiation", false)]
    [TestCase("""-> {"execute":"ask","id":1}|-> {"execute":"ask","id":1.0}""", "client id-in-use", true)]
    [TestCase("""-> {"exec-oob":"soon"}""", "client oob-without-id", true)]
    [TestCase("""-> {"exec-oob":"ask","id":1}""", "client oob-not-allowed", true)]
    [TestCase("""-> {"execute":"none"}""", "client unknown-command", true)]
    [TestCase("""-> {"execute":"ask","arguments":{"how":1}}""", "client arguments-type", true)]
    [TestCase("""-> [1]|<- {"error":{"class":"GenericError","desc":""}}""", "client not-a-request", true)]
    [TestCase("""-> {"id":3}|<- {"error":{"class":"GenericError","desc":""},"id":3}""", "client not-a-request", true)]
    [TestCase("""<- {"return": {}}""", "server reply-without-request", true)]
    [TestCase("""-> {"execute":"ask","id":1}|<- {"return": {}, "id": 2}""", "server reply-without-request", true)]
    [TestCase("""-> {"execute":"ask","id":1}|-> {"execute":"ask","id":2}|<- {"return": {"running": true}, "id": 2}""", "server reply-out-of-order", true)]
    [TestCase("""-> {"execute":"ask"}|<- {"return": {"running": 1}}""", "server reply-type", true)]
    [TestCase("""-> {"execute":"ask"}|<- {"error": {"class": "GenericError"}}""", "server error-shape", true)]
    [TestCase("""<- {"QMP": {"version": {}, "capabilities": []}}""", "server second-greeting", true)]
    [TestCase("""! {"event":"STOP","data":{"why":"x"}}""", "server event-shape", true)]
    [TestCase("""! {"event":"STOP","timestamp":{"seconds":1,"microseconds":1},"data":{}}""", "server event-type", true)]
    [TestCase("""! {"event":"GO","timestamp":{"seconds":1,"microseconds":1}}""", "server unknown-event", true)]
    [TestCase("""<- 5""", "server not-a-reply", true)]
    public void Each_fault_is_found_and_laid_to_its_side(string session, string faults, bool opened) =>
        Assert.That(string.Join(',', Codes((opened ? Open : "") + session.Replace('|', '\n'))), Is.EqualTo(faults));

    [Test]
    public void Events_before_negotiation_and_nine_requests_in_flight_are_faults()
    {
        Assert.That(Codes("""
            <- {"QMP": {"version": {}, "capabilities": []}}
            ! {"event":"STOP","timestamp":{"seconds":1,"microseconds":1},"data":{"why":"x"}}
            """), Is.EqualTo(new[] { "server event-before-negotiation" }));
        string nine = string.Concat(Enumerable.Range(0, 9).Select(i => $"-> {{\"execute\":\"ask\",\"id\":{i}}}\n"));
        Assert.That(Codes(Open + nine), Is.EqualTo(new[] { "client too-many-in-flight" }));
    }

    [Test]
    public void Raw_bytes_are_a_fault_of_whoever_sent_them_and_the_errors_they_cause_are_none()
    {
        byte[] file = Transcript.Write(writer =>
        {
            writer.Append(new TranscriptRecord(RecordKind.Open, 0, 0, 1));
            foreach (string line in Open.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                writer.Append(Transcript.Message(line[0] == '-' ? RecordKind.Request : RecordKind.Reply, line[3..]));
            }

            writer.Append(new TranscriptRecord(RecordKind.Request, 0, 0, 1, "{@}\n"u8.ToArray()));
            writer.Append(Transcript.Message(RecordKind.Request, """{"execute":"ask"}"""));
            writer.Append(Transcript.Message(RecordKind.Reply, """{"error":{"class":"GenericError","desc":"no JSON"}}"""));
            writer.Append(Transcript.Message(RecordKind.Reply, """{"return":{"running":true}}"""));
            writer.Append(new TranscriptRecord(RecordKind.Reply, 0, 0, 1, "{'a'}\n"u8.ToArray()));
        });

        Assert.That(Codes(file), Is.EqualTo(new[] { "client not-json", "server not-json" }));
    }

    private static string[] Codes(string arrows) => Codes(Transcript.OfArrows(arrows));

    private static string[] Codes(byte[] file)
    {
        List<string> codes = [];
        CaptureChecker checker = new(greets: true, Documented.Value, f => codes.Add($"{(f.Side == Side.Client ? "client" : "server")} {f.Code}"));
        using TranscriptReader reader = Transcript.Open(file);
        for (TranscriptRead read = reader.Read(); read.Kind == TranscriptReadKind.Record; read = reader.Read())
        {
            checker.Check(read.Record);
        }

        return [.. codes];
    }

    private static Lazy<Harness.Schema.Model.QmpSchema> Documented { get; } = new(() => Harness.Unit.Schema.Validation.Schemas.Compile(Spec));
}
