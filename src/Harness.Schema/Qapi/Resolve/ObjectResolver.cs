using System.Diagnostics;

using Harness.Schema.Model;
using Harness.Schema.Qapi.Check;
using Harness.Schema.Source;

namespace Harness.Schema.Qapi.Resolve;

/// <summary>Fills objects and alternates, then checks what only shows when all are filled.</summary>
internal sealed class ObjectResolver(TypeTable types, List<Diagnostic> diagnostics)
{
    public void Fill(DefinitionSyntax syntax, SchemaType type)
    {
        switch (type)
        {
            case EnumType:
                break;
            case AlternateType alternate:
                alternate.Arms = Members(syntax.Members, alternate.Definition.Documentation);
                break;
            case ObjectType target when syntax.Kind == DefinitionKind.Union:
                FillUnion(syntax, target);
                break;
            case ObjectType target:
                target.Members = Members(syntax.Members, target.Definition!.Documentation);
                target.Base = Base(syntax);
                break;
            default:
                throw new UnreachableException(type.GetType().Name);
        }
    }

    public IReadOnlyList<Member> Members(IReadOnlyList<MemberSyntax> members, Documentation documentation)
    {
        List<Member> result = [];
        foreach (MemberSyntax member in members)
        {
            if (result.FirstOrDefault(m => SameName(m.Name, member.Name)) is { } first)
            {
                Report(ResolveRules.Collision, member.Span, $"member '{member.Name}' collides with member '{first.Name}'", first.Span);
            }
            else if (Find(member.Type, $"member '{member.Name}'") is { } type)
            {
                string text = Resolver.Text(documentation, SectionKind.Member, member.Name);
                result.Add(new Member(member.Name, type, member.Optional, member.Span, member.If, Resolver.Features(member.Features, documentation), text));
            }
        }

        return result;
    }

    public SchemaType? Find(TypeSyntax syntax, string user)
    {
        if (syntax.Inline is { } inline)
        {
            return new ObjectType(syntax.Name, null) { Members = Members(inline, Documentation.None) };
        }

        SchemaType? type = types.Find(syntax);
        if (type is null)
        {
            Report(ResolveRules.UnknownType, syntax.Span, $"{user} uses unknown type '{syntax.Name}'");
        }

        return type;
    }

    public void CheckAll(IReadOnlyList<(DefinitionSyntax Syntax, SchemaType Type)> named)
    {
        // Bases first: a circle among them would make every later walk endless.
        foreach ((_, SchemaType type) in named)
        {
            if (type is ObjectType target)
            {
                BreakCircle(target);
            }
        }

        foreach ((DefinitionSyntax syntax, SchemaType type) in named)
        {
            switch (type)
            {
                case ObjectType { Variants: not null } or ObjectType when syntax.Kind == DefinitionKind.Union:
                    CheckBaseCollisions((ObjectType)type);
                    CheckUnion(syntax, (ObjectType)type);
                    break;
                case ObjectType target:
                    CheckBaseCollisions(target);
                    break;
                case AlternateType alternate:
                    AlternateChecker.Check(alternate, diagnostics);
                    break;
                default:
                    break;
            }
        }
    }

    private static bool SameName(string a, string b) =>
        a == b || (a.Length == b.Length && string.Equals(a.Replace('-', '_'), b.Replace('-', '_'), StringComparison.Ordinal));

    private ObjectType? Base(DefinitionSyntax syntax)
    {
        if (syntax.Base is null)
        {
            return null;
        }

        SchemaType? found = Find(syntax.Base, $"'base' of {syntax.KindWord} '{syntax.Name}'");
        if (found is ObjectType target)
        {
            return target;
        }

        if (found is not null)
        {
            Report(ResolveRules.WrongType, syntax.Base.Span, $"'base' of '{syntax.Name}' is '{found}', which is no struct");
        }

        return null;
    }

    private void FillUnion(DefinitionSyntax syntax, ObjectType target)
    {
        Documentation documentation = target.Definition!.Documentation;
        target.Base = Base(syntax);
        target.Members = syntax.BaseMembers is { } members ? Members(members, documentation) : [];
        if (syntax.Discriminator is null)
        {
            FillSimpleUnion(syntax, target);
        }
    }

