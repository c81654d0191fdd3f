using System.Text;
using System.Text.Json;

namespace Harness.Schema.Qapi.Docs;

/// <summary>
/// Reads a documented message: JSON in which <c>...</c> may stand for left-out members or elements, with words between two of
/// them, and in which strings may have single quotes. What is left out is left out of the result too. Small slips are repaired,
/// so that the message is still of use, and named.
/// </summary>
internal sealed class ElidedJson
{
    private const int MaxDepth = 128;
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 1024 };

    private readonly ElidedText _text;
    private readonly StringBuilder _output = new();
    private readonly List<string> _repairs = [];
    private int _depth;

    private ElidedJson(string text) => _text = new ElidedText(text);

    private enum Outcome
    {
        Copied,
        LeftOut,
        Failed,
    }

    /// <summary>Strict JSON; null when the text is none, or nothing but an elision.</summary>
    public string? Json { get; private set; }

    public bool Elided => _text.Elided;

    /// <summary>Why the text is no JSON; null when it is.</summary>
    public string? Error { get; private set; }

    /// <summary>What had to be changed, besides elisions and quotes.</summary>
    public IReadOnlyList<string> Repairs => _repairs;

    public static ElidedJson Read(string text)
    {
        ElidedJson reader = new(text);
        bool odd = text.Contains("...", StringComparison.Ordinal) || text.Contains('\'', StringComparison.Ordinal);
        if (!odd && IsStrict(text))
        {
            reader.Json = text;
        }
        else if (reader.Message() == Outcome.Copied)
        {
            string json = reader._output.ToString();
            reader.Json = IsStrict(json) ? json : null;
            reader.Error = reader.Json is null ? "a string holds what JSON strings cannot" : null;
        }

        return reader;
    }

    private static bool IsStrict(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, Strict);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private Outcome Message()
    {
        _text.SkipBlanks();
        bool container = _text.Peek() is '{' or '[';
        Outcome outcome = Value(inArray: false);
        _text.SkipBlanks();
        if (outcome != Outcome.Copied || _text.IsEnd)
        {
            return outcome;
        }

        string rest = _text.Near();
        return container && !_text.Rest.ContainsAny("{}[]\"") && _text.Rest.Length < 4
            ? Repaired($"{rest} after its end is dropped")
            : Fail($"{rest} after the end of the message");
    }

    private Outcome Value(bool inArray)
    {
        if (_text.TrySkipElision())
        {
            return Outcome.LeftOut;
        }

        return _text.Peek() switch
        {
            '{' => Container('}', inArray),
            '[' => Container(']', inArray),
            '"' or '\'' => String(),
            _ => Word(),
        };
    }

    /// <summary>An object or array. One that holds nothing but an elision stands, among the elements of an array, for elements.</summary>
    private Outcome Container(char close, bool inArray)
    {
        if (++_depth > MaxDepth)
        {
            return Fail("nested too deep");
        }

        int start = _output.Length;
        _output.Append(_text.Take());
        if (!TryItems(close, out bool elided))
        {
            return Outcome.Failed;
        }

        _depth--;
        if (_text.Peek() == close)
        {
            _text.Take();
        }
        else
        {
            Repaired($"'{close}' is put before {_text.Near()}");
        }

        if (inArray && elided && _output.Length == start + 1)
        {
            _output.Length = start;
            return Outcome.LeftOut;
        }

        _output.Append(close);
        return Outcome.Copied;
    }

    private bool TryItems(char close, out bool elided)
    {
        elided = false;
        bool any = false;
        HashSet<string> names = [];
        for (_text.SkipBlanks(); _text.Peek() != close && !IsEnd(close); _text.SkipBlanks())
        {
            int before = _output.Length;
            _output.Append(any ? ", " : "");
            Outcome outcome = close == '}' ? Member(names) : Value(inArray: true);
            if (outcome == Outcome.LeftOut)
            {
                elided = true;
                _output.Length = before;
            }

            any |= outcome == Outcome.Copied;
            if (outcome == Outcome.Failed || Separator(close, outcome) == Outcome.Failed)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the text ends, or an outer container does, before this one has.</summary>
    private bool IsEnd(char close) => _text.IsEnd || (_depth > 1 && _text.Peek() == (close == '}' ? ']' : '}'));

    /// <summary>Takes the comma behind an item. Beside an elision it may be missing, and one too many may stand.</summary>
    private Outcome Separator(char close, Outcome item)
    {
        _text.SkipBlanks();
        bool end = _text.Peek() == close || IsEnd(close);
        bool lenient = end || item == Outcome.LeftOut || _text.At("...");
        if (_text.Peek() != ',')
        {
            return lenient ? Outcome.Copied
                : _text.Peek() is '"' or '\'' or '{' or '[' ? Repaired($"a comma is put before {_text.Near()}")
                : Fail($"expected ',' or '{close}' before {_text.Near()}");
        }

        _text.Take();
        _text.SkipBlanks();
        return _text.Peek() == close && item == Outcome.Copied ? Repaired($"the comma before '{close}' is dropped") : Outcome.Copied;
    }

    private Outcome Member(HashSet<string> names)
    {
        if (_text.TrySkipElision())
        {
            return Outcome.LeftOut;
        }

        if (_text.Peek() is not ('"' or '\''))
        {
            return Fail($"expected a member name before {_text.Near()}");
        }

        int start = _output.Length;
        if (String() == Outcome.Failed)
        {
            return Outcome.Failed;
        }

        string name = _output.ToString(start, _output.Length - start);
        _text.SkipBlanks();
        if (_text.Peek() != ':' || !names.Add(name))
        {
            return Fail(_text.Peek() == ':' ? $"member {name} stands twice" : $"expected ':' before {_text.Near()}");
        }

        _text.Take();
        _output.Append(": ");
        _text.SkipBlanks();
        return Value(inArray: false);
    }

    private Outcome String()
    {
        char quote = _text.Take();
        _output.Append('"');
        while (!_text.IsEnd && _text.Peek() != '\n')
        {
            char c = _text.Take();
            if (c == quote)
            {
                _output.Append('"');
                return Outcome.Copied;
            }

            if (c == '\\' && !_text.IsEnd)
            {
                _output.Append(c).Append(_text.Take());
            }
            else
            {
                _output.Append(c == '"' ? "\\\"" : c);
            }
        }

        return Fail("a string does not end on its line");
    }

    /// <summary>Copies a number or a literal; quotes another word.</summary>
    private Outcome Word()
    {
        string word = _text.TakeWord();
        bool literal = word.Length > 0 && IsStrict(word);
        _output.Append(literal ? word : $"\"{word}\"");
        return literal ? Outcome.Copied
            : word.Length == 0 ? Fail($"expected a value before {_text.Near()}")
            : _depth == 0 ? Fail($"'{word}' is no JSON value")
            : Repaired($"'{word}' is quoted");
    }

    private Outcome Repaired(string what)
    {
        _repairs.Add(what);
        return Outcome.Copied;
    }

    private Outcome Fail(string why)
    {
        Error = why;
        return Outcome.Failed;
    }
}
