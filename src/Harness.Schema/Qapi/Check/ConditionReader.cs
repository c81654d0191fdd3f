using Harness.Schema.Model;
using Harness.Schema.Qapi.Syntax;
using Harness.Schema.Source;

namespace Harness.Schema.Qapi.Check;

/// <summary>
/// Reads <c>if</c>: a symbol or one of <c>all</c>, <c>any</c>, <c>not</c>. Before 6.1 it was a C expression, or a list of them
/// that must all hold; both are read too.
/// </summary>
internal sealed class ConditionReader(List<Diagnostic> diagnostics)
{
    public Condition? Read(Node? node, string owner)
    {
        switch (node)
        {
            case null:
                return null;
            case TextNode text when IsSymbol(text.Value) || text.Value.Contains("defined", StringComparison.Ordinal):
                return new Condition.Symbol(text.Value);
            case TextNode text:
                return Bad(text, $"'{text.Value}' of {owner} is no symbol: uppercase letters, digits and '_'");
            case ListNode { Items.Count: 0 }:
                return Bad(node, $"[] of {owner} is useless");
            case ListNode list:
                return All(list, owner);
            case ObjectNode { Properties: [{ } only] }:
                return Operator(only, owner);
            case ObjectNode tree:
                return Bad(tree, $"of {owner} must have exactly one of the keys 'all', 'any', 'not'; it has {tree.Properties.Count}");
            default:
                return Bad(node, $"of {owner} must be a string or an object, not {node.Kind}");
        }
    }

    private Condition? Operator(Property only, string owner) => (only.Key, only.Value) switch
    {
        ("not", TextNode or ObjectNode) => Read(only.Value, owner) is { } part ? new Condition.Not(part) : null,
        ("not", _) => Bad(only.Value, $"'not' of {owner} must be a string or an object, not {only.Value.Kind}"),
        ("all" or "any", ListNode { Items.Count: 0 }) => Bad(only.Value, $"'{only.Key}' of {owner} is useless with an empty array"),
        ("all", ListNode list) => All(list, owner),
        ("any", ListNode list) => new Condition.Any(Parts(list, owner)),
        ("all" or "any", _) => Bad(only.Value, $"'{only.Key}' of {owner} must be an array, not {only.Value.Kind}"),
        _ => Bad(only.Value, $"of {owner} has unknown key '{only.Key}' (valid: all, any, not)"),
    };

    private Condition.All All(ListNode list, string owner) => new(Parts(list, owner));

    private List<Condition> Parts(ListNode list, string owner) =>
        [.. list.Items.Select(i => i is ListNode ? Bad(i, $"of {owner} has an array in an array") : Read(i, owner)).OfType<Condition>()];

    private static bool IsSymbol(string text) =>
        text.Length > 0 && char.IsAsciiLetterUpper(text[0]) && text.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '_');

    private Condition? Bad(Node node, string message)
    {
        diagnostics.Add(CheckRules.BadCondition.At(node.Span, $"'if' condition {message}"));
        return null;
    }
}
