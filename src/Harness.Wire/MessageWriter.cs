using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Harness.Wire;

/// <summary>
/// Writes messages as QMP servers do: one line, ASCII only, ended by CR LF. Numbers, order and spelling of the given JSON are
/// kept; nothing goes through a double.
/// </summary>
public static class MessageWriter
{
    private static readonly SearchValues<char> PlainText =
        SearchValues.Create([.. Enumerable.Range(0x20, 0x7F - 0x20).Select(i => (char)i).Where(c => c is not ('"' or '\\'))]);

    /// <summary>Writes ready JSON and the line end.</summary>
    public static void WriteLine(IBufferWriter<byte> output, ReadOnlySpan<byte> json)
    {
        Write(output, json);
        output.Write("\r\n"u8);
    }

    /// <summary>Writes valid JSON on one line: line breaks between tokens become blanks, characters above 0x7E become escapes.</summary>
    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> json)
    {
        while (!json.IsEmpty)
        {
            int plain = json.IndexOfAnyExceptInRange((byte)0x20, (byte)0x7E);
            if (plain < 0)
            {
                output.Write(json);
                return;
            }

            output.Write(json[..plain]);
            json = json[plain..];
            json = json[Escape(output, json)..];
        }
    }

    /// <summary>Writes a JSON value with its own spelling.</summary>
    public static void Write(IBufferWriter<byte> output, JsonElement value) => Write(output, System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(value));

    /// <summary>Writes text as a JSON string. Half a surrogate pair becomes U+FFFD.</summary>
    public static void WriteString(IBufferWriter<byte> output, string text)
    {
        output.Write("\""u8);
        ReadOnlySpan<char> rest = text;
        while (!rest.IsEmpty)
        {
            int plain = rest.IndexOfAnyExcept(PlainText);
            ReadOnlySpan<char> run = plain < 0 ? rest : rest[..plain];
            output.Advance(Encoding.ASCII.GetBytes(run, output.GetSpan(run.Length)));
            rest = rest[run.Length..];
            if (!rest.IsEmpty)
            {
                Rune.DecodeFromUtf16(rest, out Rune rune, out int length);
                WriteEscaped(output, rune);
                rest = rest[length..];
            }
        }

        output.Write("\""u8);
    }

    private static void WriteEscaped(IBufferWriter<byte> output, Rune rune)
    {
        ReadOnlySpan<byte> escape = rune.Value switch
        {
            '"' => "\\\""u8,
            '\\' => "\\\\"u8,
            '\b' => "\\b"u8,
            '\f' => "\\f"u8,
            '\n' => "\\n"u8,
            '\r' => "\\r"u8,
            '\t' => "\\t"u8,
            _ => default,
        };
        if (escape.IsEmpty)
        {
            WriteEscapes(output, rune);
        }
        else
        {
            output.Write(escape);
        }
    }

    /// <summary>Writes the first character of the text, which is not plain, and returns its length in bytes.</summary>
    private static int Escape(IBufferWriter<byte> output, ReadOnlySpan<byte> json)
    {
        if (json[0] is (byte)'\r' or (byte)'\n' or (byte)'\t')
        {
            output.Write(" "u8);
            return 1;
        }

        Rune.DecodeFromUtf8(json, out Rune rune, out int length);
        WriteEscapes(output, rune);
        return length;
    }

    private static void WriteEscapes(IBufferWriter<byte> output, Rune rune)
    {
        Span<char> units = stackalloc char[2];
        int count = rune.EncodeToUtf16(units);
        for (int i = 0; i < count; i++)
        {
            Span<byte> escape = output.GetSpan(6);
            escape[0] = (byte)'\\';
            escape[1] = (byte)'u';
            ((int)units[i]).TryFormat(escape[2..], out _, "X4", CultureInfo.InvariantCulture);
            output.Advance(6);
        }
    }
}
