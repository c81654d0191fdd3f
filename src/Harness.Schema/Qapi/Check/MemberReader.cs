using Harness.Schema.Qapi.Syntax;
using Harness.Schema.Source;

namespace Harness.Schema.Qapi.Check;

/// <summary>Reads what stands inside definitions: members, branches, enum values, features, type names.</summary>
internal sealed class MemberReader(Names names, ConditionReader conditions, List<Diagnostic> diagnostics)
{
    private static readonly string[] MemberKeys = ["type", "if", "features"];
    private static readonly string[] BranchKeys = ["type", "if"];
    private static readonly string[] ValueKeys = ["name", "if", "features"];
    private static readonly string[] FeatureKeys = ["name", "if"];

    public ConditionReader Conditions { get; } = conditions;

    public IReadOnlyList<MemberSyntax> ReadMembers(Node? node, string exceptionName, DefinitionSyntax definition)
    {
        if (node is not ObjectNode tree)
        {
            Wrong(node, $"{definition.KindWord} '{definition.Name}': members must be an object");
            return [];
        }

        return [.. tree.Properties.Select(p => ReadMember(p, exceptionName)).OfType<MemberSyntax>()];
    }

    /// <summary>Branches of a union or arms of an alternate.</summary>
    public IReadOnlyList<MemberSyntax> ReadBranches(Node? node, DefinitionSyntax definition)
    {
        if (node is not ObjectNode tree)
        {
            Wrong(node, $"{definition.KindWord} '{definition.Name}': 'data' must be an object of branches");
            return [];
        }

        if (tree.Properties.Count == 0 && definition.Kind == DefinitionKind.Alternate)
        {
            Report(CheckRules.EmptyData, tree.Span, $"alternate '{definition.Name}' has no branches");
        }

        List<MemberSyntax> branches = [];
        foreach (Property property in tree.Properties)
        {
            names.CheckMember(definition.Name, property.Key, property.KeySpan, enumValue: definition.Kind == DefinitionKind.Union, permitUpper: definition.Kind == DefinitionKind.Union);
            (Node type, Node? condition, _) = Longhand(property, BranchKeys, definition);
            if (ReadType(type, definition.Name, $"branch '{property.Key}'", allowInline: false, allowArray: definition is { Kind: DefinitionKind.Alternate } or { Discriminator: null }) is { } syntax)
            {
                branches.Add(new MemberSyntax(property.Key, false, syntax, property.KeySpan, Conditions.Read(condition, $"branch '{property.Key}'"), []));
            }
        }

        return branches;
    }

    public IReadOnlyList<EnumValueSyntax> ReadValues(Node? node, DefinitionSyntax definition)
    {
        if (node is not ListNode list)
        {
            Wrong(node, $"enum '{definition.Name}': 'data' must be an array");
            return [];
        }

        List<EnumValueSyntax> values = [];
        foreach (Node item in list.Items)
        {
            if (ReadValue(item, definition) is not { } value)
            {
                continue;
            }

            names.CheckMember(definition.Name, value.Name, value.Span, enumValue: true);
            if (values.FirstOrDefault(v => v.Name == value.Name) is { } first)
            {
                diagnostics.Add(Resolve.ResolveRules.Collision.At(value.Span, $"enum '{definition.Name}' has value '{value.Name}' twice", first.Span));
                continue;
            }

            values.Add(value);
        }

        return values;
    }

    public IReadOnlyList<FeatureSyntax> ReadFeatures(Node? node, string owner)
    {
        if (node is null)
        {
            return [];
        }

        if (node is not ListNode list)
        {
            Report(CheckRules.BadFeature, node.Span, $"'features' of {owner} must be an array, not {node.Kind}");
            return [];
        }

        List<FeatureSyntax> features = [];
        foreach (Node item in list.Items)
        {
            FeatureSyntax? feature = item switch
            {
                TextNode text => new FeatureSyntax(text.Value, text.Span, null),
                ObjectNode tree when Named(tree, FeatureKeys, $"feature of {owner}") is { } name => new FeatureSyntax(name.Value, name.Span, Conditions.Read(tree["if"], $"feature '{name.Value}'")),
                ObjectNode => null,
                _ => Bad(item, $"feature of {owner} must be a string or an object, not {item.Kind}"),
            };
            if (feature is null || !names.CheckFeature(feature.Name, feature.Span))
            {
                continue;
            }

            if (features.FirstOrDefault(f => f.Name == feature.Name) is { } first)
            {
                diagnostics.Add(Resolve.ResolveRules.Collision.At(feature.Span, $"{owner} has feature '{feature.Name}' twice", first.Span));
                continue;
            }

            features.Add(feature);
        }

        return features;
    }

