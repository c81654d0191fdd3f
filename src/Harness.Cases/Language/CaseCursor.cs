using Harness.Schema.Source;

namespace Harness.Cases.Language;

/// <summary>A place in a case file and the ways to move it. A comment begins with <c>#</c> at a place where a word could begin.</summary>
internal sealed class CaseCursor(SourceText source)
{
    private readonly string _text = source.Text;

    public int Position { get; set; }

    public bool AtEnd => Position >= _text.Length;

    /// <summary>NUL at the end of the file, which a file may hold elsewhere too: ask <see cref="AtEnd"/>.</summary>
    public char Current => AtEnd ? '\0' : _text[Position];

    public bool AtLineEnd => AtEnd || Current is '\n' or '\r';

    /// <summary>True when the next character is no character of this line.</summary>
    public bool NextEndsLine => Position + 1 >= _text.Length || _text[Position + 1] is '\n' or '\r';

    public bool AtStep => Looks("->") || Looks("<-") || Looks("--");

    public bool AtCase => Looks("case") && (Position + 4 >= _text.Length || char.IsWhiteSpace(_text[Position + 4]));

    public SourceSpan SpanFrom(int start) => source.Span(start, Position - start);

    public SourceSpan Here(int length = 1) => source.Span(Position, AtEnd ? 0 : length);

    public string Slice(int start, int end) => _text[start..end];

    public bool Looks(string word) => string.CompareOrdinal(_text, Position, word, 0, word.Length) == 0;

    public bool TryTake(string word)
    {
        if (!Looks(word))
        {
            return false;
        }

        Position += word.Length;
        return true;
    }

    /// <summary>Passes blanks and a comment, up to the line end at most.</summary>
    public void SkipBlanks()
    {
        while (Current is ' ' or '\t')
        {
            Position++;
        }

        if (Current == '#')
        {
            SkipLine();
        }
    }

    /// <summary>Passes blanks, comments and line ends.</summary>
    public void SkipTrivia()
    {
        SkipBlanks();
        while (!AtEnd && AtLineEnd)
        {
            Position++;
            SkipBlanks();
        }
    }

    /// <summary>Goes to the line end.</summary>
    public void SkipLine()
    {
        int end = _text.AsSpan(Position).IndexOfAny('\n', '\r');
        Position = end < 0 ? _text.Length : Position + end;
    }

    /// <summary>Goes to where reading can go on after an error: the next line that begins a step or a case, or ends a block.</summary>
    public void SkipToNextStep(bool inBlock)
    {
        do
        {
            SkipLine();
            SkipTrivia();
        }
        while (!AtEnd && !AtStep && !AtCase && !(inBlock && Current == '}'));
    }

    /// <summary>The characters up to the next white space; empty at a line end.</summary>
    public string TakeWord()
    {
        int start = Position;
        while (!AtEnd && !char.IsWhiteSpace(Current))
        {
            Position++;
        }

        return _text[start..Position];
    }

    /// <summary>Letters, digits, <c>_ - .</c>; empty where none stands.</summary>
    public string TakeName()
    {
        int start = Position;
        while (char.IsAsciiLetterOrDigit(Current) || Current is '_' or '-' or '.')
        {
            Position++;
        }

        return _text[start..Position];
    }

    /// <summary>What is left of the line, without blanks around it and without a comment. In a text that begins with a double quote, none begins before the closing one.</summary>
    public string TakeText()
    {
        int start = Position;
        SkipLine();
        string text = _text[start..Position];
        int from = text.StartsWith('"') ? JsonGrammar.LeadingString().Match(text).Length : 0;
        int comment = Enumerable.Range(from, text.Length - from).FirstOrDefault(i => text[i] == '#' && (i == 0 || text[i - 1] is ' ' or '\t'), text.Length);
        return text[..comment].Trim();
    }
}
