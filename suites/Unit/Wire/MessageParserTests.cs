using System.Text;
using System.Text.Json;

using Harness.Wire;

namespace Harness.Unit.Wire;

public sealed class MessageParserTests
{
    [TestCase("'a'", "\"a\"")]
    [TestCase("{'a':'b'}", "{\"a\":\"b\"}")]
    [TestCase("'a\"b'", "\"a\\\"b\"")]
    [TestCase("'a\\\"b'", "\"a\\\"b\"")]
    [TestCase("'a\\'b'", "\"a'b\"")]
    [TestCase("\"a\\'b\"", "\"a'b\"")]
    [TestCase("\"a'b\"", "\"a'b\"")]
    [TestCase("'\\\\'", "\"\\\\\"")]
    [TestCase("['\\\\\\'',\"\\\\\\\"'\"]", "[\"\\\\'\",\"\\\\\\\"'\"]")]
    [TestCase("'\\u0027'", "\"\\u0027\"")]
    public void Single_quotes_read_as_double_ones(string qemu, string json)
    {
        using JsonDocument? document = Parse(qemu, JsonFlavour.Qemu, out string? why);

        Assert.That(why, Is.Null);
        Assert.That(document!.RootElement.GetRawText(), Is.EqualTo(json));
    }

    [TestCase("\"\\'\"")]
    [TestCase("[\"a\\'b\"]")]
    public void Strictly_an_escaped_single_quote_is_none(string text) => Assert.That(Parse(text, JsonFlavour.Strict, out _), Is.Null);

    [TestCase("0", "-0", "9223372036854775807", "-9223372036854775808", "18446744073709551615")]
    [TestCase("18446744073709551616", "123456789012345678901234567890", "1e400", "-1E-400", "0.10")]
    public void Numbers_keep_their_spelling(params string[] numbers)
    {
        using JsonDocument? document = Parse($"[{string.Join(',', numbers)}]", JsonFlavour.Qemu, out _);

        Assert.That(document!.RootElement.EnumerateArray().Select(e => e.GetRawText()), Is.EqualTo(numbers));
    }

    [TestCase("-9223372036854775808", long.MinValue)]
    [TestCase("9223372036854775807", long.MaxValue)]
    public void Signed_integers_of_64_bits_are_exact(string text, long value)
    {
        using JsonDocument? document = Parse($"[{text}]", JsonFlavour.Qemu, out _);
        Assert.That(document!.RootElement[0].GetInt64(), Is.EqualTo(value));
    }

    [TestCase("{\"a\":1,\"a\":2}")]
    [TestCase("{\"a\":1,\"\\u0061\":1}")]
    [TestCase("[[{\"x\":{\"y\":1,\"z\":2,\"y\":3}}]]")]
    [TestCase("{'a':1,\"a\":2}")]
    public void A_member_given_twice_is_a_syntax_error(string text)
    {
        Assert.That(Parse(text, JsonFlavour.Qemu, out string? why), Is.Null);
        Assert.That(why, Is.Not.Empty);
    }

    [TestCase("\"\\ud800\"", false, false)]
    [TestCase("\"\\udc00\"", false, false)]
    [TestCase("\"\\udc00\\ud800\"", false, false)]
    [TestCase("\"\\ud800\\n\\udc00\"", false, false)]
    [TestCase("\"\\ud83d\\ude00\\ude00\"", false, false)]
    [TestCase("{\"\\ud800\":1,\"b\":2}", false, false, Description = "in a member name, where the library throws what is no JsonException")]
    [TestCase("\"\\uD83D\\uDE00\"", true, true)]
    [TestCase("\"\\\\ud800\"", true, true)]
    [TestCase("\"\\u0000\"", true, true)]
    [TestCase("\"\\uffff\"", false, true)]
    [TestCase("\"\\ufdd0\"", false, true)]
    [TestCase("\"\\ud83f\\udffe\"", false, true)]
    [TestCase("\"\\udbff\\udffd\"", true, true)]
    [TestCase("\"\\u12\"", false, false)]
    [TestCase("\"\\u+123\"", false, false)]
    [TestCase("\"\uFFFE\"", false, true)]
    [TestCase("\"\uFDEF\"", false, true)]
    [TestCase("\"\uFDF0\"", true, true)]
    [TestCase("\"\U0010FFFF\"", false, true)]
    [TestCase("\"\U0010FFFD é €\"", true, true)]
    [TestCase("\"\uFEFF\"", true, true)]
    public void Characters_are_those_of_the_flavour(string text, bool qemu, bool strict)
    {
        Assert.That(Parse(text, JsonFlavour.Qemu, out _) is not null, Is.EqualTo(qemu));
        Assert.That(Parse(text, JsonFlavour.Strict, out _) is not null, Is.EqualTo(strict));
    }

    [TestCase("C0AF")]
    [TestCase("C080")]
    [TestCase("E08080")]
    [TestCase("EDA080")]
    [TestCase("F4908080")]
    [TestCase("F8888080")]
    [TestCase("C3")]
    [TestCase("E282")]
    [TestCase("80")]
    public void Invalid_utf8_is_a_syntax_error_in_values_and_names(string hex)
    {
        byte[] bad = Convert.FromHexString(hex);
        foreach (byte[] text in (byte[][])[[(byte)'"', .. bad, (byte)'"'], [.. "{\""u8, .. bad, .. "\":1}"u8], [.. "{'"u8, .. bad, .. "':1}"u8]])
        {
            Assert.That(Parse(text, JsonFlavour.Qemu, out string? why), Is.Null);
            Assert.That(why, Is.EqualTo("invalid UTF-8 sequence in string"));
        }
    }

    [Test]
    public void Garbage_is_no_document_and_says_why()
    {
        Assert.That(Parse("@", JsonFlavour.Qemu, out string? why), Is.Null);
        Assert.That(why, Is.EqualTo("byte 0x40 belongs to no JSON token here"));
    }

    [TestCase("tru", "'tru' is an invalid JSON literal")]
    [TestCase("[1,]", "The JSON array contains a trailing comma at the end which is not supported in this mode")]
    [TestCase("{\"a\"}", "'}' is invalid after a property name")]
    public void A_reason_has_no_advice_for_programmers(string text, string reason)
    {
        Assert.That(Parse(text, JsonFlavour.Qemu, out string? why), Is.Null);
        Assert.That(why, Does.StartWith(reason).And.Not.Contains("LineNumber").And.Not.Contains("Path"));
    }

    private static JsonDocument? Parse(string text, JsonFlavour flavour, out string? why) => Parse(Encoding.UTF8.GetBytes(text), flavour, out why);

    private static JsonDocument? Parse(byte[] text, JsonFlavour flavour, out string? why)
    {
        MessageReader reader = new(flavour, WireLimits.Default);
        reader.Feed(text);
        return reader.TryRead(out WireMessage message) || reader.TryFinish(out message)
            ? MessageParser.Parse(message, WireLimits.Default, out why)
            : throw new AssertionException("no message");
    }
}
