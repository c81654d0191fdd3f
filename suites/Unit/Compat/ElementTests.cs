using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

using Json.More;

using DescriptionAttribute = System.ComponentModel.DescriptionAttribute;

namespace Harness.Unit.Compat;

/// <summary>What JsonSchema.Net asks of JSON values: equality for <c>const</c>, <c>enum</c>, <c>uniqueItems</c>, and conversions.</summary>
public sealed class ElementTests
{
    [Flags]
    public enum Kinds
    {
        [Description("nothing")]
        None = 0,

        [Description("integer")]
        Integer = 1,

        [Description("string")]
        Text = 2,

        [Description("number")]
        Number = 4,
    }

    [TestCase("1", "1.0")]
    [TestCase("1", "10e-1")]
    [TestCase("0", "-0.00e7")]
    [TestCase("100", "1E2")]
    [TestCase("12e99999999999999999999", "1.2e100000000000000000000")]
    [TestCase("""{"a": 1, "b": [true, null]}""", """{ "b": [ true, null ], "a": 1.0 }""")]
    [TestCase("\"\\u0041\"", "\"A\"")]
    public void Equal_values_are_equal_whatever_their_notation(string a, string b)
    {
        Assert.That(Json(a).IsEquivalentTo(Json(b)), Is.True);
        Assert.That(Json(a).GetEquivalenceHashCode(), Is.EqualTo(Json(b).GetEquivalenceHashCode()));
    }

    [TestCase("18446744073709551615", "18446744073709551616")]
    [TestCase("9007199254740993", "9007199254740992")]
    [TestCase("1", "-1")]
    [TestCase("1", "true")]
    [TestCase("0", "false")]
    [TestCase("[1, 2]", "[2, 1]")]
    [TestCase("[1]", "[1, 1]")]
    [TestCase("{}", "[]")]
    [TestCase("""{"a": 1}""", """{"b": 1}""")]
    [TestCase("""{"a": 1}""", """{"a": 1, "b": 1}""")]
    [TestCase("\"a\"", "\"A\"")]
    [TestCase("null", "\"null\"")]
    public void Different_values_differ(string a, string b) => Assert.That(Json(a).IsEquivalentTo(Json(b)), Is.False);

    [Test]
    public void Hashing_stops_at_the_depth_it_is_given()
    {
        Assert.That(Json("[[1]]").GetEquivalenceHashCode(1), Is.EqualTo(Json("[[2]]").GetEquivalenceHashCode(1)));
        Assert.That(Json("[[1]]").GetEquivalenceHashCode(2), Is.Not.EqualTo(Json("[[2]]").GetEquivalenceHashCode(2)));
    }

    [Test]
    public void Values_become_elements()
    {
        Assert.That(true.AsJsonElement().GetRawText(), Is.EqualTo("true"));
        Assert.That((-7).AsJsonElement().GetRawText(), Is.EqualTo("-7"));
        Assert.That("a\"\u0001".AsJsonElement().GetString(), Is.EqualTo("a\"\u0001"));
        Assert.That(((string?)null).AsJsonElement().ValueKind, Is.EqualTo(JsonValueKind.Null));
    }

    [TestCase("""{"a":[1,"x"]}""")]
    [TestCase("[18446744073709551615]")]
    [TestCase("7")]
    public void Elements_become_nodes_and_text(string json)
    {
        Assert.That(Json(json).AsNode()!.ToJsonString(), Is.EqualTo(json));
        Assert.That(Json($" {json} ").ToJsonString(), Is.EqualTo(json));
    }

    [Test]
    public void Null_becomes_no_node() => Assert.That(Json("null").AsNode(), Is.Null);

    [TestCase(Kinds.Integer, "\"integer\"")]
    [TestCase(Kinds.None, "\"nothing\"")]
    [TestCase(Kinds.Integer | Kinds.Number, """["integer","number"]""")]
    public void Enumerations_are_spelt_by_their_description(Kinds value, string json)
    {
        JsonSerializerOptions options = new() { Converters = { new EnumStringConverter<Kinds>() } };

        Assert.That(JsonSerializer.Serialize(value, options), Is.EqualTo(json));
        Assert.That(JsonSerializer.Deserialize<Kinds>(json, options), Is.EqualTo(value));
    }

    [TestCase("\"Integer\"")]
    [TestCase("1")]
    [TestCase("[1]")]
    [TestCase("{}")]
    public void Unknown_enumeration_values_are_refused(string json)
    {
        JsonSerializerOptions options = new() { Converters = { new EnumStringConverter<Kinds>() } };

        Assert.That(() => JsonSerializer.Deserialize<Kinds>(json, options), Throws.TypeOf<JsonException>());
    }

    [Test]
    public void Lists_and_dictionaries_are_written_by_the_converter_that_the_options_name()
    {
        JsonSerializerOptions options = new() { Converters = { new EnumStringConverter<Kinds>() }, TypeInfoResolver = new DefaultJsonTypeInfoResolver() };
        JsonTypeInfo<Kinds> plain = (JsonTypeInfo<Kinds>)new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver() }.GetTypeInfo(typeof(Kinds));

        string text = Written(writer =>
        {
            writer.WriteStartArray();
            options.WriteList(writer, [Kinds.Text], plain);
            options.WriteList(writer, null, plain);
            options.WriteDictionary(writer, [KeyValuePair.Create("a", Kinds.Number)], plain);
            options.WriteDictionary(writer, null, plain);
            options.Write(writer, Kinds.Integer, plain);
            options.Write(writer, "x", typeof(string));
            writer.WriteEndArray();
        });

        Assert.That(text, Is.EqualTo("""[["string"],null,{"a":"number"},null,"integer","x"]"""));
    }

    [Test]
    public void Reading_leaves_the_reader_at_the_end_of_the_value()
    {
        JsonSerializerOptions options = new() { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };
        Utf8JsonReader reader = new("[7, 8]"u8);
        reader.Read();
        reader.Read();

        Assert.That(options.Read<int>(ref reader, null), Is.EqualTo(7));
        Assert.That(reader.Read() && reader.GetInt32() == 8, Is.True);
    }

    private static string Written(Action<Utf8JsonWriter> write)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter writer = new(buffer))
        {
            write(writer);
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static JsonElement Json(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
