using System.Text;
using System.Text.Json;

namespace Harness.Schema.Qapi.Docs;

/// <summary>
/// Reads a documented message: JSON in which <c>...</c> may stand for left-out members or elements, with words between two of
/// them, and in which strings may have single quotes. What is left out is left out of the result too.
/// </summary>
internal sealed class ElidedJson
{
    private const int MaxDepth = 128;

    private readonly string _text;
    private readonly StringBuilder _output = new();
    private int _position;
    private int _depth;

    private ElidedJson(string text) => _text = text;

    /// <summary>Strict JSON; null when the text is none even with elisions taken out.</summary>
    public string? Json { get; private set; }

    public bool Elided { get; private set; }

    public string? Error { get; private set; }

    public static ElidedJson Read(string text)
    {
        ElidedJson reader = new(text);
        if (IsStrict(text))
        {
            reader.Json = text;
            return reader;
        }

        try
        {
            if (!reader.Value())
            {
                Fail("nothing but an elision");
            }

            reader.Blanks();
            if (reader._position < text.Length)
            {
                Fail($"'{reader.Near()}' after the end of the message");
            }

            reader.Json = reader._output.ToString();
            reader.Error = IsStrict(reader.Json) ? null : "no valid JSON";
        }
        catch (FormatException e)
        {
            reader.Error = e.Message;
        }

        reader.Json = reader.Error is null ? reader.Json : null;
        return reader;
    }

    private static bool IsStrict(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 1024 });
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Copies one value; false when an elision stood in its place.</summary>
    private bool Value()
    {
        Blanks();
        if (TryElision())
        {
            return false;
        }

        switch (Peek())
        {
            case '{':
                return Container('}', Member);
            case '[':
                return Container(']', Value);
            case '"' or '\'':
                String();
                return true;
            default:
                Word();
                return true;
        }
    }

    private bool Container(char close, Func<bool> item)
    {
        if (++_depth > MaxDepth)
        {
            Fail("nested too deep");
        }

        bool elided = Elided;
        Elided = false;
        _output.Append(_text[_position++]);
        int start = _output.Length;
        Items(close, item);
        bool onlyElision = Elided && _output.Length == start;
        _output.Append(close);
        _position++;
        _depth--;
        bool inside = Elided;
        Elided |= elided;

        // "[ ... more of them ... ]" among elements stands for elements, not for an empty array.
        return !(inside && onlyElision && close == ']' && _depth > 0 && ParentIsArray(start));
    }

    private bool ParentIsArray(int start)
    {
        int before = start - 2;
        while (before >= 0 && char.IsWhiteSpace(_output[before]))
        {
            before--;
        }

        if (before < 0 || _output[before] is not (',' or '['))
        {
            return false;
        }

        _output.Length = start - 1;
        return true;
    }

    private void Items(char close, Func<bool> item)
    {
        bool any = false;
        while (true)
        {
            Blanks();
            if (Peek() == close)
            {
                return;
            }

            int before = _output.Length;
            if (any)
            {
                _output.Append(", ");
            }

            int mark = _output.Length;
            bool copied = item();
            if (!copied)
            {
                _output.Length = before;
            }

            any |= copied && _output.Length > mark;
            Blanks();
            if (Peek() == ',')
            {
                _position++;
            }
            else if (Peek() != close && !At("..."))
            {
                Fail($"expected ',' or '{close}' before '{Near()}'");
            }
        }
    }

    private bool Member()
    {
        if (TryElision())
        {
            return false;
        }

        if (Peek() is not ('"' or '\''))
        {
            Fail($"expected a member name before '{Near()}'");
        }

        String();
        Blanks();
        if (Peek() != ':')
        {
            Fail($"expected ':' before '{Near()}'");
        }

        _position++;
        _output.Append(": ");
        return Value();
    }

    private void String()
    {
        char quote = _text[_position++];
        _output.Append('"');
        for (; _position < _text.Length; _position++)
        {
            char c = _text[_position];
            if (c == quote)
            {
                _position++;
                _output.Append('"');
                return;
            }

            if (c == '\n')
            {
                break;
            }

            if (c == '\\' && _position + 1 < _text.Length)
            {
                _output.Append(c);
                c = _text[++_position];
            }
            else if (c == '"')
            {
                _output.Append('\\');
            }

            _output.Append(c);
        }

        Fail("a string does not end on its line");
    }

    private void Word()
    {
        int start = _position;
        while (_position < _text.Length && (char.IsAsciiLetterOrDigit(_text[_position]) || _text[_position] is '+' or '-' or '.') && !At("..."))
        {
            _position++;
        }

        if (_position == start)
        {
            Fail($"expected a value before '{Near()}'");
        }

        _output.Append(_text, start, _position - start);
    }

    /// <summary>Skips <c>...</c>, and words up to a second one or to the end of the container.</summary>
    private bool TryElision()
    {
        if (!At("..."))
        {
            return false;
        }

        Elided = true;
        _position += 3;
        while (_position < _text.Length && _text[_position] is not (',' or ']' or '}' or '{' or '[' or '"'))
        {
            _position++;
        }

        return true;
    }

    private bool At(string what) => string.CompareOrdinal(_text, _position, what, 0, what.Length) == 0;

    private char Peek() => _position < _text.Length ? _text[_position] : '\0';

    private void Blanks()
    {
        while (_position < _text.Length && char.IsWhiteSpace(_text[_position]))
        {
            _position++;
        }
    }

    private string Near() => _position >= _text.Length ? "end" : _text.Substring(_position, Math.Min(12, _text.Length - _position)).Replace('\n', ' ');

    private static void Fail(string why) => throw new FormatException(why);
}
