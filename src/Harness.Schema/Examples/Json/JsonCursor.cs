using Harness.Schema.Source;

namespace Harness.Schema.Examples.Json;

/// <summary>A place in a message, and what was found wrong on the way to it.</summary>
/// <param name="lenient">Elisions and single quotes belong to the notation and are not reported.</param>
internal sealed class JsonCursor(LineText message, bool lenient, string? command, List<Diagnostic> diagnostics)
{
    public string Text { get; } = message.Text;

    public bool Lenient { get; } = lenient;

    public int Position { get; set; }

    /// <summary>Just behind the last character that was part of something.</summary>
    public int PreviousEnd { get; set; }

    public bool Elided { get; set; }

    /// <summary>Once set nothing is reported any more: what follows is only a consequence.</summary>
    public bool GaveUp { get; private set; }

    public bool AtEnd => Position >= Text.Length;

    public char Peek => AtEnd ? '\0' : Text[Position];

    public bool At(string what) => string.CompareOrdinal(Text, Position, what, 0, what.Length) == 0;

    public void SkipBlanks()
    {
        while (!AtEnd && char.IsWhiteSpace(Text[Position]))
        {
            Position++;
        }
    }

    /// <summary>Steps over one character that is part of the value.</summary>
    public void Step()
    {
        Position++;
        PreviousEnd = Position;
    }

    public SourceSpan Span(int offset, int length = 0) => message.Span(offset, length);

    public SourceSpan SpanTo(int start) => message.Span(start, Position - start);

    public void Report(Rule rule, SourceSpan span, string text, SourceSpan? related = null)
    {
        if (!GaveUp)
        {
            diagnostics.Add(rule.At(span, text, related, command));
        }
    }

    public void GiveUp(string why)
    {
        Report(MessageRules.Unreadable, message.Start, why);
        GaveUp = true;
        Position = Text.Length;
    }
}