    /// <summary>A union of old schemas: <c>{ "type": BRANCH, "data": VALUE }</c> on the wire.</summary>
    private void FillSimpleUnion(DefinitionSyntax syntax, ObjectType target)
    {
        Definition implicitDefinition = target.Definition! with { Features = [] };
        EnumType kind = new($"{syntax.Name}-kind", implicitDefinition, [.. syntax.Members.Select(m => new EnumValue(m.Name, m.Span, m.If, [], ""))]);
        Member tag = new("type", kind, false, syntax.Span, null, [], "");
        target.Members = [tag, .. target.Members];
        List<Branch> branches = [];
        foreach (MemberSyntax branch in syntax.Members)
        {
            if (Find(branch.Type, $"branch '{branch.Name}'") is { } type)
            {
                ObjectType wrapper = new($"{syntax.Name}-{branch.Name}-wrapper", null)
                {
                    Members = [new Member("data", type, false, branch.Span, null, [], "")],
                };
                branches.Add(new Branch(branch.Name, wrapper, branch.Span, branch.If));
            }
        }

        target.Variants = new Variants(tag, branches);
    }

    private void CheckUnion(DefinitionSyntax syntax, ObjectType target)
    {
        if (syntax.Discriminator is not { } discriminator)
        {
            return;
        }

        Member? tag = target.AllMembers.FirstOrDefault(m => m.Name == discriminator);
        string owner = $"discriminator '{discriminator}' of union '{syntax.Name}'";
        if (tag is null)
        {
            Report(ResolveRules.Discriminator, syntax.DiscriminatorSpan, $"{owner} is no member of its base", target.Base?.Definition?.Span);
            return;
        }

        if (tag.Type is not EnumType values)
        {
            Report(ResolveRules.Discriminator, syntax.DiscriminatorSpan, $"{owner} must be of enum type, not '{tag.Type}'", tag.Span);
            return;
        }

        if (tag.Optional || tag.If is not null)
        {
            Report(ResolveRules.ConditionalTag, syntax.DiscriminatorSpan, $"{owner} must not be {(tag.Optional ? "optional" : "conditional")}", tag.Span);
        }

        target.Variants = new Variants(tag, Branches(syntax, target, values));
    }

    private List<Branch> Branches(DefinitionSyntax syntax, ObjectType target, EnumType values)
    {
        List<Branch> branches = [];
        foreach (MemberSyntax branch in syntax.Members)
        {
            if (values.Values.All(v => v.Name != branch.Name))
            {
                Report(ResolveRules.UnknownBranch, branch.Span, $"branch '{branch.Name}' of union '{syntax.Name}' is no value of enum '{values}'", values.Definition.Span);
                continue;
            }

            SchemaType? type = Find(branch.Type, $"branch '{branch.Name}'");
            if (type is ObjectType fields)
            {
                CheckBranchCollisions(branch, fields, target);
                branches.Add(new Branch(branch.Name, fields, branch.Span, branch.If));
            }
            else if (type is not null)
            {
                Report(ResolveRules.WrongType, branch.Type.Span, $"branch '{branch.Name}' of union '{syntax.Name}' cannot use '{type}', which is no struct");
            }
        }

        return branches;
    }

    private void CheckBranchCollisions(MemberSyntax branch, ObjectType fields, ObjectType target)
    {
        foreach (Member member in fields.AllMembers)
        {
            if (target.AllMembers.FirstOrDefault(m => SameName(m.Name, member.Name)) is { } first)
            {
                Report(ResolveRules.Collision, branch.Span, $"member '{member.Name}' of branch '{branch.Name}' collides with member '{first.Name}' of the base", first.Span);
            }
        }
    }

    private void CheckBaseCollisions(ObjectType target)
    {
        if (target.Base is null)
        {
            return;
        }

        if (target.Base.Variants is not null)
        {
            Report(ResolveRules.WrongType, target.Definition!.Span, $"'base' of '{target}' is union '{target.Base}'", target.Base.Definition?.Span);
        }

        foreach (Member member in target.Members)
        {
            if (target.Base.AllMembers.FirstOrDefault(m => SameName(m.Name, member.Name)) is { } first)
            {
                Report(ResolveRules.Collision, member.Span, $"member '{member.Name}' collides with member '{first.Name}' of base '{target.Base}'", first.Span);
            }
        }
    }

    private void BreakCircle(ObjectType target)
    {
        HashSet<ObjectType> seen = [target];
        for (ObjectType current = target; current.Base is { } next; current = next)
        {
            if (!seen.Add(next))
            {
                Report(ResolveRules.Recursion, current.Definition!.Span, $"object '{current}' contains itself", next.Definition?.Span);
                current.Base = null;
                return;
            }
        }
    }

    private void Report(Rule rule, SourceSpan span, string message, SourceSpan? related = null) => diagnostics.Add(rule.At(span, message, related));
}
