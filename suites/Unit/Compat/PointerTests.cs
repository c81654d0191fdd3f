using System.Text.Json;

using Json.Pointer;

namespace Harness.Unit.Compat;

/// <summary>RFC 6901 by its own examples, and what JsonSchema.Net asks of a pointer beyond it.</summary>
public sealed class PointerTests
{
    /// <summary>RFC 6901 §5, the document.</summary>
    private const string Document = """
        { "foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\j": 5, "k\"l": 6, " ": 7, "m~n": 8 }
        """;

    [TestCase("/foo", """["bar", "baz"]""")]
    [TestCase("/foo/0", "\"bar\"")]
    [TestCase("/", "0")]
    [TestCase("/a~1b", "1")]
    [TestCase("/c%d", "2")]
    [TestCase("/e^f", "3")]
    [TestCase("/g|h", "4")]
    [TestCase("/i\\j", "5")]
    [TestCase("/k\"l", "6")]
    [TestCase("/ ", "7")]
    [TestCase("/m~0n", "8")]
    public void Points_to_what_section_5_says(string pointer, string json) => Assert.That(Evaluate(Document, pointer), Is.EqualTo(json));

    [TestCase("")]
    [TestCase("#")]
    public void The_empty_pointer_is_the_whole_document(string pointer) => Assert.That(Evaluate(Document, pointer), Is.EqualTo(Document.Trim()));

    /// <summary>RFC 6901 §6, the same document by URI fragments.</summary>
    [TestCase("#/foo/0", "\"bar\"")]
    [TestCase("#/", "0")]
    [TestCase("#/a~1b", "1")]
    [TestCase("#/c%25d", "2")]
    [TestCase("#/e%5Ef", "3")]
    [TestCase("#/g%7Ch", "4")]
    [TestCase("#/i%5Cj", "5")]
    [TestCase("#/k%22l", "6")]
    [TestCase("#/%20", "7")]
    [TestCase("#/m~0n", "8")]
    public void Fragments_point_to_what_section_6_says(string fragment, string json) => Assert.That(Evaluate(Document, fragment), Is.EqualTo(json));

    [TestCase("foo", Description = "no leading slash, §3")]
    [TestCase("#foo", Description = "an anchor, not a pointer")]
    [TestCase("#/%7E2", Description = "the escape is bad once the fragment is decoded")]
    [TestCase("/~", Description = "§3: ~ is followed by 0 or 1")]
    [TestCase("/~2")]
    [TestCase("/a~1~")]
    [TestCase(null)]
    public void Refuses_what_is_no_pointer(string? text) => Assert.That(JsonPointer.TryParse(text, out _), Is.False);

    [TestCase("/foo/00", Description = "§4: no leading zeros")]
    [TestCase("/foo/01")]
    [TestCase("/foo/2")]
    [TestCase("/foo/-", Description = "§4: the element after the last never exists")]
    [TestCase("/foo/-1")]
    [TestCase("/foo/+1")]
    [TestCase("/foo/ 1")]
    [TestCase("/foo/99999999999999999999")]
    [TestCase("/foo/bar")]
    [TestCase("/nope")]
    [TestCase("/foo/0/deeper")]
    public void Finds_nothing_where_nothing_is(string pointer) => Assert.That(Evaluate(Document, pointer), Is.Null);

    [Test]
    public void Unescapes_tilde_one_before_tilde_zero() => Assert.That(Parse("/~01")[0].ToString(), Is.EqualTo("~1"), "§4: never '/'");

    [Test]
    public void Segments_are_unescaped_and_compare_with_text()
    {
        JsonPointer pointer = Parse("/a~1b//m~0n");

        Assert.That(pointer.SegmentCount, Is.EqualTo(3));
        Assert.That(pointer[0] == "a/b" && pointer[1] == "" && pointer[2] == "m~n", Is.True);
        Assert.That(pointer[0] == "a~1b", Is.False);
        Assert.That(() => pointer[3], Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Created_segments_are_escaped() => Assert.That(JsonPointer.Create("a/b", 7, "~").ToString(), Is.EqualTo("/a~1b/7/~0"));

    [Test]
    public void Combining_appends()
    {
        Assert.That(Parse("/a").Combine(Parse("/b/c")).ToString(), Is.EqualTo("/a/b/c"));
        Assert.That(Parse("/a").Combine("b", 0).ToString(), Is.EqualTo("/a/b/0"));
        Assert.That(JsonPointer.Empty.Combine(Parse("/a")), Is.EqualTo(Parse("/a")));
        Assert.That(Parse("/a").Combine(default(JsonPointer)), Is.EqualTo(Parse("/a")));
    }

    [TestCase(0, "")]
    [TestCase(1, "/c")]
    [TestCase(2, "/b/c")]
    [TestCase(3, "/a/b/c")]
    [TestCase(9, "/a/b/c")]
    public void Local_part_is_the_last_segments(int levels, string expected) =>
        Assert.That(Parse("/a/b/c").GetLocal(levels).ToString(), Is.EqualTo(expected));

    [TestCase("/a/b", "", true)]
    [TestCase("/a/b", "/a", true)]
    [TestCase("/a/b", "/a/b", true)]
    [TestCase("/ab", "/a", false)]
    [TestCase("/a", "/a/b", false)]
    public void Starts_with_whole_segments(string pointer, string prefix, bool expected) =>
        Assert.That(Parse(pointer).StartsWith(Parse(prefix)), Is.EqualTo(expected));

    [Test]
    public void The_default_value_is_the_empty_pointer()
    {
        JsonPointer nothing = default;

        Assert.That(nothing, Is.EqualTo(JsonPointer.Empty));
        Assert.That(nothing.GetHashCode(), Is.EqualTo(JsonPointer.Empty.GetHashCode()));
        Assert.That(nothing.ToString(), Is.Empty);
        Assert.That(nothing == Parse("/"), Is.False);
    }

    [Test]
    public void Converts_to_and_from_a_json_string()
    {
        string json = JsonSerializer.Serialize(Parse("/a~1b/0"));

        Assert.That(json, Is.EqualTo("\"/a~1b/0\""));
        Assert.That(JsonSerializer.Deserialize<JsonPointer>(json), Is.EqualTo(Parse("/a~1b/0")));
        Assert.That(() => JsonSerializer.Deserialize<JsonPointer>("\"a\""), Throws.TypeOf<JsonException>());
        Assert.That(() => JsonSerializer.Deserialize<JsonPointer>("7"), Throws.TypeOf<JsonException>());
    }

    [TestCase("0", true)]
    [TestCase("1/0", true)]
    [TestCase("0-1", true)]
    [TestCase("2/highly/nested/objects", true)]
    [TestCase("0#", true)]
    [TestCase("1+10#", true)]
    [TestCase("", false)]
    [TestCase("/a", false)]
    [TestCase("01", false)]
    [TestCase("-1/a", false)]
    [TestCase("0##", false)]
    [TestCase("1/~2", false)]
    [TestCase("1\n", false)]
    public void Relative_pointers_are_checked_for_their_syntax(string text, bool valid) =>
        Assert.That(RelativeJsonPointer.TryParse(text, out _), Is.EqualTo(valid));

    private static JsonPointer Parse(string text) => JsonPointer.TryParse(text, out JsonPointer pointer) ? pointer : throw new FormatException(text);

    private static string? Evaluate(string json, string pointer)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return Parse(pointer).Evaluate(document.RootElement)?.GetRawText();
    }
}
