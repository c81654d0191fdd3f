using System.Text.Json;

using Harness.Cases.Compile;
using Harness.Cases.Impact;
using Harness.Cases.Language;
using Harness.Schema;
using Harness.Schema.Model;
using Harness.Schema.Source;

namespace Harness.Unit.Cases.Impact;

/// <summary>Each way in which an exchange can stop holding, and those in which it must not.</summary>
public sealed class MessageImpactTests
{
    private const string Old = """
        { 'enum': 'Mode', 'data': [ 'fast', 'slow' ] }
        { 'command': 'stop' }
        { 'command': 'eject', 'data': { 'device': 'str', '*force': 'bool', '*mode': 'Mode' }, 'returns': 'Ejected', 'allow-oob': true }
        { 'struct': 'Ejected', 'data': { 'tray': 'str', '*id': 'str' } }
        { 'event': 'TRAY', 'data': { 'open': 'bool' } }
        { 'event': 'GONE' }
        """;

    private const string Now = """
        { 'enum': 'Mode', 'data': [ 'fast', 'new' ] }
        { 'command': 'eject', 'data': { 'device': 'str', 'id': 'int', '*mode': 'Mode' }, 'returns': 'Ejected' }
        { 'struct': 'Ejected', 'data': { 'tray': 'int', 'always': 'bool' } }
        { 'event': 'TRAY', 'data': { 'closed': 'bool' } }
        """;

    private readonly MessageImpact _impact = new(Compile(Old), Compile(Now));

    [TestCase("""{"execute": "stop"}""", "'stop' is no command any more")]
    [TestCase("""{"execute": "eject", "arguments": {"device": "a"}}""", "'eject' refuses its arguments: 'id' is missing")]
    [TestCase("""{"execute": "eject", "arguments": {"device": "a", "id": 5, "force": true}}""", "'eject' refuses its arguments: 'force' is not a member of the type")]
    [TestCase("""{"exec-oob": "eject", "arguments": {}}""", "'eject' may not be sent out-of-band any more")]
    [TestCase("""{"execute": "unknown"}""", null)]
    [TestCase("""{"arguments": {}}""", null)]
    public void Requests_break_that_the_new_server_refuses(string request, string? why) =>
        Assert.That(_impact.OfRequest(JsonElement.Parse(request)), Is.EqualTo(why));

    [TestCase("""{"return": {"tray": "open"}}""", "'eject' does not answer so any more: 'tray' is not of JSON type integer")]
    [TestCase("""{"return": {"id": "x"}}""", "'eject' does not answer so any more: 'id' is not a member of the type")]
    [TestCase("""{"return": {}}""", null)]
    [TestCase("""{"error": {"class": "GenericError"}}""", null)]
    public void Replies_break_that_the_new_server_does_not_send(string reply, string? why) =>
        Assert.That(_impact.OfReply("eject", JsonElement.Parse(reply)), Is.EqualTo(why));

    [TestCase("GONE", "{}", "'GONE' is no event any more")]
    [TestCase("TRAY", """{"open": true}""", "'TRAY' does not come so any more: 'open' is not a member of the type")]
    [TestCase("TRAY", "{}", null)]
    [TestCase("OTHER", "{}", null)]
    public void Events_break_that_the_new_server_does_not_send(string name, string data, string? why) =>
        Assert.That(_impact.OfEvent(name, JsonElement.Parse(data)), Is.EqualTo(why));

    [Test]
    public void Nothing_breaks_under_the_same_schema()
    {
        MessageImpact same = new(Compile(Old), Compile(Old));

        Assert.That(same.OfRequest(JsonElement.Parse("""{"execute": "eject", "arguments": {"device": 1, "force": 2, "other": 3}}""")), Is.Null);
        Assert.That(same.OfReply("eject", JsonElement.Parse("""{"return": {"tray": 1}}""")), Is.Null);
    }

    [Test]
    public void A_case_is_named_with_the_line_of_each_step_that_breaks()
    {
        const string text = """
            case behaviour/eject/all
              level   MUST
              source  eject
              kills   none

              -> { "execute": "eject", "arguments": { "device": "a", "mode": "slow" } }
              <- { "return": { "tray": <any>, "id": "x" } }
              -- any order {
                <- event TRAY { "open": true }
                <- event GONE
              }
              -> { "execute": "stop" }
              <- { "return": {} }
            """;
        CaseFileResult read = new CaseFileParser(SafetyTable.Empty).Parse(text, "eject.case");
        Assert.That(read.Diagnostics.Where(d => d.Severity == Severity.Error), Is.Empty);

        IEnumerable<string> found = new ScriptImpact(_impact).Of(read.Scripts.Single()).Select(f => $"{f.Span.Line} {f.Subject}: {f.Why}");

        Assert.That(found, Is.EqualTo(new[]
        {
            "6 eject: 'eject' refuses its arguments: 'id' is missing",
            "7 eject: 'eject' does not answer so any more: 'id' is not a member of the type",
            "9 TRAY: 'TRAY' does not come so any more: 'open' is not a member of the type",
            "10 GONE: 'GONE' is no event any more",
            "12 stop: 'stop' is no command any more",
        }));
    }

    private static QmpSchema Compile(string text)
    {
        LoadResult result = SchemaSources.Load("schema.json", new OneText(text));
        Assert.That(result.Diagnostics, Is.Empty);
        return result.Schema!;
    }

    private sealed class OneText(string text) : ISourceFiles
    {
        public string? Read(string path) => text;

        public bool DirectoryExists(string path) => false;
    }
}
