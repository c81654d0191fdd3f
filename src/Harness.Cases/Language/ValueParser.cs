using System.Text.Json;

using Harness.Schema.Source;

namespace Harness.Cases.Language;

/// <summary>
/// Parses values of case files: JSON with placeholders. A value ends where its nesting closes, so it may span lines. Every
/// method returns null after it has reported an error.
/// </summary>
/// <param name="bound">Names that patterns of the case have bound so far.</param>
internal sealed class ValueParser(CaseCursor cursor, List<Diagnostic> diagnostics, HashSet<string> bound)
{
    private const int MaxDepth = 512;

    private readonly StringScanner _strings = new(cursor, diagnostics);
    private readonly PlaceholderParser _placeholders = new(cursor, diagnostics, bound);

    /// <summary>Non-null while a message to send is parsed.</summary>
    private TemplateBuilder? _message;

    public Pattern? ParsePattern() => Parse(0);

    /// <summary>Parses a message to send.</summary>
    /// <param name="outOfBand">Turns the member <c>execute</c> into <c>exec-oob</c>.</param>
    public Template? ParseTemplate(bool outOfBand)
    {
        int start = cursor.Position;
        _message = new TemplateBuilder(cursor, outOfBand);
        bool whole = Parse(0) is not null;
        Template? template = whole ? _message.Build(start, cursor.Position) : null;
        bool hasExecute = _message.HasExecute;
        _message = null;
        return template is null || hasExecute || !outOfBand
            ? template
            : Report<Template>(LanguageRules.NothingToExecute, cursor.SpanFrom(start), "->oob sends a request; this message has no member 'execute'");
    }

    private Pattern? Parse(int depth)
    {
        if (depth > MaxDepth)
        {
            return Report<Pattern>(LanguageRules.NestedTooDeep, cursor.Here(), $"nested deeper than {MaxDepth} levels; such a message is sent with ->raw");
        }

        switch (cursor.Current)
        {
            case '{':
                return ParseMembers(depth, exact: false);
            case '[':
                return ParseItems(depth) is { } items ? new Pattern.Elements(items) : null;
            case '"':
                return ParseString() is { } text ? new Pattern.Literal(JsonElement.Parse(text)) : null;
            case '<':
                return _placeholders.Parse(_message);
            case '-' or (>= '0' and <= '9'):
                return ParseNumber();
            default:
                return char.IsAsciiLetter(cursor.Current) ? ParseWord(depth) : Unexpected("a value");
        }
    }

    private Pattern.Members? ParseMembers(int depth, bool exact)
    {
        List<KeyValuePair<string, Pattern>> members = [];
        HashSet<string> names = new(StringComparer.Ordinal);
        int open = cursor.Position++;
        for (Skip(); !cursor.TryTake("}"); Skip())
        {
            if (!Separate(open, members.Count, "}") || ParseKey(depth, names) is not { } name || Parse(depth + 1) is not { } value)
            {
                return null;
            }

            members.Add(new KeyValuePair<string, Pattern>(name, value));
        }

        return new Pattern.Members(members, exact);
    }

    private List<Pattern>? ParseItems(int depth)
    {
        List<Pattern> items = [];
        int open = cursor.Position++;
        for (Skip(); !cursor.TryTake("]"); Skip())
        {
            if (!Separate(open, items.Count, "]") || Parse(depth + 1) is not { } item)
            {
                return null;
            }

            items.Add(item);
        }

        return items;
    }

    /// <summary>Passes the comma before every item but the first.</summary>
    private bool Separate(int open, int count, string close)
    {
        bool comma = count == 0 || cursor.TryTake(",");
        Skip();
        if (cursor.AtEnd || cursor.AtStep || cursor.AtCase)
        {
            cursor.Position = open;
            Report<Pattern>(LanguageRules.Unterminated, cursor.Here(), $"what opens here is not closed by '{close}'");
            return false;
        }

        if (!comma)
        {
            Unexpected($"',' or '{close}'");
        }

        return comma;
    }

