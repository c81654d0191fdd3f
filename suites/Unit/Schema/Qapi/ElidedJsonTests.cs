using System.Text.Json;

using Harness.Schema.Qapi.Docs;

namespace Harness.Unit.Schema.Qapi;

public sealed class ElidedJsonTests
{
    private const string Message = """{"return": [{"a": 1, "b": ["x", {"y": null}]}, -1.5e3, true, "q\"\\"], "id": {}}""";

    [Test]
    public void Strict_JSON_stays_as_it_is()
    {
        ElidedJson read = ElidedJson.Read(Message);

        Assert.That(read.Json, Is.EqualTo(Message));
        Assert.That(read.Elided, Is.False);
    }

    [Test]
    public void Text_cut_or_damaged_anywhere_is_JSON_or_an_error_and_never_both()
    {
        string text = Message.Replace("-1.5e3", "... more ...", StringComparison.Ordinal);
        for (int at = 0; at < text.Length; at++)
        {
            foreach (string damaged in new[] { text[..at], text.Remove(at, 1), text.Insert(at, "}"), text.Insert(at, "'"), text.Insert(at, "...") })
            {
                ElidedJson read = ElidedJson.Read(damaged);

                Assert.That(read.Json is null || read.Error is null, damaged);
                Assert.That(read.Json is not null || read.Error is not null || read.Elided, damaged);
                Assert.That(() => read.Json is null ? null : JsonDocument.Parse(read.Json), Throws.Nothing, damaged);
            }
        }
    }

    [Test]
    public void Deep_nesting_is_an_error()
    {
        ElidedJson read = ElidedJson.Read(new string('[', 100_000) + "...");

        Assert.That(read.Error, Is.EqualTo("nested too deep"));
    }

    [TestCase("{ 'a': 'it is \"so\"' }", """{"a": "it is \"so\""}""")]
    [TestCase("[ 1, ... ]", "[1]")]
    [TestCase("[ ..., 2 ]", "[2]")]
    [TestCase("{ \"a\": ..., \"b\": 2 }", """{"b": 2}""")]
    [TestCase("[ {...}, [...], { \"a\": [...] } ]", """[{"a": []}]""")]
    public void Elisions_and_single_quotes_are_taken_out(string text, string json)
    {
        ElidedJson read = ElidedJson.Read(text);

        Assert.That(read.Json, Is.EqualTo(json));
        Assert.That(read.Repairs, Is.Empty);
    }
}
