using Harness.Schema.Model;
using Harness.Schema.Qapi.Check;
using Harness.Schema.Source;

namespace Harness.Schema.Qapi.Resolve;

/// <summary>The branches of unions.</summary>
internal sealed class UnionResolver(MemberResolver members, List<Diagnostic> diagnostics)
{
    public void Fill(DefinitionSyntax syntax, ObjectType target)
    {
        if (syntax.Discriminator is not { } discriminator)
        {
            FillSimple(syntax, target);
        }
        else if (Tag(syntax, target, discriminator) is { } tag)
        {
            target.Variants = new Variants(tag, Branches(syntax, (EnumType)tag.Type));
        }
    }

    /// <summary>A union of old schemas: <c>{ "type": BRANCH, "data": VALUE }</c> on the wire.</summary>
    private void FillSimple(DefinitionSyntax syntax, ObjectType target)
    {
        Definition definition = target.Definition! with { Features = [] };
        EnumType kind = new($"{syntax.Name}-kind", definition, [.. syntax.Members.Select(m => new EnumValue(m.Name, m.Span, m.If, [], ""))]);
        Member tag = new("type", kind, false, syntax.Span, null, [], "");
        target.Members = [tag, .. target.Members];
        target.Variants = new Variants(tag, [.. syntax.Members.Select(b => Wrapped(syntax, b)).OfType<Branch>()]);
    }

    private Branch? Wrapped(DefinitionSyntax syntax, MemberSyntax branch)
    {
        if (members.Find(branch.Type, $"branch '{branch.Name}' of {syntax.Label}") is not { } type)
        {
            return null;
        }

        ObjectType wrapper = new($"{syntax.Name}-{branch.Name}-wrapper", null)
        {
            Members = [new Member("data", type, false, branch.Span, null, [], "")],
        };
        return new Branch(branch.Name, wrapper, branch.Span, branch.If);
    }

    private Member? Tag(DefinitionSyntax syntax, ObjectType target, string discriminator)
    {
        Member? tag = target.AllMembers.FirstOrDefault(m => m.Name == discriminator);
        string who = $"discriminator '{discriminator}' of {syntax.Label}";
        if (tag is null)
        {
            diagnostics.Add(ResolveRules.Discriminator.At(syntax.DiscriminatorSpan, $"{who} is no member of its base", target.Base?.Definition?.Span));
            return null;
        }

        if (tag.Type is not EnumType values)
        {
            diagnostics.Add(ResolveRules.Discriminator.At(syntax.DiscriminatorSpan, $"{who} must be of enum type, not '{tag.Type}'", tag.Span));
            return null;
        }

        if (tag.Optional || tag.If is not null)
        {
            diagnostics.Add(ResolveRules.ConditionalTag.At(syntax.DiscriminatorSpan, $"{who} must not be {(tag.Optional ? "optional" : "conditional")}", tag.Span));
        }

        if (values.Values.Count == 0)
        {
            diagnostics.Add(CheckRules.EmptyData.At(syntax.Span, $"{syntax.Label} has no branches: enum '{values}' of its discriminator has no values", values.Definition.Span));
        }

        return tag;
    }

    private List<Branch> Branches(DefinitionSyntax syntax, EnumType values)
    {
        List<Branch> branches = [];
        foreach (MemberSyntax branch in syntax.Members)
        {
            string who = $"branch '{branch.Name}' of {syntax.Label}";
            if (values.Values.All(v => v.Name != branch.Name))
            {
                diagnostics.Add(ResolveRules.UnknownBranch.At(branch.Span, $"{who} is no value of enum '{values}'", values.Definition.Span));
                continue;
            }

            switch (members.Find(branch.Type, who))
            {
                case null:
                    break;
                case ObjectType fields:
                    branches.Add(new Branch(branch.Name, fields, branch.Span, branch.If));
                    break;
                case { } other:
                    diagnostics.Add(ResolveRules.WrongType.At(branch.Type.Span, $"{who} cannot use '{other}', which is no struct"));
                    break;
            }
        }

        return branches;
    }
}
