using Harness.Schema.Model;
using Harness.Schema.Source;

namespace Harness.Schema.Qapi.Resolve;

/// <summary>Members of base, object and branch share one JSON object, so their names must differ.</summary>
internal static class CollisionChecker
{
    public static void Check(ObjectType target, List<Diagnostic> diagnostics)
    {
        if (target.Base is { } parent)
        {
            CheckBase(target, parent, diagnostics);
        }

        foreach (Branch branch in target.Variants?.Branches ?? [])
        {
            foreach (Member member in WithBranches(branch.Type).DistinctBy(m => m.Name, StringComparer.Ordinal))
            {
                if (MemberResolver.Named(target.AllMembers, member.Name) is { } first)
                {
                    diagnostics.Add(ResolveRules.Collision.At(branch.Span, $"member '{member.Name}' of branch '{branch.TagValue}' collides with member '{first.Name}' of the base", first.Span));
                }
            }
        }
    }

    private static void CheckBase(ObjectType target, ObjectType parent, List<Diagnostic> diagnostics)
    {
        if (parent.Variants is not null)
        {
            diagnostics.Add(ResolveRules.WrongType.At(target.Definition!.Span, $"'base' of '{target}' is union '{parent}'; it must be a struct", parent.Definition?.Span));
        }

        foreach (Member member in target.Members)
        {
            if (MemberResolver.Named(parent.AllMembers, member.Name) is { } first)
            {
                diagnostics.Add(ResolveRules.Collision.At(member.Span, $"member '{member.Name}' collides with member '{first.Name}' of base '{parent}'", first.Span));
            }
        }
    }

    private static IEnumerable<Member> WithBranches(ObjectType type) =>
        type.AllMembers.Concat((type.Variants?.Branches ?? []).SelectMany(b => WithBranches(b.Type)));
}
