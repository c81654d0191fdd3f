namespace Harness.Schema.Examples.Json;

/// <summary>Words that stand in a message for parts of it: <c>...</c>, and <c>[ ... more follow ... ]</c>.</summary>
internal sealed class ElisionReader(JsonCursor cursor)
{
    /// <summary>Skips <c>...</c> with the words after it, up to the next thing that JSON can have.</summary>
    public bool TrySkip()
    {
        if (!cursor.At("..."))
        {
            return false;
        }

        int start = cursor.Position;
        cursor.Position += 3;
        while (!cursor.AtEnd && cursor.Peek is not (',' or ']' or '}' or '{' or '[' or '"'))
        {
            cursor.Position++;
        }

        Report(start, cursor.Position);
        return true;
    }

    /// <summary><c>[ ... more follow ... ]</c> among elements stands for elements, not for an array.</summary>
    public bool TrySkipArray()
    {
        int start = cursor.Position;
        if (cursor.Peek != '[')
        {
            return false;
        }

        int inside = start + 1;
        while (inside < cursor.Text.Length && char.IsWhiteSpace(cursor.Text[inside]))
        {
            inside++;
        }

        int end = cursor.Text.AsSpan(inside).IndexOfAny("[]{}\"");
        if (string.CompareOrdinal(cursor.Text, inside, "...", 0, 3) != 0 || end < 0 || cursor.Text[inside + end] != ']')
        {
            return false;
        }

        cursor.Position = inside + end + 1;
        Report(start, cursor.Position);
        return true;
    }

    private void Report(int start, int end)
    {
        cursor.Elided = true;
        string words = cursor.Text[start..end].Trim();
        cursor.PreviousEnd = start + cursor.Text[start..end].TrimEnd().Length;
        if (!cursor.Lenient)
        {
            cursor.Report(
                MessageRules.Elision,
                cursor.Span(start, words.Length),
                $"'{words.Replace('\n', ' ')}' is prose; the message is no JSON with it and is read without it");
        }
    }
}
