using System.Text;

namespace Harness.Emulator.Commands.Human;

/// <summary>A line of the human monitor, read from left to right.</summary>
internal sealed class HumanLine(string text)
{
    private int _at;

    public bool IsAtEnd => Peek() is null;

    /// <summary>The next character that is no blank; null at the end.</summary>
    public char? Peek()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
        {
            _at++;
        }

        return _at < text.Length ? text[_at] : null;
    }

    /// <summary>Passes over the character that <see cref="Peek"/> gave.</summary>
    public void Skip() => _at++;

    /// <summary>What comes until a character that is not of a kind; empty where the next one is not.</summary>
    public string While(Func<char, bool> isOfKind)
    {
        Peek();
        int from = _at;
        while (_at < text.Length && isOfKind(text[_at]))
        {
            _at++;
        }

        return text[from.._at];
    }

    /// <summary>Everything until a blank, whatever it is; empty at the end.</summary>
    public string Bare() => While(c => !char.IsWhiteSpace(c));

    /// <summary>A word, or a text in double quotes with the escapes of C; null at the end, and where the quotes are not closed or an escape is none.</summary>
    public string? Word()
    {
        if (Peek() is not { } first)
        {
            return null;
        }

        if (first != '"')
        {
            return Bare();
        }

        Skip();
        StringBuilder word = new();
        for (; _at < text.Length; _at++)
        {
            char next = text[_at];
            if (next == '"')
            {
                _at++;
                return word.ToString();
            }

            if (next != '\\')
            {
                word.Append(next);
            }
            else if (++_at < text.Length && Unescape(text[_at]) is { } meant)
            {
                word.Append(meant);
            }
            else
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>All that is left, without the blanks around it.</summary>
    public string Rest()
    {
        Peek();
        string rest = text[_at..].TrimEnd();
        _at = text.Length;
        return rest;
    }

    private static char? Unescape(char letter) => letter switch
    {
        'n' => '\n',
        'r' => '\r',
        '\\' or '\'' or '"' => letter,
        _ => null,
    };
}
