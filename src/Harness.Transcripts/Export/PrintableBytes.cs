using System.Globalization;
using System.Text;

namespace Harness.Transcripts.Export;

/// <summary>A peer's bytes as text that no terminal and no file format takes for more than text.</summary>
public static class PrintableBytes
{
    /// <summary>Printable ASCII as it is, everything else escaped: <c>\n</c>, <c>\x1B</c>.</summary>
    /// <param name="most">Bytes to show; what is longer is cut and says how long it was.</param>
    public static string Of(ReadOnlySpan<byte> bytes, int most = int.MaxValue)
    {
        ReadOnlySpan<byte> shown = bytes[..Math.Min(bytes.Length, most)];
        string tail = shown.Length < bytes.Length ? string.Create(CultureInfo.InvariantCulture, $"… ({bytes.Length} bytes)") : "";
        if (!shown.ContainsAnyExceptInRange((byte)' ', (byte)'~'))
        {
            return Encoding.ASCII.GetString(shown) + tail;
        }

        StringBuilder text = new(shown.Length + 16);
        foreach (byte b in shown)
        {
            Append(text, b);
        }

        return text.Append(tail).ToString();
    }

    /// <summary>As a string in double quotes, which <c>->raw</c> of the case language reads.</summary>
    public static string Quoted(ReadOnlySpan<byte> bytes)
    {
        StringBuilder text = new("\"", bytes.Length + 2);
        foreach (byte b in bytes)
        {
            if (b is (byte)'"' or (byte)'\\')
            {
                text.Append('\\').Append((char)b);
            }
            else
            {
                Append(text, b);
            }
        }

        return text.Append('"').ToString();
    }

    private static void Append(StringBuilder text, byte value)
    {
        switch (value)
        {
            case (byte)'\n':
                text.Append("\\n");
                break;
            case (byte)'\r':
                text.Append("\\r");
                break;
            case (byte)'\t':
                text.Append("\\t");
                break;
            case >= (byte)' ' and <= (byte)'~':
                text.Append((char)value);
                break;
            default:
                text.Append(CultureInfo.InvariantCulture, $"\\x{value:X2}");
                break;
        }
    }
}
