using Harness.Schema.Model;
using Harness.Schema.Qapi.Check;
using Harness.Schema.Qapi.Docs;
using Harness.Schema.Source;

namespace Harness.Schema.Qapi.Resolve;

/// <summary>Documentation against the definition that it documents.</summary>
internal sealed class DocChecker(Pragmas pragmas, List<Diagnostic> diagnostics)
{
    /// <param name="data">Resolved data of a command or event.</param>
    public void Check(DefinitionSyntax syntax, Documentation documentation, ObjectType? data)
    {
        if (syntax.Doc is not { } block)
        {
            if (pragmas.DocRequired)
            {
                Report(DocRules.Missing, syntax.Span, syntax, $"{syntax.Label} has no documentation");
            }

            return;
        }

        if (block.Symbol is null)
        {
            Report(DocRules.NoSymbol, block.Span, syntax, $"the documentation before {syntax.Label} must begin with '@{syntax.Name}:'", syntax.Span);
            return;
        }

        if (block.Symbol != syntax.Name)
        {
            Report(DocRules.WrongSymbol, block.Span, syntax, $"the documentation is for '{block.Symbol}', the definition that follows is {syntax.Label}", syntax.Span);
            return;
        }

        CheckMembers(syntax, documentation, data);
        CheckFeatures(syntax, documentation);
        foreach (DocumentationSection section in documentation.Sections.Where(s => s.Kind is SectionKind.Returns or SectionKind.Errors && syntax.Kind != DefinitionKind.Command))
        {
            Report(DocRules.WrongSection, section.Span, syntax, $"'{section.Kind}:' is only for commands, not for {syntax.Label}", syntax.Span);
        }
    }

    private void CheckMembers(DefinitionSyntax syntax, Documentation documentation, ObjectType? data)
    {
        Dictionary<string, SourceSpan> own = OwnMembers(syntax);
        HashSet<string> all = [.. own.Keys, .. ImpliedMembers(syntax)];
        foreach (DocumentationSection section in documentation.Sections.Where(s => s.Kind == SectionKind.Member && s.Name!.Length > 0 && !all.Contains(s.Name)))
        {
            bool inherited = data is { Definition: not null } && data.AllMembers.Any(m => m.Name == section.Name);
            string where = inherited ? $"belongs to '{data}' and is documented there, not at" : "does not exist in";
            Report(DocRules.UnknownMember, section.Span, syntax, $"documented member '{section.Name}' {where} {syntax.Label}", inherited ? data!.Definition!.Span : syntax.Span);
        }

        if (pragmas.Undocumented.Contains(syntax.Name))
        {
            return;
        }

        foreach ((string name, SourceSpan span) in own.Where(m => Resolver.Text(documentation, SectionKind.Member, m.Key).Length == 0))
        {
            Report(DocRules.UndocumentedMember, span, syntax, $"member '{name}' of {syntax.Label} is not documented", documentation.Span);
        }
    }

    private void CheckFeatures(DefinitionSyntax syntax, Documentation documentation)
    {
        HashSet<string> own = [.. syntax.Features.Select(f => f.Name)];
        HashSet<string> all =
        [
            .. own,
            .. syntax.Values.SelectMany(v => v.Features).Select(f => f.Name),
            .. syntax.Members.Concat(syntax.BaseMembers ?? []).SelectMany(m => m.Features).Select(f => f.Name),
        ];
        foreach (DocumentationSection section in documentation.Sections.Where(s => s.Kind == SectionKind.Feature && s.Name!.Length > 0 && !all.Contains(s.Name)))
        {
            Report(DocRules.UnknownMember, section.Span, syntax, $"documented feature '{section.Name}' does not exist in {syntax.Label}", syntax.Span);
        }

        foreach (FeatureSyntax feature in syntax.Features.Where(f => documentation.Sections.All(s => s.Kind != SectionKind.Feature || s.Name != f.Name)))
        {
            Report(DocRules.UndocumentedFeature, feature.Span, syntax, $"feature '{feature.Name}' of {syntax.Label} is not documented", documentation.Span);
        }
    }

    /// <summary>What the definition itself names. Branches of unions are values of an enum, which documents them.</summary>
    private static Dictionary<string, SourceSpan> OwnMembers(DefinitionSyntax syntax)
    {
        Dictionary<string, SourceSpan> own = new(StringComparer.Ordinal);
        foreach (EnumValueSyntax value in syntax.Values)
        {
            own.TryAdd(value.Name, value.Span);
        }

        foreach (MemberSyntax member in syntax.Kind == DefinitionKind.Union ? syntax.BaseMembers ?? [] : syntax.Members)
        {
            own.TryAdd(member.Name, member.Span);
        }

        return own;
    }

    /// <summary>What may be documented besides: branches, and what every simple union has.</summary>
    private static IEnumerable<string> ImpliedMembers(DefinitionSyntax syntax) => syntax switch
    {
        { Kind: DefinitionKind.Union, Discriminator: null } => syntax.Members.Select(m => m.Name).Concat(["type", "data"]),
        { Kind: DefinitionKind.Union } => syntax.Members.Select(m => m.Name),
        _ => [],
    };

    private void Report(Rule rule, SourceSpan span, DefinitionSyntax syntax, string message, SourceSpan? related = null) =>
        diagnostics.Add(rule.At(span, message, related, syntax.Name));
}
