using Harness.Schema.Model;
using Harness.Schema.Qapi.Check;
using Harness.Schema.Qapi.Docs;
using Harness.Schema.Source;

namespace Harness.Schema.Qapi.Resolve;

/// <summary>Documentation against the definition that it documents.</summary>
internal static class DocChecker
{
    public static void Check(DefinitionSyntax syntax, Documentation documentation, Pragmas pragmas, List<Diagnostic> diagnostics)
    {
        if (!documentation.IsPresent)
        {
            if (pragmas.DocRequired)
            {
                diagnostics.Add(DocRules.Missing.At(syntax.Span, $"{syntax.KindWord} '{syntax.Name}' has no documentation", null, syntax.Name));
            }

            return;
        }

        CheckNames(syntax, documentation, SectionKind.Member, MemberNames(syntax), diagnostics);
        CheckNames(syntax, documentation, SectionKind.Feature, FeatureNames(syntax), diagnostics);
        foreach (DocumentationSection section in documentation.Sections.Where(s => s.Kind is SectionKind.Returns or SectionKind.Errors && syntax.Kind != DefinitionKind.Command))
        {
            diagnostics.Add(DocRules.WrongSection.At(section.Span, $"'{section.Kind}:' is only valid for commands; '{syntax.Name}' is a {syntax.KindWord}", syntax.Span, syntax.Name));
        }
    }

    private static void CheckNames(DefinitionSyntax syntax, Documentation documentation, SectionKind kind, HashSet<string>? names, List<Diagnostic> diagnostics)
    {
        // Members of a named data type are documented at the type; some schemas document them again at the command.
        foreach (DocumentationSection section in documentation.Sections.Where(s => s.Kind == kind && names is not null && !names.Contains(s.Name!)))
        {
            string what = kind == SectionKind.Member ? "member" : "feature";
            diagnostics.Add(DocRules.UnknownMember.At(section.Span, $"documented {what} '{section.Name}' does not exist in {syntax.KindWord} '{syntax.Name}'", syntax.Span, syntax.Name));
        }
    }

    private static HashSet<string>? MemberNames(DefinitionSyntax syntax)
    {
        if (syntax.Data is not null && !syntax.Boxed)
        {
            return null;
        }

        return
        [
            .. syntax.Values.Select(v => v.Name),
            .. syntax.Members.Select(m => m.Name),
            .. (syntax.BaseMembers ?? []).Select(m => m.Name),
            .. (string[])(syntax is { Kind: DefinitionKind.Union, Discriminator: null } ? ["type", "data"] : []),
        ];
    }

    private static HashSet<string> FeatureNames(DefinitionSyntax syntax) =>
    [
        .. syntax.Features.Select(f => f.Name),
        .. syntax.Values.SelectMany(v => v.Features).Select(f => f.Name),
        .. syntax.Members.Concat(syntax.BaseMembers ?? []).SelectMany(m => m.Features).Select(f => f.Name),
    ];
}
