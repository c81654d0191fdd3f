using System.Buffers;
using System.Text;
using System.Text.Json;

using Harness.Wire;

namespace Harness.Unit.Wire;

public sealed class MessageWriterTests
{
    [TestCase("{\"a\": [1, 2.50e+3, -0]}", "{\"a\": [1, 2.50e+3, -0]}")]
    [TestCase("{\r\n\t\"a\":\n1\n}", "{   \"a\": 1 }")]
    [TestCase("\"é€😀\"", "\"\\u00E9\\u20AC\\uD83D\\uDE00\"")]
    [TestCase("\"\u007F\\u007f\"", "\"\\u007F\\u007f\"")]
    [TestCase("{\"b\":18446744073709551615,\"a\":1e400}", "{\"b\":18446744073709551615,\"a\":1e400}")]
    public void Json_is_written_on_one_ascii_line_with_its_own_spelling(string json, string written) => Assert.That(Write(json), Is.EqualTo(written));

    [TestCase("plain text", "\"plain text\"")]
    [TestCase("", "\"\"")]
    [TestCase("\"\\/\b\f\n\r\t\u0001\u007F", "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u007F\"")]
    [TestCase("é😀z", "\"\\u00E9\\uD83D\\uDE00z\"")]
    public void Text_is_written_as_qemu_escapes_it(string text, string written)
    {
        ArrayBufferWriter<byte> output = new();
        MessageWriter.WriteString(output, text);
        Assert.That(Encoding.Latin1.GetString(output.WrittenSpan), Is.EqualTo(written));
    }

    /// <summary>Built here: the argument of an attribute cannot hold half of a pair.</summary>
    [Test]
    public void Half_of_a_surrogate_pair_is_written_as_the_replacement_character()
    {
        ArrayBufferWriter<byte> output = new();
        MessageWriter.WriteString(output, string.Concat("half ", '\uD83D'));
        Assert.That(Encoding.Latin1.GetString(output.WrittenSpan), Is.EqualTo("\"half \\uFFFD\""));
    }

    [Test]
    public void A_line_ends_with_carriage_return_and_line_feed()
    {
        ArrayBufferWriter<byte> output = new();
        MessageWriter.WriteLine(output, "{\n}"u8);
        Assert.That(Encoding.Latin1.GetString(output.WrittenSpan), Is.EqualTo("{ }\r\n"));
    }

    [Test]
    public void Random_json_comes_back_equal_with_the_same_tokens()
    {
        RandomJson random = new(7);
        for (int i = 0; i < 2000; i++)
        {
            string json = random.Next();
            string written = Write(json);

            Assert.That(written, Has.All.InRange(' ', '~'), json);
            Assert.That(JsonElement.DeepEquals(JsonElement.Parse(written), JsonElement.Parse(json)), Is.True, json);
            Assert.That(NumbersAndNames(written), Is.EqualTo(NumbersAndNames(json)), json);
        }
    }

    private static string Write(string json)
    {
        ArrayBufferWriter<byte> output = new();
        MessageWriter.Write(output, JsonElement.Parse(json));
        return Encoding.Latin1.GetString(output.WrittenSpan);
    }

    private static List<string> NumbersAndNames(string json)
    {
        List<string> tokens = [];
        Utf8JsonReader reader = new(Encoding.UTF8.GetBytes(json));
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.Number)
            {
                tokens.Add(Encoding.ASCII.GetString(reader.ValueSpan));
            }
            else if (reader.TokenType == JsonTokenType.PropertyName)
            {
                tokens.Add(reader.GetString()!);
            }
        }

        return tokens;
    }
}
