using Harness.Schema.Model;
using Harness.Schema.Source;

namespace Harness.Schema.Hx.Syntax;

/// <summary>The <c>#if</c> lines around a place in the table.</summary>
internal sealed class ConditionStack(List<Diagnostic> diagnostics)
{
    private readonly List<(Condition? Condition, SourceSpan Span)> _open = [];

    /// <summary>What must hold here; null where nothing need.</summary>
    public Condition? Current()
    {
        List<Condition> parts = [.. _open.Select(o => o.Condition).OfType<Condition>()];
        return parts.Count switch { 0 => null, 1 => parts[0], _ => new Condition.All(parts) };
    }

    public void Take(string line, SourceSpan span)
    {
        string text = line[1..].TrimStart();
        string word = new([.. text.TakeWhile(char.IsAsciiLetter)]);
        string rest = text[word.Length..].Trim();
        switch (word)
        {
            case "if":
                _open.Add((Read(rest, span), span));
                break;
            case "ifdef":
                _open.Add((new Condition.Symbol(rest), span));
                break;
            case "ifndef":
                _open.Add((new Condition.Not(new Condition.Symbol(rest)), span));
                break;
            case "else" when _open.Count > 0:
                _open[^1] = (_open[^1].Condition is { } condition ? new Condition.Not(condition) : null, _open[^1].Span);
                break;
            case "endif" when _open.Count > 0:
                _open.RemoveAt(_open.Count - 1);
                break;
            case "else" or "endif":
                diagnostics.Add(FrameRules.Condition.At(span, $"#{word} without #if"));
                break;
            case "elif":
                diagnostics.Add(FrameRules.Condition.At(span, "#elif is not supported in a table; write #else and #if"));
                break;
            default:
                // Other directives (#include, #define) say nothing of entries.
                break;
        }
    }

    public void Finish()
    {
        foreach ((Condition? _, SourceSpan span) in _open)
        {
            diagnostics.Add(FrameRules.Condition.At(span, "this #if has no #endif"));
        }
    }

    private Condition? Read(string text, SourceSpan span)
    {
        if (ConditionExpression.TryParse(text) is { } condition)
        {
            return condition;
        }

        diagnostics.Add(FrameRules.Condition.At(span, $"the condition '{text}' is none of defined(X), !, && and ||"));
        return null;
    }
}
