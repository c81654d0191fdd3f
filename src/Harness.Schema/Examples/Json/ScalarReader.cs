using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Harness.Schema.Examples.Json;

/// <summary>Strings, numbers and words of a message, with what can be wrong in each.</summary>
internal sealed partial class ScalarReader(JsonCursor cursor)
{
    /// <summary>What stands between the quotes; a missing quote at its end is put where the string most likely ends.</summary>
    /// <param name="isName">A name ends before the colon, a value before the comma or bracket.</param>
    public ExampleValue.String ReadString(bool isName)
    {
        int start = cursor.Position;
        char quote = cursor.Peek;
        if (quote == '\'' && !cursor.Lenient)
        {
            cursor.Report(MessageRules.SingleQuotes, cursor.Span(start, 1), "the string is in single quotes; JSON has double quotes only");
        }

        cursor.Position++;
        StringBuilder raw = new();
        while (!cursor.AtEnd && cursor.Peek != quote && cursor.Peek != '\n')
        {
            ReadCharacter(raw);
        }

        if (cursor.Peek == quote)
        {
            cursor.Step();
            return QuotePlacedWrongly(start, raw, isName) ?? Make(start, raw.ToString());
        }

        return Unclosed(start, isName);
    }

    /// <summary>A member name, with quotes, with one, or without.</summary>
    public ExampleValue.String ReadName()
    {
        if (cursor.Peek is '"' or '\'')
        {
            return ReadString(isName: true);
        }

        int start = cursor.Position;
        while (!cursor.AtEnd && IsBare(cursor.Peek) && !cursor.At("..."))
        {
            cursor.Step();
        }

        string name = cursor.Text[start..cursor.Position];
        bool quoteFollows = cursor.Peek is '"' or '\'';
        if (quoteFollows)
        {
            cursor.Step();
        }

        cursor.Report(
            quoteFollows ? MessageRules.MissingQuote : MessageRules.BareWord,
            cursor.Span(start, name.Length),
            quoteFollows ? $"the opening quote of the member name \"{name}\" is missing" : $"the member name {name} needs quotes");
        return new ExampleValue.String(cursor.SpanTo(start), name, name);
    }

    /// <summary>A word, a number, or a string whose opening quote is missing.</summary>
    public ExampleValue ReadBare()
    {
        int start = cursor.Position;
        while (!cursor.AtEnd && IsBare(cursor.Peek) && !cursor.At("..."))
        {
            cursor.Step();
        }

        string text = cursor.Text[start..cursor.Position];
        if (cursor.Peek is '"')
        {
            cursor.Step();
            cursor.Report(MessageRules.MissingQuote, cursor.Span(start), $"the opening quote of \"{text}\" is missing");
            return new ExampleValue.String(cursor.SpanTo(start), text, text);
        }

        return BareValue.Make(cursor, start, text);
    }

    internal static bool IsBare(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '+' or '.' or '/' or '$' or '@';

    private void ReadCharacter(StringBuilder raw)
    {
        char c = cursor.Peek;
        if (c == '\\')
        {
            ReadEscape(raw);
            return;
        }

        if (c < ' ')
        {
            cursor.Report(MessageRules.BadString, cursor.Span(cursor.Position, 1), $"control character {((int)c).ToString(CultureInfo.InvariantCulture)} in a string");
            raw.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }
        else
        {
            raw.Append(c == '"' ? "\\\"" : c.ToString());
        }

        cursor.Position++;
    }

    private void ReadEscape(StringBuilder raw)
    {
        Match escape = EscapeHere().Match(cursor.Text, cursor.Position);
        if (escape.Success && escape.Groups["half"].Success)
        {
            cursor.Report(MessageRules.BadString, cursor.Span(cursor.Position, escape.Length), $"{escape.Value} is half a character");
            raw.Append(@"\ufffd");
            cursor.Position += escape.Length;
            return;
        }

        if (escape.Success)
        {
            raw.Append(escape.Value == "\\'" ? "'" : escape.Value);
            cursor.Position += escape.Length;
            return;
        }

        cursor.Report(MessageRules.BadString, cursor.Span(cursor.Position, 2), "a backslash that begins no escape of JSON");
        raw.Append(@"\\");
        cursor.Position++;
    }

    /// <summary>
    /// In <c>"name:"value"</c> the quote that ends the name begins the value; in <c>"a": "x, "b": 1</c> the one that ends the value
    /// begins the next name. Null where the quote is in order.
    /// </summary>
    private ExampleValue.String? QuotePlacedWrongly(int start, StringBuilder raw, bool isName)
    {
        string text = raw.ToString();
        int mark = isName ? text.IndexOf(':', StringComparison.Ordinal) : text.TrimEnd().Length - 1;
        if (mark < 0 || (!isName && text[mark] != ',') || !IsBare(cursor.Peek))
        {
            return null;
        }

        return Cut(start, Math.Max(start + 1, cursor.Position - 1 - (text.Length - mark)), isName);
    }

    private ExampleValue.String Unclosed(int start, bool isName)
    {
        string rest = cursor.Text[(start + 1)..cursor.Position];
        int end = isName ? rest.IndexOf(':', StringComparison.Ordinal) : rest.AsSpan().TrimEnd(",}] \t\r").Length;
        return Cut(start, start + 1 + (end < 0 ? rest.Length : end), isName);
    }

    private ExampleValue.String Cut(int start, int end, bool isName)
    {
        string text = cursor.Text[(start + 1)..end].TrimEnd();
        cursor.Position = end;
        cursor.PreviousEnd = end;
        string what = isName ? "member name" : "string";
        cursor.Report(MessageRules.MissingQuote, cursor.Span(start + 1 + text.Length), $"the closing quote of the {what} \"{text}\" is missing");
        return new ExampleValue.String(cursor.SpanTo(start), text, Escaped(text));
    }

    /// <summary>Characters as they must be written between quotes.</summary>
    private static string Escaped(string text)
    {
        StringBuilder raw = new();
        foreach (char c in text)
        {
            raw.Append(c switch
            {
                '"' or '\\' => $"\\{c}",
                < ' ' => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => c.ToString(),
            });
        }

        return raw.ToString();
    }

    private ExampleValue.String Make(int start, string raw) => new(cursor.SpanTo(start), Unescape(raw), raw);

    private static string Unescape(string raw) => !raw.Contains('\\') ? raw : Escape().Replace(raw, m => m.Value[1] switch
    {
        'b' => "\b",
        'f' => "\f",
        'n' => "\n",
        'r' => "\r",
        't' => "\t",
        'u' => ((char)int.Parse(m.Value.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToString(),
        _ => m.Value[1..],
    });

    [GeneratedRegex(@"\G\\([""\\/bfnrt']|u[dD][89abAB][0-9A-Fa-f]{2}\\u[dD][c-fC-F][0-9A-Fa-f]{2}|(?<half>u[dD][89a-fA-F][0-9A-Fa-f]{2})|u[0-9A-Fa-f]{4})")]
    private static partial Regex EscapeHere();

    [GeneratedRegex(@"\\([""\\/bfnrt']|u[0-9A-Fa-f]{4})")]
    private static partial Regex Escape();
}
