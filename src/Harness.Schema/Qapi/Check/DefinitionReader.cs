using Harness.Schema.Qapi.Syntax;
using Harness.Schema.Source;

namespace Harness.Schema.Qapi.Check;

/// <summary>Checks the shape of definitions, today's and older ones, and reads them into <see cref="DefinitionSyntax"/>.</summary>
internal sealed class DefinitionReader
{
    private static readonly string[] Kinds = ["enum", "struct", "type", "union", "alternate", "command", "event"];

    private static readonly Dictionary<string, Keys> KeysOf = new(StringComparer.Ordinal)
    {
        ["enum"] = new(["enum", "data"], ["prefix", "if", "features"]),
        ["struct"] = new(["struct", "data"], ["base", "if", "features"]),
        ["type"] = new(["type", "data"], ["base"]),
        ["union"] = new(["union", "data"], ["base", "discriminator", "if", "features"]),
        ["alternate"] = new(["alternate", "data"], ["if", "features"]),
        ["command"] = new(["command"], ["data", "returns", "boxed", "gen", "success-response", "allow-oob", "allow-preconfig", "coroutine", "if", "features"]),
        ["event"] = new(["event"], ["data", "boxed", "if", "features"]),
    };

    private readonly List<Diagnostic> _diagnostics;
    private readonly Pragmas _pragmas;
    private readonly Names _names;
    private readonly ConditionReader _conditions;
    private readonly FeatureReader _features;
    private readonly MemberReader _members;
    private readonly CommandReader _commands;

    public DefinitionReader(Pragmas pragmas, List<Diagnostic> diagnostics)
    {
        _diagnostics = diagnostics;
        _pragmas = pragmas;
        _names = new Names(pragmas, diagnostics);
        _conditions = new ConditionReader(diagnostics);
        _features = new FeatureReader(_names, _conditions, diagnostics);
        _members = new MemberReader(_names, _conditions, _features, pragmas, diagnostics);
        _commands = new CommandReader(_members, diagnostics);
    }

    /// <summary>Reads one expression; null when it is so broken that it defines nothing.</summary>
    public DefinitionSyntax? Read(TopLevel.Expression expression)
    {
        ObjectNode tree = expression.Tree;
        List<Property> kinds = [.. tree.Properties.Where(p => Kinds.Contains(p.Key))];
        if (kinds.Count != 1)
        {
            string found = kinds.Count == 0 ? "none" : string.Join(" and ", kinds.Select(k => $"'{k.Key}'"));
            Report(CheckRules.NoKind, kinds.Count == 0 ? tree.Span : kinds[1].KeySpan, $"a definition has exactly one of the keys {string.Join(", ", Kinds)}; this one has {found}");
            return null;
        }

        Property key = kinds[0];
        if (key.Value is not TextNode name)
        {
            Report(CheckRules.WrongValue, key.Value.Span, $"'{key.Key}' must have a name as its value, not {key.Value.Kind}");
            return null;
        }

        DefinitionKind kind = key.Key == "type" ? DefinitionKind.Struct : Enum.Parse<DefinitionKind>(key.Key, ignoreCase: true);
        _names.CheckDefinition(kind, name.Value, name.Span);
        DefinitionSyntax definition = new(kind, name.Value, name.Span, expression.EndLine, expression.Doc);
        KeysOf[key.Key].Check(tree, definition.Label, name.Span, _diagnostics);
        return ReadBody(tree, definition with
        {
            If = _conditions.Read(tree["if"], definition.Label),
            Features = ReadFeatures(tree, definition),
        });
    }

    private IReadOnlyList<FeatureSyntax> ReadFeatures(ObjectNode tree, DefinitionSyntax definition)
    {
        IReadOnlyList<FeatureSyntax> features = _features.ReadFeatures(tree["features"], definition.Label);
        bool type = definition.Kind is not (DefinitionKind.Command or DefinitionKind.Event);
        if (type && features.FirstOrDefault(f => f.Name == "deprecated") is { } deprecated)
        {
            Report(CheckRules.BadFeature, deprecated.Span, $"feature 'deprecated' of {definition.Label}: only commands, events, members and values can be deprecated");
        }

        return features;
    }

    private DefinitionSyntax ReadBody(ObjectNode tree, DefinitionSyntax definition) => definition.Kind switch
    {
        DefinitionKind.Enum => ReadEnum(tree, definition),
        DefinitionKind.Struct => ReadStruct(tree, definition),
        DefinitionKind.Union => ReadUnion(tree, definition),
        DefinitionKind.Alternate => definition with { Members = _members.ReadBranches(tree["data"], definition) },
        _ => _commands.Read(tree, definition),
    };

    private DefinitionSyntax ReadEnum(ObjectNode tree, DefinitionSyntax definition)
    {
        if (tree["prefix"] is { } prefix and not TextNode)
        {
            WrongValue(prefix, definition, "'prefix' must be a string");
        }

        return definition with { Values = _features.ReadValues(tree["data"], definition) };
    }

    private DefinitionSyntax ReadStruct(ObjectNode tree, DefinitionSyntax definition)
    {
        definition = tree["data"] switch
        {
            null => definition,
            ObjectNode data => definition with { Members = _members.ReadMembers(data, definition.Name) },
            { } other => WrongValue(other, definition, "'data' must be an object"),
        };
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
            ObjectNode inline => definition with { BaseMembers = _members.ReadMembers(inline, definition.Name) },
            { } other => WrongValue(other, definition, "'base' must be a type name or an object"),
        };
        definition = tree["discriminator"] switch
        {
            // Before 2.4 an empty object as discriminator made what is an alternate today.
            ObjectNode { Properties.Count: 0 } => definition with { Kind = DefinitionKind.Alternate },
            null => definition,
            TextNode { Value.Length: > 0 } text => definition with { Discriminator = text.Value, DiscriminatorSpan = text.Span },
            { } other => WrongValue(other, definition, "'discriminator' must be a member name"),
        };
        CheckPair(tree, definition);
        return definition with { Members = _members.ReadBranches(tree["data"], definition) };
    }

    private void CheckPair(ObjectNode tree, DefinitionSyntax definition)
    {
        bool hasBase = tree["base"] is not null;
        if (definition.Discriminator is not null && !hasBase)
        {
            Report(CheckRules.MissingKey, definition.Span, $"{definition.Label} has a discriminator but misses key 'base'");
        }
        else if (tree["discriminator"] is null && hasBase && _pragmas.Age != SyntaxAge.TypeKey)
        {
            Report(CheckRules.MissingKey, definition.Span, $"{definition.Label} has a base but misses key 'discriminator'");
        }
    }

    private DefinitionSyntax WrongValue(Node node, DefinitionSyntax definition, string what)
    {
        Report(CheckRules.WrongValue, node.Span, $"{definition.Label}: {what}, not {node.Kind}");
        return definition;
    }

    private void Report(Rule rule, SourceSpan span, string message) => _diagnostics.Add(rule.At(span, message));
}
