using Harness.Schema.Qapi.Resolve;
using Harness.Schema.Qapi.Syntax;
using Harness.Schema.Source;

namespace Harness.Schema.Qapi.Check;

/// <summary>Reads <c>features</c> and the values of enums: lists of names, each bare or as <c>{ 'name': … }</c>.</summary>
internal sealed class FeatureReader(Names names, ConditionReader conditions, List<Diagnostic> diagnostics)
{
    private static readonly Keys FeatureKeys = new(["name"], ["if"]);
    private static readonly Keys ValueKeys = new(["name"], ["if", "features"]);

    public IReadOnlyList<FeatureSyntax> ReadFeatures(Node? node, string owner)
    {
        if (node is not null and not ListNode)
        {
            diagnostics.Add(CheckRules.BadFeature.At(node.Span, $"'features' of {owner} must be an array, not {node.Kind}"));
        }

        List<FeatureSyntax> features = [];
        foreach (Node item in (node as ListNode)?.Items ?? [])
        {
            if (Name(item, FeatureKeys, CheckRules.BadFeature, $"a feature of {owner}") is not { } name || !names.CheckFeature(name.Value, owner, name.Span))
            {
                continue;
            }

            if (features.FirstOrDefault(f => f.Name == name.Value) is { } first)
            {
                diagnostics.Add(ResolveRules.Collision.At(name.Span, $"{owner} has feature '{name.Value}' twice", first.Span));
                continue;
            }

            features.Add(new FeatureSyntax(name.Value, name.Span, conditions.Read((item as ObjectNode)?["if"], $"feature '{name.Value}' of {owner}")));
        }

        return features;
    }

    public IReadOnlyList<EnumValueSyntax> ReadValues(Node? node, DefinitionSyntax definition)
    {
        if (node is not null and not ListNode)
        {
            diagnostics.Add(CheckRules.WrongValue.At(node.Span, $"'data' of {definition.Label} must be an array, not {node.Kind}"));
        }

        List<EnumValueSyntax> values = [];
        foreach (Node item in (node as ListNode)?.Items ?? [])
        {
            if (Name(item, ValueKeys, CheckRules.WrongValue, $"a value of {definition.Label}") is not { } name)
            {
                continue;
            }

            names.CheckValue(definition.Name, name.Value, name.Span);
            if (values.FirstOrDefault(v => MemberName.Same(v.Name, name.Value)) is { } first)
            {
                diagnostics.Add(ResolveRules.Collision.At(name.Span, $"value '{name.Value}' of {definition.Label} collides with value '{first.Name}'", first.Span));
                continue;
            }

            string owner = $"value '{name.Value}' of {definition.Label}";
            ObjectNode? longhand = item as ObjectNode;
            values.Add(new EnumValueSyntax(name.Value, name.Span, conditions.Read(longhand?["if"], owner), ReadFeatures(longhand?["features"], owner)));
        }

        return values;
    }

    /// <summary>The name of an item, bare or in longhand; null when it has none.</summary>
    private TextNode? Name(Node item, Keys keys, Rule wrong, string who)
    {
        switch (item)
        {
            case TextNode text:
                return text;
            case ObjectNode tree:
                keys.Check(tree, who, tree.Span, diagnostics);
                if (tree["name"] is { } name and not TextNode)
                {
                    diagnostics.Add(wrong.At(name.Span, $"'name' of {who} must be a string, not {name.Kind}"));
                }

                return tree["name"] as TextNode;
            default:
                diagnostics.Add(wrong.At(item.Span, $"{who} must be a string or an object, not {item.Kind}"));
                return null;
        }
    }
}
