using System.Globalization;
using System.Text.RegularExpressions;

namespace Harness.Schema.Examples.Json;

/// <summary>What a word without quotes stands for: a literal, a number, or what other languages or a hurried hand write for one.</summary>
internal static partial class BareValue
{
    private static readonly Dictionary<string, bool?> Literals = new(StringComparer.Ordinal) { ["true"] = true, ["false"] = false, ["null"] = null };

    private static readonly Dictionary<string, bool?> ForeignLiterals = new(StringComparer.Ordinal)
    {
        ["True"] = true, ["TRUE"] = true, ["False"] = false, ["FALSE"] = false, ["None"] = null, ["NULL"] = null, ["nil"] = null,
    };

    /// <param name="start">Where the word begins; the cursor is behind it.</param>
    public static ExampleValue Make(JsonCursor cursor, int start, string text)
    {
        if (Literals.TryGetValue(text, out bool? literal))
        {
            return new ExampleValue.Word(cursor.SpanTo(start), literal);
        }

        return char.IsAsciiDigit(text[0]) || text[0] is '-' or '+' or '.' ? Number(cursor, start, text) : Word(cursor, start, text);
    }

    private static ExampleValue Number(JsonCursor cursor, int start, string text)
    {
        if (JsonNumber().IsMatch(text))
        {
            return new ExampleValue.Number(cursor.SpanTo(start), text);
        }

        cursor.Report(MessageRules.BadNumber, cursor.SpanTo(start), $"'{text}' is no number that JSON allows");
        bool hex = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        string digits = text.TrimStart('+');
        string? repaired = hex && ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong bits)
            ? bits.ToString(CultureInfo.InvariantCulture)
            : decimal.TryParse(digits, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number)
                ? number.ToString(CultureInfo.InvariantCulture)
                : null;
        return repaired is null ? new ExampleValue.String(cursor.SpanTo(start), text, text) : new ExampleValue.Number(cursor.SpanTo(start), repaired);
    }

    private static ExampleValue Word(JsonCursor cursor, int start, string text)
    {
        bool known = ForeignLiterals.TryGetValue(text, out bool? literal);
        string right = known ? literal switch { true => "true", false => "false", null => "null" } : $"\"{text}\"";
        cursor.Report(MessageRules.BareWord, cursor.SpanTo(start), $"'{text}' is no JSON value; {right} is meant");
        return known ? new ExampleValue.Word(cursor.SpanTo(start), literal) : new ExampleValue.String(cursor.SpanTo(start), text, text);
    }

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$")]
    private static partial Regex JsonNumber();
}
