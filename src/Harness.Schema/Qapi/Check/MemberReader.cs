using Harness.Schema.Qapi.Syntax;
using Harness.Schema.Source;

namespace Harness.Schema.Qapi.Check;

/// <summary>Reads what stands inside definitions: members, branches and type names.</summary>
internal sealed class MemberReader(Names names, ConditionReader conditions, FeatureReader features, Pragmas pragmas, List<Diagnostic> diagnostics)
{
    private static readonly Keys MemberKeys = new(["type"], ["if", "features"]);
    private static readonly Keys BranchKeys = new(["type"], ["if"]);

    private bool NestedTypes => pragmas.Age == SyntaxAge.TypeKey;

    /// <param name="owner">The definition, whose name pragmas may list.</param>
    public IReadOnlyList<MemberSyntax> ReadMembers(ObjectNode tree, string owner) =>
        [.. tree.Properties.Select(p => ReadMember(p, owner)).OfType<MemberSyntax>()];

    /// <summary>Branches of a union or arms of an alternate.</summary>
    public IReadOnlyList<MemberSyntax> ReadBranches(Node? node, DefinitionSyntax definition)
    {
        if (node is not ObjectNode tree)
        {
            if (node is not null)
            {
                Report(CheckRules.WrongValue, node.Span, $"'data' of {definition.Label} must be an object of branches, not {node.Kind}");
            }

            return [];
        }

        if (tree.Properties.Count == 0 && definition.Discriminator is null)
        {
            Report(CheckRules.EmptyData, tree.Span, $"{definition.Label} has no branches");
        }

        return [.. tree.Properties.Select(p => ReadBranch(p, definition)).OfType<MemberSyntax>()];
    }

    /// <summary>A type name, an array of one, or (schemas before 2.4) an object of members.</summary>
    /// <param name="who">What has the type, as a message calls it.</param>
    /// <returns>null when it is no type at all.</returns>
    public TypeSyntax? ReadType(Node node, string owner, string who, bool allowArray = true)
    {
        switch (node)
        {
            case TextNode text:
                return new TypeSyntax(text.Value, false, text.Span);
            case ListNode list when !allowArray:
                Report(CheckRules.WrongValue, list.Span, $"{who} cannot be an array");
                return null;
            case ListNode { Items: [TextNode element] }:
                return new TypeSyntax(element.Value, true, element.Span);
            case ListNode list:
                Report(CheckRules.WrongValue, list.Span, $"the array type of {who} must hold a single type name");
                return null;
            case ObjectNode nested when NestedTypes:
                return new TypeSyntax($"{owner}-{who}", false, nested.Span, ReadMembers(nested, owner));
            default:
                Report(CheckRules.WrongValue, node.Span, $"{who} should be a type name, not {node.Kind}");
                return null;
        }
    }

    private MemberSyntax? ReadMember(Property property, string owner)
    {
        bool optional = property.Key.StartsWith('*');
        string name = optional ? property.Key[1..] : property.Key;
        names.CheckMember(owner, name, property.KeySpan);
        string who = $"member '{name}' of '{owner}'";
        ObjectNode? longhand = NestedTypes ? null : Longhand(property, MemberKeys, who);
        return TypeOf(property, longhand) is { } node && ReadType(node, owner, who) is { } type
            ? new MemberSyntax(name, optional, type, property.KeySpan, conditions.Read(longhand?["if"], who), features.ReadFeatures(longhand?["features"], who))
            : null;
    }

    private MemberSyntax? ReadBranch(Property property, DefinitionSyntax definition)
    {
        bool flat = definition.Discriminator is not null;
        if (!flat)
        {
            // Branches of flat unions are checked as values of the discriminator's enum.
            names.CheckBranch(definition.Name, property.Key, property.KeySpan);
        }

        string who = $"branch '{property.Key}' of '{definition.Name}'";
        ObjectNode? longhand = NestedTypes ? null : Longhand(property, BranchKeys, who);
        return TypeOf(property, longhand) is { } node && ReadType(node, definition.Name, who, allowArray: !flat) is { } type
            ? new MemberSyntax(property.Key, false, type, property.KeySpan, conditions.Read(longhand?["if"], who), [])
            : null;
    }

    private static Node? TypeOf(Property property, ObjectNode? longhand) => longhand is null ? property.Value : longhand["type"];

    /// <summary>The value in longhand; null when it is a bare type.</summary>
    private ObjectNode? Longhand(Property property, Keys keys, string who)
    {
        if (property.Value is ObjectNode tree)
        {
            keys.Check(tree, who, property.KeySpan, diagnostics);
            return tree;
        }

        return null;
    }

    private void Report(Rule rule, SourceSpan span, string message) => diagnostics.Add(rule.At(span, message));
}
