using Harness.Schema.Model;
using Harness.Schema.Qapi.Syntax;
using Harness.Schema.Source;

namespace Harness.Schema.Qapi.Check;

/// <summary>Reads <c>if</c>: a symbol, a list (all of them), or one of <c>all</c>, <c>any</c>, <c>not</c>.</summary>
internal sealed class ConditionReader(List<Diagnostic> diagnostics)
{
    public Condition? Read(Node? node, string owner)
    {
        switch (node)
        {
            case null:
                return null;
            case TextNode text when text.Value.Trim().Length > 0:
                return new Condition.Symbol(text.Value);
            case TextNode text:
                return Bad(text.Span, $"'if' condition '{text.Value}' of {owner} is empty");
            case ListNode { Items.Count: 0 } list:
                return Bad(list.Span, $"'if' condition [] of {owner} is useless");
            case ListNode list:
                return new Condition.All(Parts(list, owner));
            case ObjectNode { Properties: [{ } only] } tree:
                return ReadOperator(only, tree, owner);
            default:
                return Bad(node.Span, $"'if' condition of {owner} must be a string, an array, or an object with one of 'all', 'any', 'not'");
        }
    }

    private Condition? ReadOperator(Property only, ObjectNode tree, string owner) => (only.Key, only.Value) switch
    {
        ("not", TextNode or ObjectNode) => Read(only.Value, owner) is { } part ? new Condition.Not(part) : null,
        ("all" or "any", ListNode { Items.Count: 0 }) => Bad(tree.Span, $"'if' condition {{'{only.Key}': []}} of {owner} is useless"),
        ("all", ListNode list) => new Condition.All(Parts(list, owner)),
        ("any", ListNode list) => new Condition.Any(Parts(list, owner)),
        _ => Bad(tree.Span, $"'if' condition of {owner} has the unknown or wrongly used key '{only.Key}'"),
    };

    private List<Condition> Parts(ListNode list, string owner) =>
        [.. list.Items.Select(i => i is ListNode ? Bad(i.Span, $"'if' condition of {owner} has an array in an array") : Read(i, owner)).OfType<Condition>()];

    private Condition? Bad(SourceSpan span, string message)
    {
        diagnostics.Add(CheckRules.BadCondition.At(span, message));
        return null;
    }
}
