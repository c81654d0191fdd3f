using Harness.Schema.Source;

namespace Harness.Schema.Examples.Json;

/// <summary>A documented message, read.</summary>
/// <param name="Value">Null only where nothing could be made of it.</param>
/// <param name="Elided">Something was left out on purpose.</param>
/// <param name="Diagnostics">One for each repair.</param>
internal sealed record ReadMessage(ExampleValue? Value, bool Elided, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>
/// Reads a documented message as JSON and repairs what is wrong in it, each repair a diagnostic at the place where the text must
/// be changed. Never throws; every step consumes input or closes a container.
/// </summary>
internal sealed class RepairingReader
{
    private const int MaxDepth = 128;

    private readonly JsonCursor _cursor;
    private readonly ScalarReader _scalars;
    private readonly BracketBalance _balance;

    private RepairingReader(JsonCursor cursor)
    {
        _cursor = cursor;
        _scalars = new ScalarReader(cursor);
        _balance = new BracketBalance(cursor);
    }

    /// <param name="lenient">Elisions and single quotes belong to the notation and are not reported.</param>
    public static ReadMessage Read(LineText message, bool lenient, string? command)
    {
        List<Diagnostic> diagnostics = [];
        JsonCursor cursor = new(message, lenient, command, diagnostics);
        ExampleValue? value = new RepairingReader(cursor).ReadMessage();
        return new ReadMessage(cursor.GaveUp ? null : value, cursor.Elided, diagnostics);
    }

    private ExampleValue? ReadMessage()
    {
        _cursor.SkipBlanks();
        if (_cursor.AtEnd)
        {
            _cursor.GiveUp("the message is empty");
            return null;
        }

        ExampleValue? value = ReadValue();
        _cursor.SkipBlanks();
        while (!_cursor.AtEnd && _cursor.Peek is '}' or ']')
        {
            _balance.ReportExtra();
            _cursor.SkipBlanks();
        }

        if (!_cursor.AtEnd)
        {
            _cursor.Report(MessageRules.AfterMessage, _cursor.Span(_cursor.Position, int.MaxValue), "this stands after the end of the message");
        }

        if (value is null)
        {
            _cursor.GiveUp("nothing of the message can be read as JSON");
        }

        return value;
    }

    /// <summary>Null where an elision or nothing readable stood; at least one character is consumed then.</summary>
    private ExampleValue? ReadValue()
    {
        char c = _cursor.Peek;
        if (TrySkipElision())
        {
            return null;
        }

        if (c is '{' or '[')
        {
            return ReadContainer(c);
        }

        if (c is '"' or '\'')
        {
            return _scalars.ReadString(isName: false);
        }

        if (ScalarReader.IsBare(c))
        {
            return _scalars.ReadBare();
        }

        SkipUnexpected();
        return null;
    }

    private ExampleValue? ReadContainer(char open)
    {
        if (_balance.Depth >= MaxDepth)
        {
            _cursor.GiveUp($"the message is nested deeper than {MaxDepth} levels");
            return null;
        }

        int start = _cursor.Position;
        _balance.Open(open);
        return open == '{' ? ReadObject(start) : ReadArray(start);
    }

    private ExampleValue.Object ReadObject(int start)
    {
        List<ExampleMember> members = [];
        ContainerState state = new();
        while (_balance.GoOn(state, start))
        {
            if (TrySkipElision())
            {
                state.Elision();
            }
            else if (_cursor.Peek is '{' or '[' && state.Comma is { } comma && _balance.EnclosingIsArray && members.Count > 0)
            {
                // The object before the comma was never closed.
                _cursor.Position = comma;
                _balance.CloseMissing(start);
                break;
            }
            else if (_cursor.Peek is '"' or '\'' || ScalarReader.IsBare(_cursor.Peek))
            {
                _balance.RequireComma(state, "members");
                AddMember(members, state, ReadMember());
            }
            else
            {
                SkipUnexpected();
            }
        }

        return new ExampleValue.Object(_cursor.SpanTo(start), members, state.Elided);
    }

    private ExampleValue.Array ReadArray(int start)
    {
        List<ExampleValue> items = [];
        ContainerState state = new();
        while (_balance.GoOn(state, start))
        {
            if (TrySkipElision() || TrySkipElidedArray())
            {
                state.Elision();
                continue;
            }

            if (_cursor.Peek is '{' or '[' or '"' or '\'' || ScalarReader.IsBare(_cursor.Peek))
            {
                _balance.RequireComma(state, "elements");
            }

            if (ReadValue() is { } item)
            {
                items.Add(item);
                state.Item();
            }
        }

        return new ExampleValue.Array(_cursor.SpanTo(start), items, state.Elided);
    }

    private void AddMember(List<ExampleMember> members, ContainerState state, ExampleMember? member)
    {
        if (member is null)
        {
            state.Elision();
            return;
        }

        state.Item();
        if (members.FirstOrDefault(m => m.Name == member.Name) is { } first)
        {
            _cursor.Report(MessageRules.DuplicateMember, member.NameSpan, $"the object has a member '{member.Name}' already", first.NameSpan);
            return;
        }

        members.Add(member);
    }

    /// <summary>Null where an elision stands for the value.</summary>
    private ExampleMember? ReadMember()
    {
        ExampleValue.String name = ReadName();
        _cursor.SkipBlanks();
        if (_cursor.Peek == ':')
        {
            _cursor.Step();
        }
        else
        {
            _cursor.Report(MessageRules.MissingColon, _cursor.Span(_cursor.PreviousEnd), $"the colon after the member name \"{name.Value}\" is missing");
        }

        _cursor.SkipBlanks();
        if (TrySkipElision())
        {
            return null;
        }

        ExampleValue? value = _cursor.AtEnd || _cursor.Peek is ',' or '}' or ']' ? null : ReadValue();
        if (value is null)
        {
            _cursor.Report(MessageRules.MissingValue, name.Span, $"member '{name.Value}' has no value");
        }

        return new ExampleMember(name.Value, name.Raw, name.Span, value ?? new ExampleValue.Word(name.Span, null));
    }

    private ExampleValue.String ReadName()
    {
        if (_cursor.Peek is '"' or '\'')
        {
            return _scalars.ReadString(isName: true);
        }

        int start = _cursor.Position;
        while (!_cursor.AtEnd && ScalarReader.IsBare(_cursor.Peek) && !_cursor.At("..."))
        {
            _cursor.Step();
        }

        string name = _cursor.Text[start.._cursor.Position];
        bool quoteFollows = _cursor.Peek is '"' or '\'';
        if (quoteFollows)
        {
            _cursor.Step();
        }

        _cursor.Report(
            quoteFollows ? MessageRules.MissingQuote : MessageRules.BareWord,
            _cursor.Span(start, name.Length),
            quoteFollows ? $"the opening quote of the member name \"{name}\" is missing" : $"the member name {name} needs quotes");
        return new ExampleValue.String(_cursor.SpanTo(start), name, name);
    }

    /// <summary>Skips <c>...</c> with the words after it, up to the next thing that JSON can have.</summary>
    private bool TrySkipElision()
    {
        if (!_cursor.At("..."))
        {
            return false;
        }

        int start = _cursor.Position;
        _cursor.Position += 3;
        while (!_cursor.AtEnd && _cursor.Peek is not (',' or ']' or '}' or '{' or '[' or '"'))
        {
            _cursor.Position++;
        }

        ReportElision(start, _cursor.Position);
        return true;
    }

    /// <summary><c>[ ... more follow ... ]</c> among elements stands for elements, not for an array.</summary>
    private bool TrySkipElidedArray()
    {
        int start = _cursor.Position;
        if (_cursor.Peek != '[')
        {
            return false;
        }

        int inside = start + 1;
        while (inside < _cursor.Text.Length && char.IsWhiteSpace(_cursor.Text[inside]))
        {
            inside++;
        }

        int end = _cursor.Text.AsSpan(inside).IndexOfAny("[]{}\"");
        if (string.CompareOrdinal(_cursor.Text, inside, "...", 0, 3) != 0 || end < 0 || _cursor.Text[inside + end] != ']')
        {
            return false;
        }

        _cursor.Position = inside + end + 1;
        ReportElision(start, _cursor.Position);
        return true;
    }

    private void ReportElision(int start, int end)
    {
        _cursor.Elided = true;
        string words = _cursor.Text[start..end].Trim();
        _cursor.PreviousEnd = start + _cursor.Text[start..end].TrimEnd().Length;
        if (!_cursor.Lenient)
        {
            _cursor.Report(MessageRules.Elision, _cursor.Span(start, words.Length), $"'{words.Replace('\n', ' ')}' is prose; the message is no JSON with it and is read without it");
        }
    }

    private void SkipUnexpected()
    {
        int start = _cursor.Position;
        _cursor.Position++;
        while (!_cursor.AtEnd && !char.IsWhiteSpace(_cursor.Peek) && _cursor.Peek is not (',' or ']' or '}' or '{' or '[' or '"') && !ScalarReader.IsBare(_cursor.Peek))
        {
            _cursor.Position++;
        }

        _cursor.Report(MessageRules.Unexpected, _cursor.SpanTo(start), $"unexpected '{_cursor.Text[start.._cursor.Position]}'");
    }
}
