using Harness.Schema.Qapi.Syntax;
using Harness.Schema.Source;

namespace Harness.Schema.Qapi.Check;

/// <summary>Reads commands and events: flags, data, return type.</summary>
internal sealed class CommandReader(MemberReader members, List<Diagnostic> diagnostics)
{
    public DefinitionSyntax Read(ObjectNode tree, DefinitionSyntax definition)
    {
        definition = ReadFlags(tree, definition);
        if (tree["returns"] is { } returns)
        {
            definition = definition with { Returns = members.ReadType(returns, definition.Name, $"'returns' of {definition.Label}") };
        }

        return ReadData(tree, definition);
    }

    private DefinitionSyntax ReadFlags(ObjectNode tree, DefinitionSyntax definition)
    {
        definition = definition with
        {
            Boxed = Flag(tree, "boxed", definition, only: true),
            Generated = !Flag(tree, "gen", definition, only: false),
            SuccessResponse = !Flag(tree, "success-response", definition, only: false),
            AllowOutOfBand = Flag(tree, "allow-oob", definition, only: true),
            AllowPreconfig = Flag(tree, "allow-preconfig", definition, only: true),
        };
        if (Flag(tree, "coroutine", definition, only: true) && definition.AllowOutOfBand)
        {
            Report(CheckRules.Conflict, tree.Find("coroutine")!.KeySpan, $"{definition.Label} has both 'allow-oob' and 'coroutine'");
        }

        return definition;
    }

    private DefinitionSyntax ReadData(ObjectNode tree, DefinitionSyntax definition)
    {
        switch (tree["data"])
        {
            case null when definition.Boxed:
                Report(CheckRules.Conflict, tree.Find("boxed")!.KeySpan, $"{definition.Label} has 'boxed' but no 'data'");
                return definition;
            case null:
                return definition;
            case TextNode text:
                return definition with { Data = new TypeSyntax(text.Value, false, text.Span) };
            case ObjectNode data:
                if (definition.Boxed)
                {
                    Report(CheckRules.Conflict, data.Span, $"{definition.Label} is 'boxed', so its 'data' must be a type name");
                }

                return definition with { Members = members.ReadMembers(data, definition.Name) };
            case { } other:
                Report(CheckRules.WrongValue, other.Span, $"{definition.Label}: 'data' must be a type name or an object, not {other.Kind}");
                return definition;
        }
    }

    /// <summary>True when the flag stands there with the only value that it may have; old schemas wrote <c>'no'</c> for false.</summary>
    private bool Flag(ObjectNode tree, string key, DefinitionSyntax definition, bool only)
    {
        switch (tree[key])
        {
            case null:
                return false;
            case BoolNode flag when flag.Value == only:
            case TextNode { Value: "no" } when !only:
                return true;
            case { } value:
                Report(CheckRules.BadFlag, value.Span, $"flag '{key}' of {definition.Label} may only be {(only ? "true" : "false")}");
                return false;
        }
    }

    private void Report(Rule rule, SourceSpan span, string message) => diagnostics.Add(rule.At(span, message));
}
