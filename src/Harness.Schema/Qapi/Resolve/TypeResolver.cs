using System.Diagnostics;

using Harness.Schema.Model;
using Harness.Schema.Qapi.Check;
using Harness.Schema.Source;

namespace Harness.Schema.Qapi.Resolve;

/// <summary>
/// Fills the declared types. In steps, because a union's branches need all members of its base, and members of a base are only
/// safe to ask for when no type is its own base.
/// </summary>
internal sealed class TypeResolver(MemberResolver members, List<Diagnostic> diagnostics)
{
    public void ResolveAll(IReadOnlyList<NamedType> named)
    {
        foreach (NamedType type in named)
        {
            FillMembers(type.Syntax, type.Type);
        }

        List<NamedType> objects = [.. named.Where(n => n.Type is ObjectType)];
        RecursionBreaker recursion = new(ResolveRules.Recursion, diagnostics);
        objects.ForEach(o => recursion.BreakBases((ObjectType)o.Type));
        UnionResolver unions = new(members, diagnostics);
        foreach (NamedType union in objects.Where(o => o.Syntax.Kind == DefinitionKind.Union))
        {
            unions.Fill(union.Syntax, (ObjectType)union.Type);
        }

        objects.ForEach(o => recursion.BreakBranches((ObjectType)o.Type));
        objects.ForEach(o => CollisionChecker.Check((ObjectType)o.Type, diagnostics));
        foreach (AlternateType alternate in named.Select(n => n.Type).OfType<AlternateType>())
        {
            AlternateChecker.Check(alternate, diagnostics);
        }
    }

    private void FillMembers(DefinitionSyntax syntax, SchemaType type)
    {
        switch (type)
        {
            case EnumType:
                break;
            case AlternateType alternate:
                alternate.Arms = members.Members(syntax.Members, alternate.Definition.Documentation);
                break;
            case ObjectType target:
                IReadOnlyList<MemberSyntax> own = syntax.Kind == DefinitionKind.Union ? syntax.BaseMembers ?? [] : syntax.Members;
                target.Members = members.Members(own, target.Definition!.Documentation);
                target.Base = Base(syntax);
                break;
            default:
                throw new UnreachableException(type.GetType().Name);
        }
    }

    private ObjectType? Base(DefinitionSyntax syntax)
    {
        if (syntax.Base is not { } name || members.Find(name, $"'base' of {syntax.Label}") is not { } found)
        {
            return null;
        }

        if (found is not ObjectType { Definition: not null })
        {
            diagnostics.Add(ResolveRules.WrongType.At(name.Span, $"'base' of {syntax.Label} is '{found}', which is no struct"));
            return null;
        }

        return (ObjectType)found;
    }
}
