namespace Harness.Schema.Examples.Json;

/// <summary>The open brackets of a message, and what to do where commas and brackets do not fit.</summary>
internal sealed class BracketBalance(JsonCursor cursor)
{
    private readonly List<char> _open = [];

    public int Depth => _open.Count;

    public bool EnclosingIsArray => _open.Count > 1 && _open[^2] == '[';

    public void Open(char bracket)
    {
        _open.Add(bracket);
        cursor.Step();
    }

    /// <summary>Steps over commas and the closing bracket; false when the container is closed, as it should be or by repair.</summary>
    public bool GoOn(ContainerState state, int start)
    {
        while (true)
        {
            cursor.SkipBlanks();
            char c = cursor.Peek;
            if (cursor.AtEnd)
            {
                CloseMissing(start);
                return false;
            }

            if (c is '}' or ']')
            {
                if (Close(state, start))
                {
                    return false;
                }
            }
            else if (c == ',')
            {
                TakeComma(state);
            }
            else
            {
                return true;
            }
        }
    }

    public void RequireComma(ContainerState state, string what)
    {
        if (state.NeedsComma && state.Comma is null)
        {
            cursor.Report(MessageRules.MissingComma, cursor.Span(cursor.PreviousEnd), $"a comma is missing here, between two {what}");
        }
    }

    public void CloseMissing(int start)
    {
        char close = Closing(_open[^1]);
        _open.RemoveAt(_open.Count - 1);
        cursor.Report(MessageRules.MissingBracket, cursor.Span(Math.Max(0, cursor.PreviousEnd - 1), 1), $"'{close}' is missing after this; what it closes was opened at line {cursor.Span(start).Line}", cursor.Span(start, 1));
    }

    public void ReportExtra()
    {
        cursor.Report(MessageRules.ExtraBracket, cursor.Span(cursor.Position, 1), $"'{cursor.Peek}' closes nothing that is open");
        cursor.Position++;
    }

    private static char Closing(char open) => open == '{' ? '}' : ']';

    private void TakeComma(ContainerState state)
    {
        if (state.Comma is not null || (state.IsEmpty && !state.Elided))
        {
            cursor.Report(MessageRules.Unexpected, cursor.Span(cursor.Position, 1), "a comma with nothing before it");
        }
        else if (state.NeedsComma)
        {
            state.Comma = cursor.Position;
        }

        cursor.Position++;
    }

    /// <summary>False when the bracket was superfluous and is skipped.</summary>
    private bool Close(ContainerState state, int start)
    {
        char own = Closing(_open[^1]);
        if (cursor.Peek == own)
        {
            if (state.Comma is { } comma)
            {
                cursor.Report(MessageRules.TrailingComma, cursor.Span(comma, 1), $"nothing but '{own}' follows this comma");
            }

            _open.RemoveAt(_open.Count - 1);
            cursor.Step();
            return true;
        }

        bool couldBeExtra = Balances(cursor.Position + 1, _open);
        bool couldBeMissing = _open.Count > 1 && Balances(cursor.Position, _open[..^1]);
        if (!couldBeMissing && (couldBeExtra || !_open.Contains(cursor.Peek == '}' ? '{' : '[')))
        {
            ReportExtra();
            return false;
        }

        CloseMissing(start);
        return true;
    }

    /// <summary>True where the rest of the message, from an offset on, closes exactly what is open.</summary>
    private bool Balances(int offset, List<char> open)
    {
        Stack<char> stack = new(open);
        bool quoted = false;
        for (int i = offset; i < cursor.Text.Length; i++)
        {
            char c = cursor.Text[i];
            if (c == '\n')
            {
                quoted = false;
            }
            else if (quoted)
            {
                i += c == '\\' ? 1 : 0;
                quoted = c != '"';
            }
            else if (c is '{' or '[')
            {
                stack.Push(c);
            }
            else if (c is '}' or ']' && (stack.Count == 0 || Closing(stack.Pop()) != c))
            {
                return false;
            }
            else
            {
                quoted = c == '"';
            }
        }

        return stack.Count == 0;
    }
}
