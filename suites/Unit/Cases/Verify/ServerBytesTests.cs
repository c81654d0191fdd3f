using System.Text;

using Harness.Cases.Language;
using Harness.Cases.Verify;

namespace Harness.Unit.Cases.Verify;

public sealed class ServerBytesTests
{
    private const string Stream = "{\"QMP\": {\"a\": [1, \"}\"]}}\r\n{\"return\": \"\\\"\\u00e9é\"}{\"x\":{}}\r\n\r\n \t[1] 7 \"s\" null ";

    private static readonly string[] Messages = ["{\"QMP\": {\"a\": [1, \"}\"]}}", "{\"return\": \"\\\"\\u00e9é\"}", "{\"x\":{}}", "[1]", "7", "\"s\"", "null"];

    [Test]
    public void Messages_are_the_same_wherever_the_stream_is_split()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Stream);
        for (int split = 0; split <= bytes.Length; split++)
        {
            Assert.That(Read(bytes[..split], bytes[split..]), Is.EqualTo(Messages), $"split at {split}");
        }

        Assert.That(Read([.. bytes.Select(b => new[] { b })]), Is.EqualTo(Messages));
    }

    [TestCase("{\"a\": 1,}", "trailing comma")]
    [TestCase("{'a': 1}", "is an invalid start of a property name")]
    [TestCase("{\"a\": 01}", "Invalid leading zero")]
    [TestCase("{\"a\": nan}", "is an invalid JSON literal")]
    [TestCase("{\"a\": \"\\ud800\"}", "surrogate")]
    [TestCase("{\"a\": \"\\q\"}", "is an invalid escapable character")]
    [TestCase("{\"a\": 1, \"a\": 1}", "uplicate")]
    [TestCase("}", "is an invalid start of a value")]
    [TestCase("\u0001", "is an invalid start of a value")]
    public void Bytes_that_are_no_JSON_are_told(string text, string why)
    {
        ServerBytes bytes = new();
        bytes.TryFeed(Encoding.UTF8.GetBytes("{}\r\n" + text));

        Assert.That(bytes.TryRead(out _), Is.True);
        Assert.That(bytes.TryRead(out ReceivedMessage message), Is.True);
        Assert.That(message.Why, Does.Match(why));
        Assert.That(Encoding.UTF8.GetString(message.Raw.Span), Is.EqualTo(text));
    }

    [Test]
    public void Bytes_that_are_no_text_are_told()
    {
        ServerBytes bytes = new();
        bytes.TryFeed([.. "{\"a\": \""u8, 0xC3, 0x28, .. "\"}"u8]);

        Assert.That(ReadAll(bytes).Single().Why, Does.Contain("Cannot transcode invalid UTF-8"));
    }

    [Test]
    public void Framing_has_its_four_properties_or_not()
    {
        Assert.That(Why(Framing.CrLf, "{}\r\n{}\r\n"), Is.Null);
        Assert.That(Why(Framing.CrLf, "{}\r\n{}"), Does.StartWith("message 2 of the server is followed by \"\""));
        Assert.That(Why(Framing.CrLf, "{}\n"), Does.StartWith("message 1 of the server is followed by \"\\n\""));
        Assert.That(Why(Framing.CrLf, "{}{}\r\n"), Does.StartWith("message 1 of the server is followed by \"\""));
        Assert.That(Why(Framing.CrLf, " {}\r\n"), Does.StartWith("the server's first bytes are \" \""));
        Assert.That(Why(Framing.CrLf, "{}\r\n{\"a"), Is.Null, "a message that has begun has no line end to judge");
        Assert.That(Why(Framing.Ascii, "{\"a\": \"\\u00e9\"}\r\n"), Is.Null);
        Assert.That(Why(Framing.Ascii, "{\"a\": \"é\"}\r\n"), Does.StartWith("byte 7 is \\xC3"));
        Assert.That(Why(Framing.OneLine, "{\"a\": 1}\r\n"), Is.Null);
        Assert.That(Why(Framing.OneLine, "{}\r\n{\"a\":\n1}\r\n"), Is.EqualTo("message 2 of the server has a line break inside: {\"a\":\\n1}"));
        Assert.That(Why(Framing.StrictJson, "{\"a\": 1}\r\n"), Is.Null);
        Assert.That(Why(Framing.StrictJson, "{\"a\": 1, \"a\": 2}\r\n"), Does.StartWith("message 1 of the server is not strict JSON"));
    }

    private static string? Why(Framing framing, string text)
    {
        ServerBytes bytes = new();
        bytes.TryFeed(Encoding.UTF8.GetBytes(text));
        ReadAll(bytes);
        return FramingVerifier.Why(framing, bytes);
    }

    private static string[] Read(params byte[][] pieces)
    {
        ServerBytes bytes = new();
        List<string> messages = [];
        foreach (byte[] piece in pieces)
        {
            Assert.That(bytes.TryFeed(piece), Is.True);
            messages.AddRange(ReadAll(bytes).Select(m => m.Why ?? Encoding.UTF8.GetString(m.Raw.Span)));
        }

        return [.. messages];
    }

    private static List<ReceivedMessage> ReadAll(ServerBytes bytes)
    {
        List<ReceivedMessage> messages = [];
        while (bytes.TryRead(out ReceivedMessage message))
        {
            messages.Add(message);
        }

        return messages;
    }
}
