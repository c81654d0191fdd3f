using System.Text.Json;

using Harness.Schema.Examples.Json;
using Harness.Schema.Source;

namespace Harness.Unit.Schema.Hx;

/// <summary>Messages that are not JSON, what they are taken for, and where the fault is said to be.</summary>
public sealed class RepairingReaderTests
{
    private static readonly string[] Messages =
    [
        """{ "execute": "lamp-on", "arguments": { "level": 1, "tags": [ "a", "b" ], "shape": { "w": 1.5, "h": null } } }""",
        """{ "return": [ { "on": true, "name": "x" }, { "on": false, "name": "y" } ] }""",
        """{ "return": { "list": [ [ 1, 2 ], [ ] ], "text": "a \"quoted\" word, and: more" } }""",
    ];

    [TestCase("""{ "a": 1 "b": 2 }""", "DOC0101", 9, """{"a": 1, "b": 2}""")]
    [TestCase("""{ "a": [ 1 2 ] }""", "DOC0101", 11, """{"a": [1, 2]}""")]
    [TestCase("""{ "a:"x", "b": 2 }""", "DOC0102", 5, """{"a": "x", "b": 2}""")]
    [TestCase("""{ "a: 1, "b": 2 }""", "DOC0102", 5, """{"a": 1, "b": 2}""")]
    [TestCase("""{ a": 1 }""", "DOC0102", 3, """{"a": 1}""")]
    [TestCase("""{ "a": "x, "b": 2 }""", "DOC0102", 10, """{"a": "x", "b": 2}""")]
    [TestCase("""{ "a": x" }""", "DOC0102", 8, """{"a": "x"}""")]
    [TestCase("""{ "a": "x }""", "DOC0102", 10, """{"a": "x"}""")]
    [TestCase("""{ "a": 1, }""", "DOC0103", 9, """{"a": 1}""")]
    [TestCase("""[ 1, ]""", "DOC0103", 4, """[1]""")]
    [TestCase("""{ "a": { "b": 1 }""", "DOC0104", 17, """{"a": {"b": 1}}""")]
    [TestCase("""{ "a": [ 1 }""", "DOC0104", 10, """{"a": [1]}""")]
    [TestCase("""[ { "a": 1 ]""", "DOC0104", 10, """[{"a": 1}]""")]
    [TestCase("""[ { "a": 1, { "b": 2 } ]""", "DOC0104", 10, """[{"a": 1}, {"b": 2}]""")]
    [TestCase("""{ "a": 1 } }""", "DOC0105", 12, """{"a": 1}""")]
    [TestCase("""{ "a": [ 1 } ] }""", "DOC0105", 12, """{"a": [1]}""")]
    [TestCase("""{ "a": 1, ... }""", "DOC0106", 11, """{"a": 1}""")]
    [TestCase("""[ 1, [ ... and more ... ] ]""", "DOC0106", 6, """[1]""")]
    [TestCase("""{ "a" 1 }""", "DOC0107", 6, """{"a": 1}""")]
    [TestCase("""{ "a": =1 }""", "DOC0108", 8, """{"a": 1}""")]
    [TestCase("""{ "a": ; }""", "DOC0108", 8, """{"a": null}""")]
    [TestCase("""{ "a", "b": 1 }""", "DOC0114", 3, """{"a": null, "b": 1}""")]
    [TestCase("""{ 'a': 1 }""", "DOC0109", 3, """{"a": 1}""")]
    [TestCase("""{ "a": True }""", "DOC0110", 8, """{"a": true}""")]
    [TestCase("""{ a: 1 }""", "DOC0110", 3, """{"a": 1}""")]
    [TestCase("""{ "a": 1, "a": 2 }""", "DOC0111", 11, """{"a": 1}""")]
    [TestCase("""{ "a": 0x10 }""", "DOC0112", 8, """{"a": 16}""")]
    [TestCase("""{ "a": +1 }""", "DOC0112", 8, """{"a": 1}""")]
    [TestCase("""{ "a": "\q" }""", "DOC0113", 9, """{"a": "\\q"}""")]
    [TestCase("""{ "a": }""", "DOC0114", 3, """{"a": null}""")]
    [TestCase("""{ "a": 1 } ok""", "DOC0115", 12, """{"a": 1}""")]
    [TestCase(""";""", "DOC0116", 1, null)]
    public void Damage_is_named_placed_and_repaired(string text, string code, int column, string? repaired)
    {
        ReadMessage read = Read(text);

        Assert.That(read.Diagnostics, Is.Not.Empty);
        Assert.That((read.Diagnostics[0].Code, read.Diagnostics[0].Span.Column), Is.EqualTo((code, column)));
        if (repaired is not null)
        {
            Assert.That(read.Value!.ToJson(), Is.EqualTo(repaired));
            Assert.That(read.Diagnostics, Has.Count.EqualTo(1), "one fault is one diagnostic");
        }
    }

