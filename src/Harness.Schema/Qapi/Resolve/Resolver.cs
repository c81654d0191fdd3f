using Harness.Schema.Model;
using Harness.Schema.Qapi.Check;
using Harness.Schema.Qapi.Docs;
using Harness.Schema.Source;

namespace Harness.Schema.Qapi.Resolve;

/// <summary>Definitions to model: names become references, and what references may not do is reported.</summary>
internal sealed class Resolver(IReadOnlyList<DefinitionSyntax> definitions, Pragmas pragmas, List<Diagnostic> diagnostics)
{
    private readonly TypeTable _types = new();
    private readonly Dictionary<string, DefinitionSyntax> _defined = new(StringComparer.Ordinal);
    private readonly List<(DefinitionSyntax Syntax, SchemaType Type)> _named = [];

    public QmpSchema Resolve(string name, string digest)
    {
        List<DefinitionSyntax> unique = [.. definitions.Where(IsFirst)];
        List<(DefinitionSyntax Syntax, Definition Definition)> described = [.. unique.Select(d => (d, Describe(d)))];
        foreach ((DefinitionSyntax syntax, Definition definition) in described)
        {
            Declare(syntax, definition);
        }

        ObjectResolver objects = new(_types, diagnostics);
        foreach ((DefinitionSyntax syntax, SchemaType type) in _named)
        {
            objects.Fill(syntax, type);
        }

        objects.CheckAll(_named);
        CommandResolver commands = new(_types, objects, pragmas, diagnostics);
        return new QmpSchema(
            name,
            [.. described.Where(d => d.Syntax.Kind == DefinitionKind.Command).Select(d => commands.Command(d.Syntax, d.Definition))],
            [.. described.Where(d => d.Syntax.Kind == DefinitionKind.Event).Select(d => commands.Event(d.Syntax, d.Definition))],
            [.. _named.Select(n => n.Type)],
            digest);
    }

    private bool IsFirst(DefinitionSyntax definition)
    {
        // Commands, events and types share one space of names.
        if (_types.Contains(definition.Name))
        {
            diagnostics.Add(ResolveRules.Redefinition.At(definition.Span, $"built-in '{definition.Name}' is already defined"));
            return false;
        }

        if (_defined.TryGetValue(definition.Name, out DefinitionSyntax? first))
        {
            diagnostics.Add(ResolveRules.Redefinition.At(definition.Span, $"'{definition.Name}' is already defined", first.Span));
            return false;
        }

        _defined.Add(definition.Name, definition);
        return true;
    }

    private Definition Describe(DefinitionSyntax syntax)
    {
        Documentation documentation = DocReader.Read(syntax.Doc, diagnostics);
        DocChecker.Check(syntax, documentation, pragmas, diagnostics);
        return new Definition(syntax.Name, syntax.Span, syntax.EndLine, documentation, syntax.If, Features(syntax.Features, documentation));
    }

    internal static IReadOnlyList<Feature> Features(IReadOnlyList<FeatureSyntax> features, Documentation documentation) =>
        [.. features.Select(f => new Feature(f.Name, f.Span, f.If, Text(documentation, SectionKind.Feature, f.Name)))];

    internal static string Text(Documentation documentation, SectionKind kind, string name) =>
        documentation.Sections.FirstOrDefault(s => s.Kind == kind && s.Name == name)?.Text ?? "";

    private void Declare(DefinitionSyntax syntax, Definition definition)
    {
        SchemaType? type = syntax.Kind switch
        {
            DefinitionKind.Enum => new EnumType(syntax.Name, definition, [.. syntax.Values.Select(v => Value(v, definition))]),
            DefinitionKind.Struct or DefinitionKind.Union => new ObjectType(syntax.Name, definition),
            DefinitionKind.Alternate => new AlternateType(syntax.Name, definition),
            _ => null,
        };
        if (type is not null)
        {
            _types.Add(type);
            _named.Add((syntax, type));
        }
    }

    private static EnumValue Value(EnumValueSyntax value, Definition definition) =>
        new(value.Name, value.Span, value.If, Features(value.Features, Documentation.None), Text(definition.Documentation, SectionKind.Member, value.Name));
}
