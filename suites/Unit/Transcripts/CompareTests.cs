using System.Text;

using Harness.Transcripts.Compare;

namespace Harness.Unit.Transcripts;

/// <summary>Which differences of two messages count, and what they are called.</summary>
public sealed class CompareTests
{
    [TestCase("""{"return": {"a": 1, "b": [1, 2]}}""", """{"return":{"b":[1.0,2],"a":1}}""", "")]
    [TestCase("""{"return": {"a": 1}}""", """{"return": {"a": 2}}""", "value return.a")]
    [TestCase("""{"return": {"a": 1}}""", """{"return": {"a": "1"}}""", "type return.a")]
    [TestCase("""{"return": {"a": true}}""", """{"return": {"a": false}}""", "value return.a")]
    [TestCase("""{"return": {"a": 1}}""", """{"return": {}}""", "missing-member return.a")]
    [TestCase("""{"return": {}}""", """{"return": {"a": {"b": 1}}}""", "extra-member return.a")]
    [TestCase("""{"return": [{"n": "a"}, {"n": "b"}]}""", """{"return": [{"n": "b"}, {"n": "a"}]}""", "order return")]
    [TestCase("""{"return": ["a", "b", "c"]}""", """{"return": ["c", "a"]}""", "missing-element return[1]")]
    [TestCase("""{"return": ["a"]}""", """{"return": ["b", "a"]}""", "extra-element return[0]")]
    [TestCase("""{"return": {}}""", """{"error": {"class": "GenericError", "desc": "x"}}""", "outcome ")]
    [TestCase("""{"error": {"class": "GenericError", "desc": "x"}}""", """{"error": {"class": "GenericError", "desc": "y"}}""", "")]
    [TestCase("""{"error": {"class": "GenericError", "desc": "x"}}""", """{"error": {"class": "DeviceNotFound", "desc": "x"}}""", "error-class error.class")]
    [TestCase("""{"event": "E", "timestamp": {"seconds": 1, "microseconds": 2}, "data": {"x": 1}}""", """{"event": "E", "timestamp": {"seconds": 9, "microseconds": 8}, "data": {"x": 2}}""", "value data.x")]
    [TestCase("""{"event": "E", "timestamp": {"seconds": 1}}""", """{"event": "E", "timestamp": 1}""", "type timestamp")]
    [TestCase("""{"return": {"fd": 7}}""", """{"return": {"fd": 9}}""", "")]
    [TestCase("""{"return": [{"node-name": "#block123"}, {"node-name": "#block123"}]}""", """{"return": [{"node-name": "#block456"}, {"node-name": "#block456"}]}""", "")]
    [TestCase("""{"return": [{"node-name": "#block123"}, {"node-name": "#block123"}]}""", """{"return": [{"node-name": "#block456"}, {"node-name": "#block789"}]}""", "binding return[1].node-name")]
    [TestCase("""{"return": [{"node-name": "#block1"}, {"node-name": "#block2"}]}""", """{"return": [{"node-name": "#block3"}, {"node-name": "#block3"}]}""", "binding return[1].node-name")]
    [TestCase("""{"return": {"node-name": "disk"}}""", """{"return": {"node-name": "disc"}}""", "value return.node-name")]
    public void Differences_are_typed(string recorded, string actual, string expected) => Assert.That(
        string.Join('|', Compare(recorded, actual).Select(d => $"{d.Kind.Word()} {d.Path}")), Is.EqualTo(expected));

    [Test]
    public void A_value_that_the_documented_enumeration_lacks_is_enum_growth()
    {
        Harness.Schema.Model.QmpSchema schema = Schema.Validation.Schemas.Compile("""
            { 'enum': 'State', 'data': [ 'running', 'paused' ] }
            { 'struct': 'Info', 'data': { 'status': 'State' } }
            { 'command': 'ask', 'returns': [ 'Info' ] }
            """);
        IReadOnlyList<Difference> differences = new MessageComparer(new SessionBindings()).Compare(
            """{"return": [{"status": "running"}, {"status": "paused"}]}"""u8.ToArray(),
            """{"return": [{"status": "colo"}, {"status": "running"}]}"""u8.ToArray(),
            schema.Command("ask")!.Returns);
        Assert.That(differences.Select(d => d.ToString()), Is.EqualTo(new[]
        {
            "enum-growth return[0].status: recorded \"running\", now \"colo\"",
            "value return[1].status: recorded \"paused\", now \"running\"",
        }));
    }

    [Test]
    public void What_the_peer_named_anew_is_sent_under_its_new_name()
    {
        SessionBindings bindings = new();
        new MessageComparer(bindings).Compare("""{"return": {"node-name": "#block123", "fd": 7}}"""u8.ToArray(), """{"return": {"node-name": "#block9", "fd": 8}}"""u8.ToArray());
        Assert.That(
            Encoding.UTF8.GetString(bindings.Rewrite("""{"execute":"x", "arguments":{"node-name":"#block123","fd":7,"size":7,"device":"d"}}"""u8.ToArray()).Span),
            Is.EqualTo("""{"execute":"x", "arguments":{"node-name":"#block9","fd":8,"size":7,"device":"d"}}"""));
    }

    [Test]
    public void Every_kind_has_a_word_that_is_read_back() =>
        Assert.That(Enum.GetValues<DifferenceKind>().Select(k => DifferenceKinds.Parse(k.Word())), Is.EqualTo(Enum.GetValues<DifferenceKind>()));

    private static IReadOnlyList<Difference> Compare(string recorded, string actual) =>
        new MessageComparer(new SessionBindings()).Compare(Encoding.UTF8.GetBytes(recorded), Encoding.UTF8.GetBytes(actual));
}