    private string? ParseKey(int depth, HashSet<string> names)
    {
        int start = cursor.Position;
        if (cursor.Current != '"')
        {
            Unexpected("a member's name in double quotes");
            return null;
        }

        if (ParseString() is not { } text)
        {
            return null;
        }

        if (text != cursor.Slice(start, cursor.Position))
        {
            return Report<string>(LanguageRules.BadRepetition, cursor.SpanFrom(start), "a member's name cannot be repeated");
        }

        string name = JsonElement.Parse(text).GetString()!;
        if (!names.Add(name))
        {
            return Report<string>(LanguageRules.MemberTwice, cursor.SpanFrom(start), $"the object has a member '{name}' already");
        }

        _message?.Key(name, depth, start);
        Skip();
        if (!cursor.TryTake(":"))
        {
            Unexpected("':'");
            return null;
        }

        Skip();
        return name;
    }

    /// <summary>A JSON string as JSON text.</summary>
    private string? ParseString()
    {
        int start = cursor.Position;
        string? text = _strings.ReadJson();
        if (text is not null && text != cursor.Slice(start, cursor.Position))
        {
            _message?.Replace(start, text);
        }

        return text;
    }

    private Pattern.Literal? ParseNumber()
    {
        int start = cursor.Position;
        while (char.IsAsciiLetterOrDigit(cursor.Current) || cursor.Current is '+' or '-' or '.')
        {
            cursor.Position++;
        }

        string text = cursor.Slice(start, cursor.Position);
        return JsonGrammar.Number().IsMatch(text)
            ? new Pattern.Literal(JsonElement.Parse(text))
            : Report<Pattern.Literal>(LanguageRules.BadJsonNumber, cursor.SpanFrom(start), $"'{text}' is no number of JSON");
    }

    private Pattern? ParseWord(int depth)
    {
        int start = cursor.Position;
        string word = cursor.TakeName();
        switch (word)
        {
            case "true" or "false" or "null":
                return new Pattern.Literal(JsonElement.Parse(word));
            case "exact" or "contains" or "not" or "absent" or "either" or "documented" when _message is not null:
                return Report<Pattern>(LanguageRules.NotSendable, cursor.SpanFrom(start), $"'{word}' stands in a message to send, where only values can stand");
            case "absent":
                return new Pattern.Absent();
        }

        cursor.SkipBlanks();
        switch (word)
        {
            case "exact":
                return cursor.Current == '{' ? ParseMembers(depth, exact: true) : Unexpected("an object behind 'exact'");
            case "contains":
                return cursor.Current != '[' ? Unexpected("an array behind 'contains'") : ParseItems(depth) is { } items ? new Pattern.Contains(items) : null;
            case "not":
                return Parse(depth + 1) is { } inner ? new Pattern.Not(inner) : null;
            case "either":
                return cursor.Current != '[' ? Unexpected("an array behind 'either'") : ParseItems(depth) is { } options ? new Pattern.Either(options) : null;
            case "documented":
                return ParseDocumented(depth);
            default:
                string[] words = ["true", "false", "null", "exact", "contains", "not", "absent", "either", "documented"];
                return Report<Pattern>(LanguageRules.BadWord, cursor.SpanFrom(start), $"'{word}' is no value{NearestWord.Advice(word, words)}");
        }
    }

    private Pattern? ParseDocumented(int depth)
    {
        if (Parse(depth + 1) is not { } exact)
        {
            return null;
        }

        Skip();
        return cursor.Current != '<' ? Unexpected("<returns COMMAND> or <type NAME> behind what is documented")
            : _placeholders.Parse(_message) is not { } placeholder ? null
            : placeholder is Pattern.OfType type ? new Pattern.Documented(exact, type)
            : Unexpected("<returns COMMAND> or <type NAME>");
    }

    /// <summary>Passes white space; in a message a line break and what surrounds it become one blank.</summary>
    private void Skip()
    {
        int start = cursor.Position;
        cursor.SkipTrivia();
        if (_message is not null && cursor.Slice(start, cursor.Position).AsSpan().IndexOfAny("\r\n#") >= 0)
        {
            _message.Replace(start, " ");
        }
    }

    private Pattern? Unexpected(string wanted)
    {
        string found = cursor.AtLineEnd ? "the end of the line" : $"'{cursor.Current}'";
        return Report<Pattern>(LanguageRules.UnexpectedCharacter, cursor.Here(), $"{found} stands where {wanted} is needed");
    }

    private T? Report<T>(Rule rule, SourceSpan span, string message)
        where T : class
    {
        diagnostics.Add(rule.At(span, message));
        return null;
    }
}
