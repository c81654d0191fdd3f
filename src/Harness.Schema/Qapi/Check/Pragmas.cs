using Harness.Schema.Qapi.Syntax;
using Harness.Schema.Source;

namespace Harness.Schema.Qapi.Check;

/// <summary>What the pragmas of a schema allow. They hold for the whole schema, wherever they stand.</summary>
internal sealed class Pragmas
{
    public SyntaxAge Age { get; set; } = SyntaxAge.Current;

    public bool DocRequired { get; private set; }

    public HashSet<string> CommandNames { get; } = new(StringComparer.Ordinal);

    public HashSet<string> CommandReturns { get; } = new(StringComparer.Ordinal);

    public HashSet<string> MemberNames { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Undocumented { get; } = new(StringComparer.Ordinal);

    public void Obey(ObjectNode tree, Property pragma, List<Diagnostic> diagnostics)
    {
        if (tree.Properties.Count != 1 || pragma.Value is not ObjectNode settings)
        {
            diagnostics.Add(SyntaxRules.BadPragma.At(pragma.KeySpan, "a pragma is an object and nothing else"));
            return;
        }

        foreach (Property setting in settings.Properties)
        {
            if (Wrong(setting) is { } wrong)
            {
                diagnostics.Add(SyntaxRules.BadPragma.At(setting.KeySpan, $"pragma '{setting.Key}' {wrong}"));
            }
        }
    }

    /// <summary>Takes one setting; says what is wrong with one that cannot be taken.</summary>
    private string? Wrong(Property setting)
    {
        if (setting.Key == "doc-required")
        {
            DocRequired = setting.Value is BoolNode { Value: true };
            return setting.Value is BoolNode ? null : $"must be a boolean, not {setting.Value.Kind}";
        }

        if (List(setting.Key) is not { } names)
        {
            return "is unknown";
        }

        if (setting.Value is not ListNode list || !list.Items.All(i => i is TextNode))
        {
            return "must be an array of strings";
        }

        names.UnionWith(list.Items.Cast<TextNode>().Select(i => i.Value));
        return null;
    }

    /// <summary>The list that a pragma adds to, by today's names and those of older versions; null for an unknown one.</summary>
    private HashSet<string>? List(string name) => name switch
    {
        "command-name-exceptions" => CommandNames,
        "command-returns-exceptions" or "returns-whitelist" => CommandReturns,
        "member-name-exceptions" or "name-case-whitelist" => MemberNames,
        "documentation-exceptions" => Undocumented,
        _ => null,
    };
}
