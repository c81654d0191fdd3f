using System.Text;

using Harness.Schema.Model;

namespace Harness.Unit.Schema;

/// <summary>Everything that a compiled schema holds, as text for golden files.</summary>
internal sealed class SchemaDump
{
    private readonly StringBuilder _text = new();

    public static string Write(QmpSchema schema)
    {
        SchemaDump dump = new();
        foreach (SchemaType type in schema.Types)
        {
            dump.Type(type);
        }

        foreach (Command command in schema.Commands)
        {
            dump.Command(command);
        }

        foreach (Event item in schema.Events)
        {
            dump.Head("event", item.Definition);
            dump.Object(item.Data, "data");
            dump.Documentation(item.Definition.Documentation);
        }

        return dump._text.ToString();
    }

    private void Type(SchemaType type)
    {
        switch (type)
        {
            case EnumType values:
                Head("enum", values.Definition);
                foreach (EnumValue value in values.Values)
                {
                    Line($"  {value.Name}{If(value.If)}{Features(value.Features)}{Text(value.Text)}");
                }

                Documentation(values.Definition.Documentation);
                break;
            case AlternateType alternate:
                Head("alternate", alternate.Definition);
                Members(alternate.Arms, "  ");
                Documentation(alternate.Definition.Documentation);
                break;
            case ObjectType target:
                Head(target.Variants is null ? "struct" : "union", target.Definition!);
                Line(target.Base is null ? "" : $"  base {target.Base}");
                Members(target.Members, "  ");
                Branches(target, "  ");
                Documentation(target.Definition!.Documentation);
                break;
            default:
                throw new System.Diagnostics.UnreachableException(type.Name);
        }
    }

    private void Command(Command command)
    {
        Head("command", command.Definition);
        Object(command.Arguments, "arguments");
        string[] flags =
        [
            .. command.SuccessResponse ? Array.Empty<string>() : ["no-success-response"],
            .. command.AllowOutOfBand ? ["allow-oob"] : Array.Empty<string>(),
            .. command.AllowPreconfig ? ["allow-preconfig"] : Array.Empty<string>(),
        ];
        Line(flags.Length == 0 ? "" : $"  flags {string.Join(' ', flags)}");
        if (command.Returns is ObjectType { Definition: null } inline)
        {
            Object(inline, "returns");
        }
        else
        {
            Line(command.Returns is null ? "" : $"  returns {command.Returns}");
        }

        Documentation(command.Definition.Documentation);
    }

    private void Head(string kind, Definition definition)
    {
        Line($"{kind} {definition.Name} {definition.Span}-{definition.EndLine}{If(definition.If)}");
        foreach (Feature feature in definition.Features)
        {
            Line($"  feature {feature.Name}{If(feature.If)}{Text(feature.Text)}");
        }
    }

    private void Object(ObjectType type, string role)
    {
        if (type.Definition is not null)
        {
            Line($"  {role} {type}{(type.IsOpen ? " open" : "")}");
        }
        else if (!type.IsEmpty)
        {
            Line($"  {role}{(type.IsOpen ? " open" : "")}");
            Members(type.Members, "    ");
        }
    }

    private void Members(IReadOnlyList<Member> members, string indent)
    {
        foreach (Member member in members)
        {
            bool nested = member.Type is ObjectType { Definition: null, IsOpen: false };
            Line($"{indent}{member.Name}{(member.Optional ? "?" : "")}: {(nested ? "object" : member.Type)}{If(member.If)}{Features(member.Features)}{Text(member.Text)}");
            if (nested)
            {
                Members(((ObjectType)member.Type).Members, indent + "  ");
            }
        }
    }

    private void Branches(ObjectType type, string indent)
    {
        if (type.Variants is not { } variants)
        {
            return;
        }

        Line($"{indent}tag {variants.Tag.Name}: {string.Join(' ', ((EnumType)variants.Tag.Type).Values.Select(v => v.Name))}");
        foreach (Branch branch in variants.Branches)
        {
            Line($"{indent}case {branch.TagValue}: {(branch.Type.Definition is null ? "object" : branch.Type)}{If(branch.If)}");
            if (branch.Type.Definition is null)
            {
                Members(branch.Type.Members, indent + "  ");
            }
        }
    }

    private void Documentation(Documentation documentation)
    {
        Line(documentation.Body.Length == 0 ? "" : $"  doc {Quote(documentation.Body)}");
        foreach (DocumentationSection section in documentation.Sections.Where(s => s.Kind is not (SectionKind.Member or SectionKind.Feature or SectionKind.Example)))
        {
            Line($"  {section.Kind.ToString().ToLowerInvariant()} {Quote(section.Text)}");
        }

        foreach (Example example in documentation.Examples)
        {
            Line($"  example {example.Index} line {example.Span.Line}-{example.EndLine}{Text(example.Title)}");
            foreach (ExampleLine line in example.Lines)
            {
                Line($"    {(line.FromClient ? "->" : "<-")} {Quote(line.Json ?? "(no JSON) " + line.Text)}{(line.Elided ? " elided" : "")}");
            }
        }
    }

    private static string If(Condition? condition) => condition is null ? "" : $" if {condition}";

    private static string Features(IReadOnlyList<Feature> features) =>
        string.Concat(features.Select(f => $" [{f.Name}{If(f.If)}{Text(f.Text)}]"));

    private static string Text(string text) => text.Length == 0 ? "" : $" -- {Quote(text)}";

    private static string Quote(string text) => text.Replace("\n", "\\n", StringComparison.Ordinal);

    private void Line(string text)
    {
        if (text.Length > 0)
        {
            _text.Append(text).Append('\n');
        }
    }
}
