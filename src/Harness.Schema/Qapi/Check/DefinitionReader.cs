using Harness.Schema.Qapi.Syntax;
using Harness.Schema.Source;

namespace Harness.Schema.Qapi.Check;

/// <summary>Checks the shape of definitions, today's and older ones, and reads them into <see cref="DefinitionSyntax"/>.</summary>
internal sealed class DefinitionReader
{
    private static readonly string[] Kinds = ["enum", "struct", "type", "union", "alternate", "command", "event"];

    private static readonly Dictionary<DefinitionKind, (string[] Required, string[] Optional)> Keys = new()
    {
        [DefinitionKind.Enum] = (["data"], ["prefix", "if", "features"]),
        [DefinitionKind.Struct] = (["data"], ["base", "if", "features"]),
        [DefinitionKind.Union] = (["data"], ["base", "discriminator", "if", "features"]),
        [DefinitionKind.Alternate] = (["data"], ["if", "features"]),
        [DefinitionKind.Command] = ([], ["data", "returns", "boxed", "gen", "success-response", "allow-oob", "allow-preconfig", "coroutine", "if", "features"]),
        [DefinitionKind.Event] = ([], ["data", "boxed", "if", "features"]),
    };

    private readonly List<Diagnostic> _diagnostics;
    private readonly Names _names;
    private readonly MemberReader _members;

    public DefinitionReader(Pragmas pragmas, List<Diagnostic> diagnostics)
    {
        _diagnostics = diagnostics;
        _names = new Names(pragmas, diagnostics);
        _members = new MemberReader(_names, new ConditionReader(diagnostics), diagnostics);
    }

    /// <summary>Reads one expression; null when it is so broken that it defines nothing.</summary>
    public DefinitionSyntax? Read(Expression expression)
    {
        ObjectNode tree = expression.Tree;
        List<Property> kinds = [.. tree.Properties.Where(p => Kinds.Contains(p.Key))];
        if (kinds.Count != 1)
        {
            string found = kinds.Count == 0 ? "none of them" : string.Join(" and ", kinds.Select(k => $"'{k.Key}'"));
            Report(CheckRules.NoKind, kinds.Count == 0 ? tree.Span : kinds[1].KeySpan, $"a definition has exactly one of {string.Join(", ", Kinds.Select(k => $"'{k}'"))}; this has {found}");
            return null;
        }

        if (kinds[0].Value is not TextNode name)
        {
            Report(CheckRules.WrongValue, kinds[0].Value.Span, $"'{kinds[0].Key}' key must have a string value, not {kinds[0].Value.Kind}");
            return null;
        }

        DefinitionKind kind = kinds[0].Key == "type" ? DefinitionKind.Struct : Enum.Parse<DefinitionKind>(kinds[0].Key, ignoreCase: true);
        _names.CheckDefinition(kind, name.Value, name.Span);
        CheckKeys(kind, tree, kinds[0].Key, name);
        return ReadBody(kind, tree, new DefinitionSyntax(kind, name.Value, name.Span, expression.EndLine, expression.Doc));
    }

    private void CheckKeys(DefinitionKind kind, ObjectNode tree, string kindKey, TextNode name)
    {
        (string[] required, string[] optional) = Keys[kind];
        foreach (Property property in tree.Properties.Where(p => p.Key != kindKey && !required.Contains(p.Key) && !optional.Contains(p.Key)))
        {
            Report(CheckRules.UnknownKey, property.KeySpan, $"{kindKey} '{name.Value}' has unknown key '{property.Key}'");
        }

        foreach (string missing in required.Where(r => tree[r] is null))
        {
            Report(CheckRules.MissingKey, name.Span, $"{kindKey} '{name.Value}' misses key '{missing}'");
        }
    }

    private DefinitionSyntax? ReadBody(DefinitionKind kind, ObjectNode tree, DefinitionSyntax definition)
    {
        string owner = $"{definition.KindWord} '{definition.Name}'";
        definition = definition with
        {
            If = _members.Conditions.Read(tree["if"], owner),
            Features = _members.ReadFeatures(tree["features"], owner),
        };
        return kind switch
        {
            DefinitionKind.Enum => definition with { Values = _members.ReadValues(tree["data"], definition) },
            DefinitionKind.Struct => ReadStruct(tree, definition),
            DefinitionKind.Union => ReadUnion(tree, definition),
            DefinitionKind.Alternate => definition with { Members = _members.ReadBranches(tree["data"], definition) },
            _ => ReadCommandOrEvent(tree, definition),
        };
    }

