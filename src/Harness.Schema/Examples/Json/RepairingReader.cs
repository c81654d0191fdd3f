using Harness.Schema.Source;

namespace Harness.Schema.Examples.Json;

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
    private readonly ElisionReader _elisions;

    private RepairingReader(JsonCursor cursor)
    {
        _cursor = cursor;
        _scalars = new ScalarReader(cursor);
        _balance = new BracketBalance(cursor);
        _elisions = new ElisionReader(cursor);
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

        ExampleValue? value = BeginsValue() || _cursor.At("...") ? ReadValue() : null;
        if (value is null)
        {
            _cursor.GiveUp("nothing of the message can be read as JSON");
            return null;
        }

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

        return value;
    }

    private bool BeginsValue() => _cursor.Peek is '{' or '[' or '"' or '\'' || ScalarReader.IsBare(_cursor.Peek);

    /// <summary>Null where an elision or nothing readable stood; at least one character is consumed then.</summary>
    private ExampleValue? ReadValue()
    {
        char c = _cursor.Peek;
        if (_elisions.TrySkip())
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
            if (_elisions.TrySkip())
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
            if (_elisions.TrySkip() || _elisions.TrySkipArray())
            {
                state.Elision();
                continue;
            }

            if (BeginsValue())
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
        ExampleValue.String name = _scalars.ReadName();
        _cursor.SkipBlanks();
        bool colon = _cursor.Peek == ':';
        if (colon)
        {
            _cursor.Step();
            _cursor.SkipBlanks();
        }

        if (_elisions.TrySkip())
        {
            return null;
        }

        if (_cursor.AtEnd || _cursor.Peek is ',' or '}' or ']')
        {
            _cursor.Report(MessageRules.MissingValue, name.Span, $"member '{name.Value}' has no value");
            return new ExampleMember(name.Value, name.Raw, name.Span, new ExampleValue.Word(name.Span, null));
        }

        if (!colon)
        {
            _cursor.Report(MessageRules.MissingColon, _cursor.Span(_cursor.PreviousEnd), $"the colon after the member name \"{name.Value}\" is missing");
        }

        return new ExampleMember(name.Value, name.Raw, name.Span, ReadMemberValue() ?? new ExampleValue.Word(name.Span, null));
    }

    /// <summary>The value, behind whatever stands before it that is none.</summary>
    private ExampleValue? ReadMemberValue()
    {
        ExampleValue? value = ReadValue();
        _cursor.SkipBlanks();
        while (value is null && BeginsValue())
        {
            value = ReadValue();
            _cursor.SkipBlanks();
        }

        return value;
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