    [TestCaseSource(nameof(Messages))]
    public void Message_in_order_is_read_as_any_json_reader_does(string text)
    {
        ReadMessage read = Read(text);

        Assert.That(read.Diagnostics, Is.Empty);
        Assert.That(JsonElement.DeepEquals(JsonElement.Parse(read.Value!.ToJson()), JsonElement.Parse(text)), Is.True);
    }

    [TestCaseSource(nameof(Messages))]
    public void Message_with_any_one_mark_missing_is_reported_and_read(string text)
    {
        foreach (int at in Enumerable.Range(0, text.Length).Where(i => text[i] is ',' or '"' or ':' or '{' or '}' or '[' or ']'))
        {
            if (IsJson(text.Remove(at, 1)))
            {
                continue;
            }

            ReadMessage read = Read(text.Remove(at, 1));
            Assert.That(read.Diagnostics, Is.Not.Empty, $"nothing said without character {at}");
            Assert.That(read.Value is null || IsJson(read.Value.ToJson()), Is.True, $"no JSON without character {at}");
        }
    }

    [TestCaseSource(nameof(Messages))]
    public void Missing_comma_is_repaired_to_the_message_that_was_meant(string text)
    {
        bool quoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            quoted ^= text[i] == '"' && text[i - 1] != '\\';
            if (!quoted && text[i] == ',')
            {
                ReadMessage read = Read(text.Remove(i, 1));
                Assert.That(read.Diagnostics.Select(d => d.Code), Is.EqualTo(new[] { "DOC0101" }), $"without the comma at {i}");
                Assert.That(read.Value!.ToJson(), Is.EqualTo(Read(text).Value!.ToJson()));
            }
        }
    }

    [TestCaseSource(nameof(Messages))]
    public void Message_cut_off_anywhere_is_read(string text)
    {
        for (int end = 0; end < text.Length; end++)
        {
            ReadMessage read = Read(text[..end]);
            Assert.That(read.Diagnostics, Is.Not.Empty, $"cut off at {end}");
            Assert.That(read.Value is null || IsJson(read.Value.ToJson()), Is.True, $"cut off at {end}");
        }
    }

    [Test]
    public void Random_rubbish_is_read()
    {
        Random random = new(7);
        const string Alphabet = "{}[]\",:'\\ .-+0123truefalsnx\n\t;";
        for (int round = 0; round < 20000; round++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
            ReadMessage read = Read(text);
            Assert.That(read.Value is null || IsJson(read.Value.ToJson()), Is.True, text);
            Assert.That(read.Diagnostics.Count > 0 || IsJson(text), Is.True, text);
        }
    }

    [Test]
    public void Place_of_damage_is_that_of_the_file_on_every_line()
    {
        SourceLine[] lines = [new("{ \"a\": 1", 10, 4), new("\"b\": 2 }", 11, 9)];
        Diagnostic diagnostic = RepairingReader.Read(new LineText("f.hx", lines, "\n"), false, "x").Diagnostics.Single();

        Assert.That(diagnostic.Span, Is.EqualTo(new SourceSpan("f.hx", 10, 12)));
    }

    [Test]
    public void Notation_that_has_elisions_and_single_quotes_is_not_damaged_by_them()
    {
        ReadMessage read = RepairingReader.Read(Text("""{ 'a': [ 1, ... ], ... }"""), lenient: true, null);

        Assert.That(read.Diagnostics, Is.Empty);
        Assert.That(read.Elided, Is.True);
        Assert.That(read.Value!.ToJson(), Is.EqualTo("""{"a": [1]}"""));
    }

    private static bool IsJson(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 256 });
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static ReadMessage Read(string text) => RepairingReader.Read(Text(text), lenient: false, null);

    private static LineText Text(string text) => new("f.hx", [.. text.Split('\n').Select((l, i) => new SourceLine(l, i + 1, 1))], "\n");
}
