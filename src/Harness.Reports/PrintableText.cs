using System.Globalization;
using System.Text;

namespace Harness.Reports;

/// <summary>Text from a peer is data: nothing in it may become a terminal escape, a line break or invalid XML.</summary>
public static class PrintableText
{
    /// <summary>One line; controls, line separators, direction overrides and lone surrogates become <c>\uHHHH</c>.</summary>
    public static string OneLine(string text) => Escape(text, keepLineFeeds: false);

    /// <summary>As <see cref="OneLine"/>, but line feeds stay.</summary>
    public static string Lines(string text) => Escape(text, keepLineFeeds: true);

    private static string Escape(string text, bool keepLineFeeds)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return text;
        }

        StringBuilder result = new(text.Length + 16);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                result.Append(c).Append(text[++i]);
            }
            else if ((c == '\n' && keepLineFeeds) || !MustEscape(c))
            {
                result.Append(c);
            }
            else
            {
                result.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            }
        }

        return result.ToString();
    }

    private static bool MustEscape(char c) => char.GetUnicodeCategory(c) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or
        UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned;
}
