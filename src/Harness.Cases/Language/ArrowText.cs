using System.Globalization;
using System.Text;

namespace Harness.Cases.Language;

/// <summary>The arrow notation: patterns, steps and bytes as a case file and a report show them.</summary>
internal static class ArrowText
{
    /// <summary>A pattern on one line, as <see cref="ValueParser"/> reads it.</summary>
    public static string Of(Pattern pattern) => pattern switch
    {
        Pattern.Literal literal => FoldStrings(literal.Value.GetRawText()),
        Pattern.Members { Items: [] } none => none.Exact ? "exact {}" : "{}",
        Pattern.Members members => $"{(members.Exact ? "exact " : "")}{{ {string.Join(", ", members.Items.Select(m => $"{Quote(m.Key)}: {Of(m.Value)}"))} }}",
        Pattern.Elements elements => List(elements.Items),
        Pattern.Contains contains => $"contains {List(contains.Items)}",
        Pattern.Absent => "absent",
        Pattern.Not not => $"not {Of(not.Inner)}",
        Pattern.Documented documented => $"documented {Of(documented.Exact)} {Of(documented.Type)}",
        Pattern.Either either => $"either {List(either.Options)}",
        _ => Placeholders.Write(pattern)!,
    };

    /// <summary>A text as a JSON string, printable ASCII only.</summary>
    public static string Quote(string text)
    {
        StringBuilder quoted = new("\"", text.Length + 2);
        foreach (char c in text)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                >= ' ' and <= '~' => c.ToString(),
                _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
            });
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>Writes a string of one character many times as <c>"x" * 1024</c>.</summary>
    public static string FoldStrings(string json) => JsonGrammar.MonotonousString().Replace(
        json, m => string.Create(CultureInfo.InvariantCulture, $"\"{m.Groups[1].Value}\" * {m.Length - 2}"));

    /// <summary>Bytes as the strings of <c>->raw</c>, a long run of one byte as a repetition.</summary>
    public static string OfBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return "\"\"";
        }

        List<string> pieces = [];
        StringBuilder plain = new();
        for (int i = 0, run; i < bytes.Length; i += run)
        {
            int next = bytes[i..].IndexOfAnyExcept(bytes[i]);
            run = next < 0 ? bytes.Length - i : next;
            if (run >= 80)
            {
                Flush(pieces, plain);
                pieces.Add(string.Create(CultureInfo.InvariantCulture, $"\"{Escape(bytes[i])}\" * {run}"));
            }
            else
            {
                plain.Insert(plain.Length, Escape(bytes[i]), run);
            }
        }

        Flush(pieces, plain);
        return string.Join(' ', pieces);
    }

    /// <summary>Bytes for a report: text where it is printable ASCII, the rest escaped, without quotes; cut behind <paramref name="most"/> bytes.</summary>
    public static string Printable(ReadOnlySpan<byte> bytes, int most)
    {
        StringBuilder text = new(Math.Min(bytes.Length, most) + 32);
        foreach (byte b in bytes[..Math.Min(bytes.Length, most)])
        {
            text.Append(b is >= 0x20 and < 0x7F ? ((char)b).ToString() : Escape(b));
        }

        return bytes.Length <= most ? text.ToString() : text.Append(CultureInfo.InvariantCulture, $"… ({bytes.Length} bytes)").ToString();
    }

    private static void Flush(List<string> pieces, StringBuilder plain)
    {
        if (plain.Length > 0)
        {
            pieces.Add($"\"{plain}\"");
            plain.Clear();
        }
    }

    private static string Escape(byte value) => value switch
    {
        (byte)'"' => "\\\"",
        (byte)'\\' => "\\\\",
        (byte)'\n' => "\\n",
        (byte)'\r' => "\\r",
        (byte)'\t' => "\\t",
        >= 0x20 and < 0x7F => ((char)value).ToString(),
        _ => string.Create(CultureInfo.InvariantCulture, $"\\x{value:X2}"),
    };

    private static string List(IReadOnlyList<Pattern> items) => items.Count == 0 ? "[]" : $"[ {string.Join(", ", items.Select(Of))} ]";
}
