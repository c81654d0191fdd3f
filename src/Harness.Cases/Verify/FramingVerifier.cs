using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

using Harness.Cases.Language;

namespace Harness.Cases.Verify;

/// <summary>Holds the bytes of a connection against a property of framing. Pure.</summary>
internal static class FramingVerifier
{
    /// <summary>Why the bytes lack the property, for people; null when they have it.</summary>
    public static string? Why(Framing framing, ServerBytes bytes) => framing switch
    {
        Framing.CrLf => WhyNotCrLf(bytes),
        Framing.Ascii => WhyNotAscii(bytes.All.Span),
        Framing.OneLine => FirstTrouble(bytes, raw => raw.Span.IndexOfAny("\r\n"u8) >= 0 ? "has a line break inside" : null),
        Framing.StrictJson => FirstTrouble(bytes, WhyNotStrict),
        _ => throw new UnreachableException(framing.ToString()),
    };

    /// <summary>True when the line end of the last message may still be on its way.</summary>
    public static bool NeedsMore(ServerBytes bytes) => bytes.Messages.Count > 0 && bytes.All.Length < End(bytes, bytes.Messages.Count - 1) + 2;

    private static int End(ServerBytes bytes, int message) => bytes.Messages[message].End.Value;

    private static string? WhyNotCrLf(ServerBytes bytes)
    {
        if (bytes.Messages is [var first, ..] && first.Start.Value > 0)
        {
            return $"the server's first bytes are \"{ArrowText.Printable(bytes.All.Span[..first.Start.Value], 40)}\", expected a message";
        }

        for (int i = 0; i < bytes.Messages.Count; i++)
        {
            int end = End(bytes, i);
            int next = i + 1 < bytes.Messages.Count ? bytes.Messages[i + 1].Start.Value : bytes.All.Length - bytes.Unfinished.Length;
            ReadOnlySpan<byte> between = bytes.All.Span[end..next];
            if (!between.SequenceEqual("\r\n"u8))
            {
                return $"{Nth(i)} is followed by \"{ArrowText.Printable(between, 40)}\", expected \"\\r\\n\": {Excerpt(bytes, i)}";
            }
        }

        return null;
    }

    private static string? WhyNotAscii(ReadOnlySpan<byte> bytes)
    {
        int at = bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF);
        return at < 0 ? null : string.Create(CultureInfo.InvariantCulture, $"byte {at} is \\x{bytes[at]:X2}, expected ASCII only: {ArrowText.Printable(bytes[Math.Max(0, at - 60)..], 120)}");
    }

    private static string? WhyNotStrict(ReadOnlyMemory<byte> raw)
    {
        try
        {
            JsonElement.Parse(raw.Span, ServerBytes.DocumentOptions);
            return null;
        }
        catch (JsonException e)
        {
            return $"is not strict JSON: {e.Message}";
        }
    }

    private static string? FirstTrouble(ServerBytes bytes, Func<ReadOnlyMemory<byte>, string?> trouble)
    {
        for (int i = 0; i < bytes.Messages.Count; i++)
        {
            if (trouble(bytes.All[bytes.Messages[i]]) is { } why)
            {
                return $"{Nth(i)} {why}: {Excerpt(bytes, i)}";
            }
        }

        return null;
    }

    private static string Nth(int index) => string.Create(CultureInfo.InvariantCulture, $"message {index + 1} of the server");

    private static string Excerpt(ServerBytes bytes, int message) => ArrowText.Printable(bytes.All[bytes.Messages[message]].Span, 200);
}
