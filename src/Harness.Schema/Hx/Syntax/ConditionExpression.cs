using System.Text.RegularExpressions;

using Harness.Schema.Model;

namespace Harness.Schema.Hx.Syntax;

/// <summary>What stands behind <c>#if</c>: <c>defined(X)</c>, <c>defined X</c>, <c>!</c>, <c>&amp;&amp;</c>, <c>||</c> and brackets.</summary>
internal sealed partial class ConditionExpression
{
    private const int MaxDepth = 64;

    private readonly List<string> _tokens;
    private int _next;
    private int _depth;

    private ConditionExpression(List<string> tokens) => _tokens = tokens;

    /// <summary>Null where the text is anything else.</summary>
    public static Condition? TryParse(string text)
    {
        List<string> tokens = [.. Token().Matches(text).Select(m => m.Value)];
        ConditionExpression expression = new(tokens);
        Condition? condition = expression.Any();
        bool all = expression._next == tokens.Count && string.Concat(tokens) == Blank().Replace(text, "");
        return all ? condition : null;
    }

    private string Peek => _next < _tokens.Count ? _tokens[_next] : "";

    private bool Take(string token)
    {
        bool found = Peek == token;
        _next += found ? 1 : 0;
        return found;
    }

    private Condition? Any() => Sequence("||", All, parts => new Condition.Any(parts));

    private Condition? All() => Sequence("&&", One, parts => new Condition.All(parts));

    private Condition? Sequence(string separator, Func<Condition?> part, Func<IReadOnlyList<Condition>, Condition> join)
    {
        List<Condition> parts = [];
        do
        {
            if (part() is not { } found)
            {
                return null;
            }

            parts.Add(found);
        }
        while (Take(separator));
        return parts.Count == 1 ? parts[0] : join(parts);
    }

    private Condition? One()
    {
        if (++_depth > MaxDepth)
        {
            return null;
        }

        if (Take("!"))
        {
            return One() is { } part ? new Condition.Not(part) : null;
        }

        if (Take("("))
        {
            Condition? inner = Any();
            return Take(")") ? inner : null;
        }

        bool defined = Take("defined");
        bool bracket = defined && Take("(");
        if (!Word().IsMatch(Peek))
        {
            return null;
        }

        Condition.Symbol symbol = new(_tokens[_next++]);
        return !bracket || Take(")") ? symbol : null;
    }

    [GeneratedRegex(@"\|\||&&|[!()]|[A-Za-z_][A-Za-z0-9_]*")]
    private static partial Regex Token();

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$")]
    private static partial Regex Word();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();
}
