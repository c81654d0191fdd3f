using System.Globalization;
using System.Text;

namespace Harness.Transcripts.Import;

/// <summary>An arrow and what follows it, up to the next arrow.</summary>
/// <param name="Mark"><c>-></c>, <c><-</c>, <c>->raw</c>, <c><-raw</c> or <c>--</c>.</param>
internal readonly record struct ArrowBlock(string Mark, string Text, int Line)
{
    private static readonly string[] Marks = ["->raw", "<-raw", "->", "<-", "--"];

    public bool IsClients => Mark.StartsWith("->", StringComparison.Ordinal);

    /// <summary>The blocks of a text. What stands before the first arrow, and lines that begin with <c>#</c>, are not looked at.</summary>
    public static IEnumerable<ArrowBlock> All(string text)
    {
        string? mark = null;
        StringBuilder content = new();
        int begin = 0, number = 0;
        foreach (string line in text.Split('\n'))
        {
            number++;
            string trimmed = line.Trim();
            if (trimmed.StartsWith('#'))
            {
                continue;
            }

            if (Array.Find(Marks, m => trimmed.StartsWith(m, StringComparison.Ordinal)) is { } next)
            {
                if (mark is not null)
                {
                    yield return new ArrowBlock(mark, content.ToString().Trim(), begin);
                }

                (mark, begin) = (next, number);
                content.Clear().Append(trimmed.AsSpan(next.Length)).Append('\n');
            }
            else
            {
                content.Append(line).Append('\n');
            }
        }

        if (mark is not null)
        {
            yield return new ArrowBlock(mark, content.ToString().Trim(), begin);
        }
    }

    /// <summary>A JSON object on one line, or the bytes of a quoted string; null where it is neither.</summary>
    public byte[]? Payload()
    {
        if (Mark.EndsWith("raw", StringComparison.Ordinal))
        {
            return Unquote(Text);
        }

        (byte[] Json, int Line)[] found = [.. JsonTexts.Objects(Text)];
        return found.Length == 1 ? found[0].Json : null;
    }

    private static byte[]? Unquote(string text)
    {
        if (text.Length < 2 || text[0] != '"' || text[^1] != '"')
        {
            return null;
        }

        List<byte> bytes = [];
        for (int i = 1; i < text.Length - 1; i++)
        {
            if (text[i] != '\\')
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(text[i].ToString()));
                continue;
            }

            i++;
            switch (text[i])
            {
                case 'n':
                    bytes.Add((byte)'\n');
                    break;
                case 'r':
                    bytes.Add((byte)'\r');
                    break;
                case 't':
                    bytes.Add((byte)'\t');
                    break;
                case 'x' when i + 2 < text.Length && byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value):
                    bytes.Add(value);
                    i += 2;
                    break;
                default:
                    bytes.AddRange(Encoding.UTF8.GetBytes(text[i].ToString()));
                    break;
            }
        }

        return [.. bytes];
    }
}
