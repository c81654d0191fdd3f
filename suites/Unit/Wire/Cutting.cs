using System.Text;

using Harness.Wire;

namespace Harness.Unit.Wire;

/// <summary>A message as a test compares it: its bytes copied, its parse done while they were valid.</summary>
internal sealed record CutMessage(MessageKind Kind, string Raw, long Offset, MessageTraits Traits, string? Why, string? Trouble);

/// <summary>One byte stream, cut in the three ways that must not differ.</summary>
internal static class Cutting
{
    public static List<CutMessage> Whole(byte[] stream, JsonFlavour flavour, WireLimits limits) => Cut([stream], flavour, limits);

    public static List<CutMessage> ByteByByte(byte[] stream, JsonFlavour flavour, WireLimits limits) =>
        Cut([.. stream.Select(b => new[] { b })], flavour, limits);

    /// <summary>Cuts chunks as one stream, up to what the end of the stream leaves. Each chunk's memory is spoilt after its use.</summary>
    public static List<CutMessage> Cut(byte[][] chunks, JsonFlavour flavour, WireLimits limits)
    {
        MessageReader reader = new(flavour, limits);
        List<CutMessage> messages = [];
        foreach (byte[] chunk in chunks)
        {
            byte[] lent = [.. chunk];
            reader.Feed(lent);
            while (reader.TryRead(out WireMessage message))
            {
                messages.Add(Copy(message, limits));
            }

            Array.Fill(lent, (byte)'!');
        }

        if (reader.TryFinish(out WireMessage last))
        {
            messages.Add(Copy(last, limits));
        }

        return messages;
    }

    /// <summary>Asserts that the stream is cut alike whole, split at each offset, and byte by byte.</summary>
    public static List<CutMessage> AllWays(byte[] stream, JsonFlavour flavour, WireLimits limits)
    {
        List<CutMessage> whole = Whole(stream, flavour, limits);
        for (int at = 1; at < stream.Length; at++)
        {
            if (!Cut([stream[..at], stream[at..]], flavour, limits).SequenceEqual(whole))
            {
                Assert.That(Cut([stream[..at], stream[at..]], flavour, limits), Is.EqualTo(whole), $"{Encoding.Latin1.GetString(stream)} split at {at}");
            }
        }

        Assert.That(ByteByByte(stream, flavour, limits), Is.EqualTo(whole), $"{Encoding.Latin1.GetString(stream)} byte by byte");
        return whole;
    }

    private static CutMessage Copy(in WireMessage message, WireLimits limits)
    {
        MessageParser.Parse(message, limits, out string? trouble)?.Dispose();
        return new CutMessage(message.Kind, Encoding.Latin1.GetString(message.Raw.Span), message.Offset, message.Traits, message.Why, trouble);
    }
}
