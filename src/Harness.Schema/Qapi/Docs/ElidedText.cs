namespace Harness.Schema.Qapi.Docs;

/// <summary>A place in the text of a documented message that moves forward.</summary>
internal sealed class ElidedText(string text)
{
    public int Position { get; set; }

    /// <summary>Whether an elision was skipped.</summary>
    public bool Elided { get; private set; }

    public bool IsEnd => Position == text.Length;

    public ReadOnlySpan<char> Rest => text.AsSpan(Position);

    /// <summary>The next character; NUL at the end.</summary>
    public char Peek() => Position < text.Length ? text[Position] : '\0';

    public char Take() => text[Position++];

    public bool At(string what) => Rest.StartsWith(what);

    public void SkipBlanks()
    {
        while (Position < text.Length && char.IsWhiteSpace(text[Position]))
        {
            Position++;
        }
    }

    /// <summary>Skips <c>...</c>, and words up to a second one or to the end of the container.</summary>
    public bool TrySkipElision()
    {
        if (!At("..."))
        {
            return false;
        }

        Elided = true;
        while (!IsEnd && Peek() is not (',' or ']' or '}' or '{' or '[' or '"'))
        {
            Position++;
        }

        return true;
    }

    /// <summary>Takes a run of characters that numbers and literals are made of.</summary>
    public string TakeWord()
    {
        int start = Position;
        while ((char.IsAsciiLetterOrDigit(Peek()) || Peek() is '+' or '-' or '.' or '_') && !At("..."))
        {
            Position++;
        }

        return text[start..Position];
    }

    /// <summary>What stands here, as a message quotes it.</summary>
    public string Near() => IsEnd ? "the end" : $"'{text.Substring(Position, Math.Min(12, text.Length - Position)).Replace('\n', ' ')}'";
}
