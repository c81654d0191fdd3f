using Harness.Schema.Source;

namespace Harness.Cases.Language;

/// <summary>Parses the steps of one case. Every method returns null after it has reported an error.</summary>
internal sealed class StepParser
{
    private readonly CaseCursor _cursor;
    private readonly List<Diagnostic> _diagnostics;
    private readonly StringScanner _strings;
    private readonly ValueParser _values;
    private readonly NoteParser _notes;

    public StepParser(CaseCursor cursor, List<Diagnostic> diagnostics)
    {
        _cursor = cursor;
        _diagnostics = diagnostics;
        _strings = new StringScanner(cursor, diagnostics);
        _values = new ValueParser(cursor, diagnostics, new HashSet<string>(StringComparer.Ordinal));
        _notes = new NoteParser(cursor, diagnostics, this);
    }

    /// <summary>Parses one step, which the cursor is at, to the end of its last line. After an error the cursor is where reading can go on.</summary>
    public Step? Parse()
    {
        Step? step = _cursor.Looks("->") ? ParseSend() : _cursor.Looks("<-") ? ParseExpectation() : _notes.Parse();
        if (step is not null && !IsAtEnd())
        {
            _diagnostics.Add(LanguageRules.TextBehind.At(_cursor.Here(), "the step ends here; what follows belongs to nothing"));
            step = null;
        }

        if (step is null)
        {
            _cursor.SkipToNextStep(_notes.InBlock);
        }

        return step;
    }

    private bool IsAtEnd()
    {
        _cursor.SkipBlanks();
        return _cursor.AtLineEnd;
    }

    private Step? ParseSend()
    {
        int start = _cursor.Position;
        _cursor.TryTake("->");
        string form = _cursor.TakeName();
        SourceSpan head = _cursor.SpanFrom(start);
        _cursor.SkipBlanks();
        switch (form)
        {
            case "":
                return _values.ParseTemplate(outOfBand: false) is { } message ? new Step.Send(message, head) : null;
            case "fd":
                return _values.ParseTemplate(outOfBand: false) is { } carrying ? new Step.Send(carrying, head) { WithDescriptor = true } : null;
            case "oob":
                return _values.ParseTemplate(outOfBand: true) is { } request ? new Step.Send(request, head) : null;
            case "raw" when _cursor.Current == '"':
                return _strings.ReadBytes() is { } bytes ? new Step.SendRaw(bytes, head) : null;
            case "raw":
                return Report(LanguageRules.UnexpectedCharacter, _cursor.Here(), "->raw needs a string in double quotes");
            default:
                return Report(LanguageRules.UnknownSend, head, $"'->{form}' is no way to send{NearestWord.Advice(form, ["raw", "oob", "fd"])}");
        }
    }

    private Step? ParseExpectation()
    {
        int start = _cursor.Position;
        _cursor.TryTake("<-");
        _cursor.SkipBlanks();
        int behind = _cursor.Position;
        string word = _cursor.TakeName();
        SourceSpan head = _cursor.SpanFrom(start);
        _cursor.SkipBlanks();
        switch (word)
        {
            case "greeting":
                return TryPattern(out Pattern? greeting) ? new Step.ExpectGreeting(greeting, head) : null;
            case "error":
                return ParseError(head);
            case "errors":
                return new Step.ExpectErrors(head);
            case "event":
                return ParseEvent(head);
            case "closed":
                return new Step.ExpectClosed(head);
            case "" or "exact" or "not" or "either":
                _cursor.Position = behind;
                return ParseReply(head);
            default:
                string[] words = ["greeting", "error", "errors", "event", "closed", "exact", "not", "either"];
                return Report(LanguageRules.UnknownExpectation, head, $"'<- {word}' expects nothing{NearestWord.Advice(word, words)} or an object");
        }
    }

    private Step.ExpectReply? ParseReply(SourceSpan head)
    {
        if (_values.ParsePattern() is not { } pattern)
        {
            return null;
        }

        bool fits = pattern is Pattern.Members or Pattern.Not or Pattern.Either or Pattern.OfKind { Kind: ValueKind.Any or ValueKind.Object } or Pattern.Bind or Pattern.Bound or Pattern.OfType;
        return fits
            ? new Step.ExpectReply(pattern, head)
            : Report<Step.ExpectReply>(LanguageRules.NeverFits, head, "no reply can fit this, because a reply is an object");
    }

    private Step.ExpectError? ParseError(SourceSpan head)
    {
        string? errorClass = null;
        Pattern? id = null;
        while (!IsAtEnd())
        {
            SourceSpan place = _cursor.Here();
            if (_cursor.TryTake("class="))
            {
                errorClass = _cursor.TakeName();
                if (errorClass.Length == 0)
                {
                    return Report<Step.ExpectError>(LanguageRules.UnexpectedCharacter, _cursor.Here(), "the name of an error class must follow 'class='");
                }
            }
            else if (!_cursor.TryTake("id="))
            {
                return Report<Step.ExpectError>(LanguageRules.UnknownExpectation, place, "an error is described by class=CLASS and id=JSON; anything more is written as <- { \"error\": … }");
            }
            else if ((id = _values.ParsePattern()) is null)
            {
                return null;
            }
        }

        return new Step.ExpectError(errorClass, id, head);
    }

    private Step.ExpectEvent? ParseEvent(SourceSpan head)
    {
        string name = _cursor.TakeName();
        if (name.Length == 0)
        {
            return Report<Step.ExpectEvent>(LanguageRules.UnexpectedCharacter, _cursor.Here(), "the name of an event must follow '<- event'");
        }

        _cursor.SkipBlanks();
        Pattern? timestamp = null;
        if (_cursor.TryTake("timestamp="))
        {
            timestamp = _values.ParsePattern();
            if (timestamp is null)
            {
                return null;
            }
        }

        return TryPattern(out Pattern? data) ? new Step.ExpectEvent(name, data, head) { Timestamp = timestamp } : null;
    }

    /// <summary>Parses a pattern where one begins on this line; false after an error.</summary>
    private bool TryPattern(out Pattern? pattern)
    {
        pattern = IsAtEnd() ? null : _values.ParsePattern();
        return pattern is not null || IsAtEnd();
    }

    private Step? Report(Rule rule, SourceSpan span, string message) => Report<Step>(rule, span, message);

    private T? Report<T>(Rule rule, SourceSpan span, string message)
        where T : Step
    {
        _diagnostics.Add(rule.At(span, message));
        return null;
    }
}
