namespace Harness.Schema.Qapi.Syntax;

internal enum TokenKind
{
    End,
    OpenBrace,
    CloseBrace,
    OpenBracket,
    CloseBracket,
    Colon,
    Comma,
    Text,
    True,
    False,

    /// <summary>A comment that begins with <c>##</c>: the frame of a documentation block.</summary>
    DocMark,
}

/// <param name="Text">The value of a string; null for the others.</param>
internal readonly record struct Token(TokenKind Kind, int Offset, int Length, string? Text = null);
