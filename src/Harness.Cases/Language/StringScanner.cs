using System.Buffers;
using System.Globalization;
using System.Text;

using Harness.Schema.Source;

namespace Harness.Cases.Language;

/// <summary>Strings of case files: JSON's, and the byte strings of <c>->raw</c>. Either may be repeated: <c>"ab" * 512</c>.</summary>
internal sealed class StringScanner(CaseCursor cursor, List<Diagnostic> diagnostics)
{
    /// <summary>A step holds at most this many bytes or characters after repetition.</summary>
    public const int MaxLength = 16 * 1024 * 1024;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>Reads a JSON string with its quotes and escapes as written, repetition applied; null after an error.</summary>
    public string? ReadJson()
    {
        int start = cursor.Position;
        if (!FindEnd(out int end) || !CheckEscapes(start + 1, end - 1))
        {
            return null;
        }

        string inside = cursor.Slice(start + 1, end - 1);
        return ReadCount(inside.Length) is { } count ? $"\"{Repeat(inside, count)}\"" : null;
    }

    /// <summary>Reads byte strings one after the other, on the same line or the next ones; null after an error.</summary>
    public byte[]? ReadBytes()
    {
        List<byte> bytes = [];
        while (cursor.Current == '"')
        {
            int start = cursor.Position;
            if (!FindEnd(out int end) || Unescape(start + 1, end - 1) is not { } piece || ReadCount(piece.Length, bytes.Count) is not { } count)
            {
                return null;
            }

            for (int i = 0; i < count; i++)
            {
                bytes.AddRange(piece);
            }

            int behind = cursor.Position;
            cursor.SkipTrivia();
            if (cursor.Current != '"')
            {
                cursor.Position = behind;
                break;
            }
        }

        return [.. bytes];
    }

    /// <summary>Moves behind the closing quote, which must be on the same line.</summary>
    private bool FindEnd(out int end)
    {
        int start = cursor.Position++;
        while (!cursor.AtLineEnd && cursor.Current != '"')
        {
            cursor.Position += cursor.Current == '\\' && !cursor.NextEndsLine ? 2 : 1;
        }

        end = cursor.Position + 1;
        if (cursor.AtLineEnd)
        {
            cursor.Position = start;
            diagnostics.Add(LanguageRules.Unterminated.At(cursor.Here(), "the string that begins here has no closing quote on its line"));
            return false;
        }

        cursor.Position = end;
        return true;
    }

    private bool CheckEscapes(int start, int end)
    {
        string text = cursor.Slice(start, end);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] < 0x20)
            {
                return Refuse(start + i, 1, "a control character in a JSON string; write it as an escape");
            }

            if (text[i] != '\\')
            {
                continue;
            }

            int length = text[++i] == 'u' ? 5 : 1;
            if (!@"""\/bfnrtu".Contains(text[i], StringComparison.Ordinal) || i + length > text.Length || text.AsSpan(i + 1, length - 1).ContainsAnyExcept(HexDigits))
            {
                return Refuse(start + i - 1, Math.Min(length + 1, text.Length - i + 1), $"'{cursor.Slice(start + i - 1, Math.Min(start + i + length, end))}' is no escape of JSON; a message that needs it is sent with ->raw");
            }

            i += length - 1;
        }

        return HasWholePairs(text) || Refuse(start - 1, end - start + 2, "half of a surrogate pair in a string; a message that needs it is sent with ->raw");
    }

    /// <summary>Holds for what stands in the file and for what it means.</summary>
    private static bool HasWholePairs(string inside) => IsWhole(inside) && IsWhole(JsonGrammar.Escape().Replace(
        inside, m => m.Groups[1].Success ? ((char)Convert.ToInt32(m.Groups[1].Value, 16)).ToString() : "x"));

    private static bool IsWhole(string text)
    {
        for (int i = 0; i < text.Length; i += char.IsSurrogate(text[i]) ? 2 : 1)
        {
            if (char.IsSurrogate(text[i]) && !(char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The bytes that a string of <c>->raw</c> stands for.</summary>
    private byte[]? Unescape(int start, int end)
    {
        string text = cursor.Slice(start, end);
        List<byte> bytes = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                int length = char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? 2 : 1;
                bytes.AddRange(Encoding.UTF8.GetBytes(text.Substring(i, length)));
                i += length - 1;
            }
            else if (ByteOf(text.AsSpan(i + 1), out int length) is { } value)
            {
                bytes.Add(value);
                i += length;
            }
            else
            {
                Refuse(start + i, 2, $"'\\{text[i + 1]}' is no escape of a byte string; there is \\xHH \\n \\r \\t \\0 \\\\ \\\"");
                return null;
            }
        }

        return [.. bytes];
    }

    private static byte? ByteOf(ReadOnlySpan<char> escape, out int length)
    {
        length = escape[0] == 'x' ? 3 : 1;
        return escape[0] switch
        {
            'n' => (byte)'\n',
            'r' => (byte)'\r',
            't' => (byte)'\t',
            '0' => 0,
            '\\' => (byte)'\\',
            '"' => (byte)'"',
            'x' when escape.Length >= 3 && byte.TryParse(escape[1..3], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value) => value,
            _ => null,
        };
    }

    /// <summary>Reads <c>* N</c> where it stands; 1 where not, null after an error.</summary>
    private int? ReadCount(int length, int before = 0)
    {
        int behind = cursor.Position;
        cursor.SkipBlanks();
        if (cursor.Current != '*')
        {
            cursor.Position = behind;
            return before + length <= MaxLength ? 1 : TooLarge(behind);
        }

        int start = cursor.Position++;
        cursor.SkipBlanks();
        string digits = cursor.TakeName();
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int count))
        {
            diagnostics.Add(LanguageRules.BadRepetition.At(cursor.SpanFrom(start), "'*' behind a string must be followed by how often it is repeated"));
            return null;
        }

        return before + ((long)length * count) <= MaxLength ? count : TooLarge(start);
    }

    private int? TooLarge(int start)
    {
        diagnostics.Add(LanguageRules.BadRepetition.At(cursor.SpanFrom(start), $"the step becomes longer than {MaxLength} bytes"));
        return null;
    }

    private bool Refuse(int start, int length, string message)
    {
        int behind = cursor.Position;
        cursor.Position = start;
        diagnostics.Add(LanguageRules.BadEscape.At(cursor.Here(length), message));
        cursor.Position = behind;
        return false;
    }

    private static string Repeat(string text, int count) => count == 1 ? text : new StringBuilder(text.Length * count).Insert(0, text, count).ToString();
}
