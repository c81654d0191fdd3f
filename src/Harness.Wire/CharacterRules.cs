using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Harness.Wire;

/// <summary>
/// Which characters a message may have. RFC 8259 leaves half a surrogate pair to the reader: it is no character, so both flavours
/// refuse it. QEMU also refuses what Unicode keeps for internal use (U+FFFE, U+FDD0 …).
/// </summary>
internal static class CharacterRules
{
    private const string NoCharacter = "an escape that is not a Unicode character";

    /// <summary>What is wrong, for people; null for nothing. Escapes that are no escapes are left to the parser.</summary>
    public static string? Check(in WireMessage message)
    {
        bool qemu = message.Flavour == JsonFlavour.Qemu;
        string? why = (message.Traits & MessageTraits.NonAscii) != 0 ? CheckBytes(message.Raw.Span, qemu) : null;
        return why is null && (message.Traits & MessageTraits.Escapes) != 0 ? CheckEscapes(message.Raw.Span, qemu) : why;
    }

    private static string? CheckBytes(ReadOnlySpan<byte> raw, bool qemu)
    {
        for (int at = raw.IndexOfAnyExceptInRange((byte)0, (byte)0x7F); at >= 0; at = raw.IndexOfAnyExceptInRange((byte)0, (byte)0x7F))
        {
            raw = raw[at..];
            if (Rune.DecodeFromUtf8(raw, out Rune rune, out int length) != OperationStatus.Done)
            {
                return "invalid UTF-8 sequence in string";
            }

            if (qemu && IsNoncharacter(rune.Value))
            {
                return "a character that Unicode keeps for internal use";
            }

            raw = raw[length..];
        }

        return null;
    }

    /// <summary>Outside of strings a backslash does not pass the lexer, so each one here begins an escape.</summary>
    private static string? CheckEscapes(ReadOnlySpan<byte> raw, bool qemu)
    {
        for (int at = raw.IndexOf((byte)'\\'); at >= 0; at = raw.IndexOf((byte)'\\'))
        {
            raw = raw[at..];
            int unit = Unit(raw);
            int length = unit < 0 ? 2 : 6;
            if (char.IsSurrogate((char)Math.Max(unit, 0)))
            {
                int low = Unit(raw[length..]);
                if (!char.IsHighSurrogate((char)unit) || low < 0 || !char.IsLowSurrogate((char)low))
                {
                    return NoCharacter;
                }

                unit = char.ConvertToUtf32((char)unit, (char)low);
                length = 12;
            }

            if (qemu && IsNoncharacter(unit))
            {
                return NoCharacter;
            }

            raw = raw[length..];
        }

        return null;
    }

    /// <summary>The UTF-16 unit that an escape at the beginning of the text stands for; negative for none.</summary>
    private static int Unit(ReadOnlySpan<byte> text) =>
        text.Length >= 6 && text[0] == '\\' && text[1] == 'u'
        && Utf8Parser.TryParse(text.Slice(2, 4), out ushort unit, out int digits, 'x') && digits == 4 ? unit : -1;

    private static bool IsNoncharacter(int value) => value is >= 0xFDD0 and <= 0xFDEF || (value >= 0 && (value & 0xFFFE) == 0xFFFE);
}
