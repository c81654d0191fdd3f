using Harness.Schema.Source;

namespace Harness.Schema.Qapi.Syntax;

internal enum TokenKind
{
    End,

    /// <summary>One of <c>{ } [ ] : ,</c>.</summary>
    Punctuation,
    Text,
    True,
    False,

    /// <summary>A line that is <c>##</c> alone.</summary>
    DocMark,
}

internal readonly record struct Token(TokenKind Kind, char Punctuation, string Text, int Offset, int Length);

/// <summary>Tokens of a schema file. Broken ones are reported and skipped, so there is always a next token.</summary>
internal sealed class Lexer(SourceText source, List<Diagnostic> diagnostics)
{
    private readonly string _text = source.Text;
    private int _position;

    public int Position => _position;

    /// <summary>The next token; comments are skipped, and <c>##</c> lines too unless asked for.</summary>
    public Token Next(bool docMarks)
    {
        while (_position < _text.Length)
        {
            char c = _text[_position];
            switch (c)
            {
                case ' ' or '\t' or '\r' or '\n' or '\uFEFF':
                    _position++;
                    break;
                case '#':
                    int start = _position;
                    bool mark = SkipComment();
                    if (mark && docMarks)
                    {
                        return new Token(TokenKind.DocMark, '\0', "##", start, 2);
                    }

                    break;
                case '{' or '}' or '[' or ']' or ':' or ',':
                    return new Token(TokenKind.Punctuation, c, c.ToString(), _position++, 1);
                case '\'':
                    return String();
                default:
                    if (Word() is { } word)
                    {
                        return word;
                    }

                    break;
            }
        }

        return new Token(TokenKind.End, '\0', "end of file", _text.Length, 0);
    }

    /// <summary>Moves behind a documentation block, so that its lines are not read as comments.</summary>
    public void MoveTo(int offset) => _position = offset;

    private bool SkipComment()
    {
        int end = _text.IndexOf('\n', _position);
        end = end < 0 ? _text.Length : end;
        bool mark = _text.AsSpan(_position, end - _position).TrimEnd() is "##";
        _position = end;
        return mark;
    }

    private Token? Word()
    {
        int start = _position;
        while (_position < _text.Length && char.IsLetterOrDigit(_text[_position]))
        {
            _position++;
        }

        string word = _text[start.._position];
        switch (word)
        {
            case "true":
                return new Token(TokenKind.True, '\0', word, start, word.Length);
            case "false":
                return new Token(TokenKind.False, '\0', word, start, word.Length);
            default:
                _position = Math.Max(_position, start + 1);
                diagnostics.Add(SyntaxRules.StrayCharacter.At(
                    source.Span(start, _position - start), $"stray '{_text[start.._position]}': strings stand in single quotes"));
                return null;
        }
    }

    private Token String()
    {
        int start = _position++;
        int plain = _text.AsSpan(_position).IndexOfAny('\'', '\\', '\n');
        if (plain >= 0 && _text[_position + plain] == '\'' && !_text.AsSpan(_position, plain).ContainsAnyExceptInRange(' ', '~'))
        {
            _position += plain + 1;
            return new Token(TokenKind.Text, '\0', _text.Substring(start + 1, plain), start, plain + 2);
        }

        return OddString(start);
    }

    private Token OddString(int start)
    {
        System.Text.StringBuilder value = new();
        for (; _position < _text.Length && _text[_position] != '\n'; _position++)
        {
            char c = _text[_position];
            if (c == '\'')
            {
                _position++;
                return new Token(TokenKind.Text, '\0', value.ToString(), start, _position - start);
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
        return new Token(TokenKind.Text, '\0', value.ToString(), start, _position - start);
    }
}
