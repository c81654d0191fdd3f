using System.Text;

using Harness.Schema.Source;

namespace Harness.Schema.Qapi.Syntax;

/// <summary>Tokens of a schema file. Broken ones are reported and skipped, so there is always a next token.</summary>
internal sealed class Lexer(SourceText source, List<Diagnostic> diagnostics)
{
    private readonly string _text = source.Text;
    private int _position;

    /// <summary>The next token; comments are skipped unless they begin with <c>##</c>.</summary>
    public Token Next()
    {
        while (_position < _text.Length)
        {
            char c = _text[_position];
            if (Punctuation(c) is { } kind)
            {
                return new Token(kind, _position++, 1);
            }

            switch (c)
            {
                case '\'':
                    return String();
                case '#' when _position + 1 < _text.Length && _text[_position + 1] == '#':
                    return DocMark();
                case '#':
                    _position = LineEnd();
                    break;
                case '\uFEFF':
                case var _ when char.IsWhiteSpace(c):
                    _position++;
                    break;
                default:
                    if (Word() is { } word)
                    {
                        return word;
                    }

                    break;
            }
        }

        return new Token(TokenKind.End, _text.Length, 0);
    }

    /// <summary>Moves behind a documentation block, so that its lines are not read as comments.</summary>
    public void MoveTo(int offset) => _position = offset;

    private static TokenKind? Punctuation(char c) => c switch
    {
        '{' => TokenKind.OpenBrace,
        '}' => TokenKind.CloseBrace,
        '[' => TokenKind.OpenBracket,
        ']' => TokenKind.CloseBracket,
        ':' => TokenKind.Colon,
        ',' => TokenKind.Comma,
        _ => null,
    };

    private int LineEnd()
    {
        int end = _text.IndexOf('\n', _position);
        return end < 0 ? _text.Length : end;
    }

    private Token DocMark()
    {
        int start = _position;
        _position = LineEnd();
        return new Token(TokenKind.DocMark, start, 2);
    }

    private Token? Word()
    {
        int start = _position;
        while (_position < _text.Length && char.IsLetterOrDigit(_text[_position]))
        {
            _position++;
        }

        _position = Math.Max(_position, start + 1);
        ReadOnlySpan<char> word = _text.AsSpan(start, _position - start);
        if (word is "true" or "false")
        {
            return new Token(word is "true" ? TokenKind.True : TokenKind.False, start, word.Length);
        }

        diagnostics.Add(SyntaxRules.StrayCharacter.At(source.Span(start, word.Length), $"stray '{word}': strings stand in single quotes"));
        return null;
    }

    private Token String()
    {
        int start = _position++;
        ReadOnlySpan<char> rest = _text.AsSpan(_position);
        int plain = rest.IndexOfAny('\'', '\\', '\n');
        if (plain >= 0 && rest[plain] == '\'' && !rest[..plain].ContainsAnyExceptInRange(' ', '~'))
        {
            _position += plain + 1;
            return new Token(TokenKind.Text, start, plain + 2, rest[..plain].ToString());
        }

        return OddString(start);
    }

    /// <summary>A string with an escape, a character that it may not have, or no end.</summary>
    private Token OddString(int start)
    {
        StringBuilder value = new();
        for (; _position < _text.Length && _text[_position] != '\n'; _position++)
        {
            char c = _text[_position];
            if (c == '\'')
            {
                _position++;
                return new Token(TokenKind.Text, start, _position - start, value.ToString());
            }

            if (c == '\\' && _position + 1 < _text.Length && _text[_position + 1] != '\n')
            {
                c = _text[++_position];
                if (c != '\\')
                {
                    diagnostics.Add(SyntaxRules.UnknownEscape.At(source.Span(_position - 1, 2), $"unknown escape \\{c}: only \\\\ is allowed"));
                }
            }
            else if (c is < ' ' or > '~')
            {
                diagnostics.Add(SyntaxRules.FunnyCharacter.At(source.Span(_position, 1), $"character U+{(int)c:X4} in a string: only printable ASCII is allowed"));
            }

            value.Append(c);
        }

        diagnostics.Add(SyntaxRules.UnterminatedString.At(source.Span(start, _position - start), "missing terminating \"'\""));
        return new Token(TokenKind.Text, start, _position - start, value.ToString());
    }
}
