using Harness.Schema.Source;

namespace Harness.Cases.Language;

/// <summary>Parses placeholders where they may stand. Every method returns null after it has reported an error.</summary>
/// <param name="bound">Names that patterns of the case have bound so far.</param>
internal sealed class PlaceholderParser(CaseCursor cursor, List<Diagnostic> diagnostics, HashSet<string> bound)
{
    /// <summary>Parses the placeholder that the cursor is at.</summary>
    /// <param name="message">The message that it stands in; null in a pattern.</param>
    public Pattern? Parse(TemplateBuilder? message)
    {
        int start = cursor.Position++;
        while (!cursor.AtLineEnd && cursor.Current != '>')
        {
            cursor.Position++;
        }

        string inside = cursor.Slice(start + 1, cursor.Position);
        if (!cursor.TryTake(">"))
        {
            cursor.Position = start;
            return Report(LanguageRules.Unterminated, cursor.Here(), "the placeholder that begins here has no '>' on its line");
        }

        Pattern? pattern = Placeholders.Parse(inside);
        return pattern is null
            ? Report(LanguageRules.BadPlaceholder, cursor.SpanFrom(start), $"'<{inside}>' is no placeholder; there is {Placeholders.Forms}")
            : Admit(pattern, start, message);
    }

    private Pattern? Admit(Pattern pattern, int start, TemplateBuilder? message)
    {
        switch (pattern)
        {
            case Pattern.Bound { Name: string name } when !bound.Contains(name):
                return Report(LanguageRules.Unbound, cursor.SpanFrom(start), $"'<{name}>' stands before '<bind {name}>', or is a misspelt placeholder; there is {Placeholders.Forms}");
            case Pattern.Bound { Name: string name }:
                message?.Insert(start, name);
                return pattern;
            case var _ when message is not null:
                return Report(LanguageRules.NotSendable, cursor.SpanFrom(start), "a message to send can hold no placeholder but the name of what was bound");
            case Pattern.Bind { Name: string name }:
                bound.Add(name);
                return pattern;
            default:
                return pattern;
        }
    }

    private Pattern? Report(Rule rule, SourceSpan span, string message)
    {
        diagnostics.Add(rule.At(span, message));
        return null;
    }
}
