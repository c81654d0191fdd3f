using System.Buffers;

namespace Harness.Wire;

/// <summary>QEMU's single-quoted strings and its escape <c>\'</c> as RFC 8259.</summary>
internal static class SingleQuotes
{
    /// <summary>Rewrites a text that the lexer has passed: quotes are balanced and each backslash has a byte behind it.</summary>
    public static byte[] Rewrite(ReadOnlySpan<byte> raw)
    {
        ArrayBufferWriter<byte> output = new(raw.Length + 16);
        byte quote = 0;
        for (int i = 0; i < raw.Length; i++)
        {
            byte b = raw[i];
            if (quote == 0)
            {
                quote = b is (byte)'"' or (byte)'\'' ? b : quote;
                Put(output, quote == 0 ? b : (byte)'"');
            }
            else if (b == quote)
            {
                quote = 0;
                Put(output, (byte)'"');
            }
            else if (b == '\\' && raw[i + 1] == '\'')
            {
                Put(output, raw[++i]);
            }
            else if (b == '\\')
            {
                Put(output, b);
                Put(output, raw[++i]);
            }
            else if (b == '"')
            {
                output.Write("\\\""u8);
            }
            else
            {
                Put(output, b);
            }
        }

        return output.WrittenSpan.ToArray();
    }

    private static void Put(ArrayBufferWriter<byte> output, byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }
}
