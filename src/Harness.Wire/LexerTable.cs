namespace Harness.Wire;

/// <summary>States of the lexer. Values from <see cref="TokenEnd"/> on are outcomes, not states.</summary>
internal enum LexerState : byte
{
    Start,
    Recovery,
    DoubleQuoted,
    DoubleQuotedEscape,
    SingleQuoted,
    SingleQuotedEscape,
    Keyword,
    Minus,
    Zero,
    Digits,
    Point,
    Fraction,
    Exponent,
    ExponentSign,
    ExponentDigits,

    /// <summary>This byte ends a token and belongs to it.</summary>
    TokenEnd,
    OpenBrace,
    CloseBrace,
    OpenBracket,
    CloseBracket,

    /// <summary>Colon or comma.</summary>
    Separator,

    /// <summary>No token has this byte here.</summary>
    Error,

    /// <summary>The token ended before this byte, which is looked at again.</summary>
    EndBefore,

    /// <summary>Recovery ends before this byte, which is looked at again.</summary>
    ResumeBefore,
}

/// <summary>
/// The transitions of QEMU's own lexer as they can be observed: which bytes are a lexical error in which place, and
/// where reading resumes after one. One lookup a byte.
/// </summary>
internal static class LexerTable
{
    public const int States = (int)LexerState.ExponentDigits + 1;

    public static LexerState[] Qemu { get; } = Build(singleQuotes: true);

    public static LexerState[] Strict { get; } = Build(singleQuotes: false);

    private static LexerState[] Build(bool singleQuotes)
    {
        LexerState[] table = new LexerState[States * 256];
        Array.Fill(table, LexerState.Error);
        Tokens(table, singleQuotes);
        Strings(table, LexerState.DoubleQuoted, LexerState.DoubleQuotedEscape, '"');
        Strings(table, LexerState.SingleQuoted, LexerState.SingleQuotedEscape, '\'');
        Numbers(table);
        Range(table, LexerState.Keyword, 0, 0xFF, LexerState.EndBefore);
        Range(table, LexerState.Keyword, 'a', 'z', LexerState.Keyword);
        Recovery(table);
        return table;
    }

    private static void Tokens(LexerState[] table, bool singleQuotes)
    {
        foreach (char blank in " \t\r\n")
        {
            Set(table, LexerState.Start, blank, LexerState.Start);
        }

        Set(table, LexerState.Start, '"', LexerState.DoubleQuoted);
        if (singleQuotes)
        {
            Set(table, LexerState.Start, '\'', LexerState.SingleQuoted);
        }

        Set(table, LexerState.Start, '{', LexerState.OpenBrace);
        Set(table, LexerState.Start, '}', LexerState.CloseBrace);
        Set(table, LexerState.Start, '[', LexerState.OpenBracket);
        Set(table, LexerState.Start, ']', LexerState.CloseBracket);
        Set(table, LexerState.Start, ':', LexerState.Separator);
        Set(table, LexerState.Start, ',', LexerState.Separator);
        Set(table, LexerState.Start, '-', LexerState.Minus);
        Set(table, LexerState.Start, '0', LexerState.Zero);
        Range(table, LexerState.Start, '1', '9', LexerState.Digits);
        Range(table, LexerState.Start, 'a', 'z', LexerState.Keyword);
    }

    private static void Strings(LexerState[] table, LexerState inside, LexerState escape, char quote)
    {
        Range(table, inside, 0x20, 0xFD, inside);
        Set(table, inside, '\\', escape);
        Set(table, inside, quote, LexerState.TokenEnd);
        Range(table, escape, 0x20, 0xFD, inside);
    }

    private static void Numbers(LexerState[] table)
    {
        Set(table, LexerState.Minus, '0', LexerState.Zero);
        Range(table, LexerState.Minus, '1', '9', LexerState.Digits);
        NumberEnd(table, LexerState.Zero);
        Range(table, LexerState.Zero, '0', '9', LexerState.Error);
        NumberEnd(table, LexerState.Digits);
        Range(table, LexerState.Digits, '0', '9', LexerState.Digits);
        Set(table, LexerState.Zero, '.', LexerState.Point);
        Set(table, LexerState.Digits, '.', LexerState.Point);
        Range(table, LexerState.Point, '0', '9', LexerState.Fraction);
        NumberEnd(table, LexerState.Fraction);
        Range(table, LexerState.Fraction, '0', '9', LexerState.Fraction);
        foreach (LexerState before in (ReadOnlySpan<LexerState>)[LexerState.Zero, LexerState.Digits, LexerState.Fraction])
        {
            Set(table, before, 'e', LexerState.Exponent);
            Set(table, before, 'E', LexerState.Exponent);
        }

        Set(table, LexerState.Exponent, '+', LexerState.ExponentSign);
        Set(table, LexerState.Exponent, '-', LexerState.ExponentSign);
        Range(table, LexerState.Exponent, '0', '9', LexerState.ExponentDigits);
        Range(table, LexerState.ExponentSign, '0', '9', LexerState.ExponentDigits);
        NumberEnd(table, LexerState.ExponentDigits);
        Range(table, LexerState.ExponentDigits, '0', '9', LexerState.ExponentDigits);
    }

    /// <summary>Bytes after an error are dropped up to a control character, 0xFE, 0xFF or a structural character.</summary>
    private static void Recovery(LexerState[] table)
    {
        Range(table, LexerState.Recovery, 0x20, 0xFD, LexerState.Recovery);
        Range(table, LexerState.Recovery, 0x00, 0x1F, LexerState.ResumeBefore);
        Range(table, LexerState.Recovery, 0xFE, 0xFF, LexerState.ResumeBefore);
        foreach (char structural in "{}[]:,")
        {
            Set(table, LexerState.Recovery, structural, LexerState.ResumeBefore);
        }
    }

    private static void NumberEnd(LexerState[] table, LexerState state) => Range(table, state, 0, 0xFF, LexerState.EndBefore);

    private static void Set(LexerState[] table, LexerState state, int value, LexerState next) => table[((int)state << 8) | value] = next;

    private static void Range(LexerState[] table, LexerState state, int first, int last, LexerState next) =>
        table.AsSpan(((int)state << 8) + first, last - first + 1).Fill(next);
}