    public TypeSyntax? ReadType(Node node, string definition, string what, bool allowInline, bool allowArray = true)
    {
        switch (node)
        {
            case TextNode text:
                return new TypeSyntax(text.Value, false, text.Span);
            case ListNode { Items: [TextNode element] } list when allowArray:
                return new TypeSyntax(element.Value, true, element.Span with { Column = list.Span.Column });
            case ListNode when !allowArray:
                Report(CheckRules.WrongValue, node.Span, $"{what} of '{definition}' cannot be an array");
                return null;
            case ListNode:
                Report(CheckRules.WrongValue, node.Span, $"{what} of '{definition}': array type must contain a single type name");
                return null;
            case ObjectNode inline when allowInline:
                return new TypeSyntax($"{definition}-{what.Trim('\'')}", false, node.Span, [.. inline.Properties.Select(p => ReadMember(p, definition)).OfType<MemberSyntax>()]);
            default:
                Report(CheckRules.WrongValue, node.Span, $"{what} of '{definition}' should be a type name, not {node.Kind}");
                return null;
        }
    }

    private MemberSyntax? ReadMember(Property property, string definition)
    {
        bool optional = property.Key.StartsWith('*');
        string name = optional ? property.Key[1..] : property.Key;
        names.CheckMember(definition, name, property.KeySpan);
        (Node type, Node? condition, Node? features) = Longhand(property, MemberKeys, null);
        string owner = $"member '{name}'";
        TypeSyntax? syntax = ReadType(type, definition, owner, allowInline: false);
        return syntax is null
            ? null
            : new MemberSyntax(name, optional, syntax, property.KeySpan, Conditions.Read(condition, owner), ReadFeatures(features, owner));
    }

    private (Node Type, Node? If, Node? Features) Longhand(Property property, string[] keys, DefinitionSyntax? definition)
    {
        if (property.Value is not ObjectNode tree || (definition is null && tree["type"] is null))
        {
            return (property.Value, null, null);
        }

        foreach (Property unknown in tree.Properties.Where(p => !keys.Contains(p.Key)))
        {
            Report(CheckRules.UnknownKey, unknown.KeySpan, $"'{property.Key}' has unknown key '{unknown.Key}'");
        }

        if (tree["type"] is null)
        {
            Report(CheckRules.MissingKey, tree.Span, $"'{property.Key}' misses key 'type'");
        }

        return (tree["type"] ?? tree, tree["if"], tree["features"]);
    }

    private EnumValueSyntax? ReadValue(Node item, DefinitionSyntax definition)
    {
        switch (item)
        {
            case TextNode text:
                return new EnumValueSyntax(text.Value, text.Span, null, []);
            case ObjectNode tree when Named(tree, ValueKeys, $"value of enum '{definition.Name}'") is { } name:
                string owner = $"value '{name.Value}'";
                return new EnumValueSyntax(name.Value, name.Span, Conditions.Read(tree["if"], owner), ReadFeatures(tree["features"], owner));
            case ObjectNode:
                return null;
            default:
                Wrong(item, $"value of enum '{definition.Name}' must be a string or an object");
                return null;
        }
    }

    private TextNode? Named(ObjectNode tree, string[] keys, string what)
    {
        foreach (Property unknown in tree.Properties.Where(p => !keys.Contains(p.Key)))
        {
            Report(CheckRules.UnknownKey, unknown.KeySpan, $"{what} has unknown key '{unknown.Key}'");
        }

        if (tree["name"] is not TextNode name)
        {
            Report(CheckRules.MissingKey, tree.Span, $"{what} misses key 'name' with a string value");
            return null;
        }

        return name;
    }

    private FeatureSyntax? Bad(Node node, string message)
    {
        Report(CheckRules.BadFeature, node.Span, message);
        return null;
    }

    private void Wrong(Node? node, string message)
    {
        // A missing key is reported where keys are checked.
        if (node is not null)
        {
            Report(CheckRules.WrongValue, node.Span, $"{message}, not {node.Kind}");
        }
    }

    private void Report(Rule rule, SourceSpan span, string message) => diagnostics.Add(rule.At(span, message));
}
