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

        CheckSections(syntax, documentation, data);
        CheckUndocumented(syntax, documentation);
    }

    private void CheckSections(DefinitionSyntax syntax, Documentation documentation, ObjectType? data)
    {
        foreach (DocumentationSection section in documentation.Sections)
        {
            switch (section)
            {
                case { Kind: SectionKind.Returns or SectionKind.Errors } when syntax.Kind != DefinitionKind.Command:
                    Report(DocRules.WrongSection, section.Span, syntax, $"'{section.Kind}:' is only for commands, not for {syntax.Label}", syntax.Span);
                    break;
                case { Kind: SectionKind.Member, Name: { Length: > 0 } name } when !HasMember(syntax, name):
                    bool inherited = data is { Definition: not null } && data.AllMembers.Any(m => m.Name == name);
                    string where = inherited ? $"belongs to '{data}' and is documented there, not at" : "does not exist in";
                    Report(DocRules.UnknownMember, section.Span, syntax, $"documented member '{name}' {where} {syntax.Label}", inherited ? data!.Definition!.Span : syntax.Span);
                    break;
                case { Kind: SectionKind.Feature, Name: { Length: > 0 } name } when !HasFeature(syntax, name):
                    Report(DocRules.UnknownMember, section.Span, syntax, $"documented feature '{name}' does not exist in {syntax.Label}", syntax.Span);
                    break;
                default:
                    break;
            }
        }
    }

    private void CheckUndocumented(DefinitionSyntax syntax, Documentation documentation)
    {
        if (!pragmas.Undocumented.Contains(syntax.Name))
        {
            foreach (EnumValueSyntax value in syntax.Values)
            {
                CheckDocumented(syntax, documentation, "value", value.Name, value.Span);
            }

            foreach (MemberSyntax member in OwnMembers(syntax))
            {
                CheckDocumented(syntax, documentation, "member", member.Name, member.Span);
            }
        }

        foreach (FeatureSyntax feature in syntax.Features)
        {
            if (!documentation.Sections.Any(s => s.Kind == SectionKind.Feature && s.Name == feature.Name))
            {
                Report(DocRules.UndocumentedFeature, feature.Span, syntax, $"feature '{feature.Name}' of {syntax.Label} is not documented", documentation.Span);
            }
        }
    }

    private void CheckDocumented(DefinitionSyntax syntax, Documentation documentation, string what, string name, SourceSpan span)
    {
        if (Resolver.Text(documentation, SectionKind.Member, name).Length == 0)
        {
            Report(DocRules.UndocumentedMember, span, syntax, $"{what} '{name}' of {syntax.Label} is not documented", documentation.Span);
        }
    }

    /// <summary>The members that the definition itself has. Branches of unions are values of an enum, which documents them.</summary>
    private static IReadOnlyList<MemberSyntax> OwnMembers(DefinitionSyntax syntax) =>
        syntax.Kind == DefinitionKind.Union ? syntax.BaseMembers ?? [] : syntax.Members;

    /// <summary>What may be documented: own members, branches, and what every simple union has.</summary>
    private static bool HasMember(DefinitionSyntax syntax, string name) =>
        syntax.Values.Any(v => v.Name == name)
        || syntax.Members.Any(m => m.Name == name)
        || (syntax.BaseMembers?.Any(m => m.Name == name) ?? false)
        || (syntax is { Kind: DefinitionKind.Union, Discriminator: null } && name is "type" or "data");

    private static bool HasFeature(DefinitionSyntax syntax, string name) =>
        syntax.Features.Any(f => f.Name == name)
        || syntax.Values.Any(v => v.Features.Any(f => f.Name == name))
        || syntax.Members.Concat(syntax.BaseMembers ?? []).Any(m => m.Features.Any(f => f.Name == name));

    private void Report(Rule rule, SourceSpan span, DefinitionSyntax syntax, string message, SourceSpan? related = null) =>
        diagnostics.Add(rule.At(span, message, related, syntax.Name));
}
