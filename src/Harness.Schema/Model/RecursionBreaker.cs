using Harness.Schema.Source;

namespace Harness.Schema.Model;

/// <summary>
/// An object that contains its own members, through bases or union branches, has no end. Reported, and the reference that
/// closes the circle is taken out, so that every later walk ends.
/// </summary>
internal sealed class RecursionBreaker(Rule rule, List<Diagnostic> diagnostics)
{
    public void BreakBases(ObjectType target)
    {
        HashSet<ObjectType> seen = [target];
        for (ObjectType current = target; current.Base is { } next; current = next)
        {
            if (!seen.Add(next))
            {
                Report(current, current.Definition!.Span, next);
                current.Base = null;
                return;
            }
        }
    }

    public void BreakBranches(ObjectType target)
    {
        if (target.Variants is not { } variants)
        {
            return;
        }

        List<Branch> sound = [];
        foreach (Branch branch in variants.Branches)
        {
            if (Reaches(branch.Type, target, []))
            {
                Report(target, branch.Span, branch.Type);
            }
            else
            {
                sound.Add(branch);
            }
        }

        if (sound.Count < variants.Branches.Count)
        {
            target.Variants = variants with { Branches = sound };
        }
    }

    private static bool Reaches(ObjectType from, ObjectType target, HashSet<ObjectType> seen) =>
        from == target
        || (seen.Add(from)
            && ((from.Base is { } parent && Reaches(parent, target, seen))
                || (from.Variants is { } variants && variants.Branches.Any(b => Reaches(b.Type, target, seen)))));

    private void Report(ObjectType target, SourceSpan span, ObjectType through) =>
        diagnostics.Add(rule.At(span, $"object '{target}' contains itself{(through == target ? "" : $" through '{through}'")}", through.Definition?.Span));
}