    private DefinitionSyntax ReadStruct(ObjectNode tree, DefinitionSyntax definition)
    {
        definition = definition with { Members = _members.ReadMembers(tree["data"], definition.Name, definition) };
        return tree["base"] switch
        {
            null => definition,
            TextNode text => definition with { Base = new TypeSyntax(text.Value, false, text.Span) },
            { } other => WrongValue(other, definition, "'base' must be a type name"),
        };
    }

    private DefinitionSyntax ReadUnion(ObjectNode tree, DefinitionSyntax definition)
    {
        definition = tree["base"] switch
        {
            null => definition,
            TextNode text => definition with { Base = new TypeSyntax(text.Value, false, text.Span) },
            ObjectNode inline => definition with { BaseMembers = _members.ReadMembers(inline, definition.Name, definition) },
            { } other => WrongValue(other, definition, "'base' must be a type name or an object"),
        };

        // Before 2.4 an empty object as discriminator made what is an alternate today.
        bool anonymous = tree["discriminator"] is ObjectNode { Properties.Count: 0 };
        definition = tree["discriminator"] switch
        {
            null or ObjectNode { Properties.Count: 0 } => definition,
            TextNode { Value.Length: > 0 } text => definition with { Discriminator = text.Value, DiscriminatorSpan = text.Span },
            { } other => WrongValue(other, definition, "'discriminator' must be a member name"),
        };
        if (definition.Discriminator is not null && definition is { Base: null, BaseMembers: null })
        {
            Report(CheckRules.MissingKey, definition.Span, $"union '{definition.Name}' has a discriminator but misses key 'base'");
        }

        definition = definition with { Members = _members.ReadBranches(tree["data"], definition) };
        return anonymous ? definition with { Kind = DefinitionKind.Alternate } : definition;
    }

    private DefinitionSyntax ReadCommandOrEvent(ObjectNode tree, DefinitionSyntax definition)
    {
        definition = definition with
        {
            Boxed = Flag(tree, "boxed", definition, only: true, otherwise: false),
            Generated = Flag(tree, "gen", definition, only: false, otherwise: true),
            SuccessResponse = Flag(tree, "success-response", definition, only: false, otherwise: true),
            AllowOutOfBand = Flag(tree, "allow-oob", definition, only: true, otherwise: false),
            AllowPreconfig = Flag(tree, "allow-preconfig", definition, only: true, otherwise: false),
            Returns = tree["returns"] is { } returns ? _members.ReadType(returns, definition.Name, "'returns'", allowInline: true) : null,
        };
        if (Flag(tree, "coroutine", definition, only: true, otherwise: false) && definition.AllowOutOfBand)
        {
            Report(CheckRules.Conflict, tree.Find("coroutine")!.KeySpan, $"command '{definition.Name}' has both 'allow-oob' and 'coroutine'");
        }

        switch (tree["data"])
        {
            case null:
                if (definition.Boxed)
                {
                    Report(CheckRules.Conflict, tree.Find("boxed")!.KeySpan, $"{definition.KindWord} '{definition.Name}' has 'boxed' but no 'data'");
                }

                return definition;
            case TextNode text:
                return definition with { Data = new TypeSyntax(text.Value, false, text.Span) };
            case ObjectNode members:
                if (definition.Boxed)
                {
                    Report(CheckRules.Conflict, members.Span, $"{definition.KindWord} '{definition.Name}' is 'boxed', so its 'data' must be a type name");
                }

                return definition with { Members = _members.ReadMembers(members, definition.Name, definition) };
            case { } other:
                return WrongValue(other, definition, "'data' must be a type name or an object");
        }
    }

    /// <summary>A flag that may only have one value; old schemas wrote <c>'no'</c> for false.</summary>
    private bool Flag(ObjectNode tree, string key, DefinitionSyntax definition, bool only, bool otherwise)
    {
        switch (tree[key])
        {
            case null:
                return otherwise;
            case BoolNode flag when flag.Value == only:
                return only;
            case TextNode { Value: "no" } when !only:
                return false;
            case { } value:
                Report(CheckRules.BadFlag, value.Span, $"flag '{key}' of {definition.KindWord} '{definition.Name}' may only be {(only ? "true" : "false")}");
                return otherwise;
        }
    }

    private DefinitionSyntax WrongValue(Node node, DefinitionSyntax definition, string what)
    {
        Report(CheckRules.WrongValue, node.Span, $"{definition.KindWord} '{definition.Name}': {what}, not {node.Kind}");
        return definition;
    }

    private void Report(Rule rule, SourceSpan span, string message) => _diagnostics.Add(rule.At(span, message));
}
