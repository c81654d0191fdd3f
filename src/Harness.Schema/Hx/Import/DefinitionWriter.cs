using System.Diagnostics;
using System.Text.RegularExpressions;

using Harness.Schema.Model;

namespace Harness.Schema.Hx.Import;

/// <summary>Writes one definition with its documentation block.</summary>
internal static partial class DefinitionWriter
{
    public static void Write(QapiText text, Command command)
    {
        text.Line("");
        if (command.Definition.Documentation.IsPresent)
        {
            CommandDocWriter.Write(text, command);
        }

        List<string> parts = [$"'command': '{command.Name}'"];
        if (command.Arguments.Members.Count > 0)
        {
            parts.Add($"'data': {Members(command.Arguments.Members, 12)}");
        }

        if (command.Returns is { } returns)
        {
            parts.Add($"'returns': {TypeName(returns)}");
        }

        if (command.Arguments.IsOpen)
        {
            parts.Add("'gen': false");
        }

        AddCondition(parts, command.Definition);
        Expression(text, parts);
    }

    public static void Write(QapiText text, SchemaType type)
    {
        switch (type)
        {
            case EnumType values:
                Doc(text, values.Definition, [.. values.Values.Select(v => (v.Name, v.Text))]);
                Expression(text, AddCondition([$"'enum': '{values.Name}'", $"'data': [ {string.Join(", ", values.Values.Select(v => $"'{v.Name}'"))} ]"], values.Definition));
                break;
            case ObjectType { Variants: { } variants } union:
                Doc(text, union.Definition!, [.. union.Members.Select(m => (m.Name, m.Text))]);
                Expression(text, AddCondition(
                [
                    $"'union': '{union.Name}'",
                    $"'base': {Members(union.Members, 12)}",
                    $"'discriminator': '{variants.Tag.Name}'",
                    $"'data': {{ {string.Join(",\n            ", variants.Branches.Select(b => $"'{b.TagValue}': '{b.Type.Name}'"))} }}",
                ], union.Definition!));
                break;
            case ObjectType members:
                Doc(text, members.Definition!, [.. members.Members.Select(m => (m.Name, m.Text))]);
                Expression(text, AddCondition([$"'struct': '{members.Name}'", $"'data': {Members(members.Members, 12)}"], members.Definition!));
                break;
            default:
                throw new UnreachableException(type.GetType().Name);
        }
    }

    /// <summary>A member and its text; the text may be empty.</summary>
    internal static void MemberDoc(QapiText text, string name, string description)
    {
        text.Gap();
        string rest = TypeInBrackets().Replace(description, "").Trim();
        text.Section($"@{name}:", rest.Length == 0 ? "(not described)" : rest);
    }

    private static void Doc(QapiText text, Definition definition, IReadOnlyList<(string Name, string Text)> members)
    {
        text.Line("");
        if (members.All(m => m.Text.Length == 0))
        {
            // A documentation block would have to speak of the members.
            text.Comment(definition.Documentation.Body);
            return;
        }

        text.Line("##");
        text.Line($"# @{definition.Name}:");
        text.Gap();
        text.Paragraph(definition.Documentation.Body);
        foreach ((string name, string description) in members)
        {
            MemberDoc(text, name, description);
        }

        text.Line("##");
    }

    private static void Expression(QapiText text, List<string> parts) => text.Line($"{{ {string.Join(",\n  ", parts)} }}");

    private static string Members(IReadOnlyList<Member> members, int indent) => members.Count == 0
        ? "{}"
        : $"{{ {string.Join($",\n{new string(' ', indent)}", members.Select(m => $"'{(m.Optional ? "*" : "")}{m.Name}': {TypeName(m.Type)}"))} }}";

    private static string TypeName(SchemaType type) => type is ArrayType array ? $"[ '{array.Element.Name}' ]" : $"'{type.Name}'";

    private static List<string> AddCondition(List<string> parts, Definition definition)
    {
        if (definition.If is { } condition)
        {
            parts.Add($"'if': {ConditionText(condition)}");
        }

        return parts;
    }

    private static string ConditionText(Condition condition) => condition switch
    {
        Condition.Symbol symbol => $"'{symbol.Name}'",
        Condition.All all => $"{{ 'all': [ {string.Join(", ", all.Parts.Select(ConditionText))} ] }}",
        Condition.Any any => $"{{ 'any': [ {string.Join(", ", any.Parts.Select(ConditionText))} ] }}",
        Condition.Not not => $"{{ 'not': {ConditionText(not.Part)} }}",
        _ => throw new UnreachableException(condition.GetType().Name),
    };

    /// <summary>What the definition says itself.</summary>
    [GeneratedRegex(@"\s*\((json-\w+(, optional)?|optional, json-\w+)\)")]
    private static partial Regex TypeInBrackets();
}
