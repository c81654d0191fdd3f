using Harness.Schema.Model;
using Harness.Schema.Qapi.Check;
using Harness.Schema.Qapi.Docs;
using Harness.Schema.Source;

namespace Harness.Schema.Qapi.Resolve;

/// <summary>Definitions to model: names become references, and what references may not do is reported.</summary>
internal sealed class Resolver(IReadOnlyList<DefinitionSyntax> definitions, Pragmas pragmas, List<Diagnostic> diagnostics)
{
    private readonly TypeTable _types = new();
    private readonly List<NamedType> _named = [];

    public QmpSchema Resolve(string name, string digest)
    {
        List<(DefinitionSyntax Syntax, Definition Definition)> described = [.. Unique().Select(d => (d, Describe(d)))];
        foreach ((DefinitionSyntax syntax, Definition definition) in described)
        {
            Declare(syntax, definition);
        }

        MemberResolver members = new(_types, diagnostics);
        new TypeResolver(members, diagnostics).ResolveAll(_named);
        CommandResolver commands = new(members, pragmas, diagnostics);
        DocChecker docs = new(pragmas, diagnostics);
        List<Command> resolvedCommands = [];
        List<Event> resolvedEvents = [];
        foreach ((DefinitionSyntax syntax, Definition definition) in described)
        {
            ObjectType? data = null;
            if (syntax.Kind == DefinitionKind.Command)
            {
                Command command = commands.Command(syntax, definition);
                resolvedCommands.Add(command);
                data = command.Arguments;
            }
            else if (syntax.Kind == DefinitionKind.Event)
            {
                Event resolved = commands.Event(syntax, definition);
                resolvedEvents.Add(resolved);
                data = resolved.Data;
            }

            docs.Check(syntax, definition.Documentation, data);
        }

        return new QmpSchema(name, resolvedCommands, resolvedEvents, [.. _named.Select(n => n.Type)], digest);
    }

    internal static string Text(Documentation documentation, SectionKind kind, string name)
    {
        foreach (DocumentationSection section in documentation.Sections)
        {
            if (section.Kind == kind && section.Name == name)
            {
                return section.Text;
            }
        }

        return "";
    }

    internal static IReadOnlyList<Feature> Features(IReadOnlyList<FeatureSyntax> features, Documentation documentation) =>
        features.Count == 0 ? [] : [.. features.Select(f => new Feature(f.Name, f.Span, f.If, Text(documentation, SectionKind.Feature, f.Name)))];

    /// <summary>The definitions whose names are new: commands, events and types share one space of names.</summary>
    private List<DefinitionSyntax> Unique()
    {
        Dictionary<string, DefinitionSyntax> first = new(StringComparer.Ordinal);
        List<DefinitionSyntax> unique = [];
        foreach (DefinitionSyntax definition in definitions)
        {
            if (_types.Find(definition.Name) is not null)
            {
                diagnostics.Add(ResolveRules.Redefinition.At(definition.Span, $"built-in type '{definition.Name}' cannot be defined"));
            }
            else if (!first.TryAdd(definition.Name, definition))
            {
                diagnostics.Add(ResolveRules.Redefinition.At(definition.Span, $"'{definition.Name}' is already defined", first[definition.Name].Span));
            }
            else
            {
                unique.Add(definition);
            }
        }

        return unique;
    }

    private Definition Describe(DefinitionSyntax syntax)
    {
        Documentation documentation = DocReader.Read(syntax.Doc, diagnostics);
        return new Definition(syntax.Name, syntax.Span, syntax.EndLine, documentation, syntax.If, Features(syntax.Features, documentation));
    }

    private void Declare(DefinitionSyntax syntax, Definition definition)
    {
        SchemaType? type = syntax.Kind switch
        {
            DefinitionKind.Enum => new EnumType(syntax.Name, definition, [.. syntax.Values.Select(v => Value(v, definition.Documentation))]),
            DefinitionKind.Struct or DefinitionKind.Union => new ObjectType(syntax.Name, definition),
            DefinitionKind.Alternate => new AlternateType(syntax.Name, definition),
            _ => null,
        };
        if (type is not null)
        {
            _types.Add(type);
            _named.Add(new NamedType(syntax, type));
        }
    }

    private static EnumValue Value(EnumValueSyntax value, Documentation documentation) =>
        new(value.Name, value.Span, value.If, Features(value.Features, documentation), Text(documentation, SectionKind.Member, value.Name));
}
