using Harness.Schema.Model;

namespace Harness.Schema.Diff;

/// <summary>
/// Members of two objects. Unions with the same tag are compared value by value; otherwise what depends on a tag counts as
/// optional, so that a member may move between base and branches.
/// </summary>
internal sealed class MemberComparer(TypeComparer types, TypeText from, TypeText to, Direction direction, Place owner, PairResult result)
{
    public void Compare(ObjectView old, ObjectView now)
    {
        if (old.Tag is null || old.Tag != now.Tag)
        {
            Compare("", old, now, old.Names.Union(now.Names));
            return;
        }

        HashSet<string> common = [.. old.Common, .. now.Common];
        Compare("", old, now, old.Names.Union(now.Names).Where(common.Contains));
        foreach (string value in old.TagValues.Intersect(now.TagValues))
        {
            ObjectView before = old.Branch(value);
            ObjectView after = now.Branch(value);
            Compare($"[{old.Tag}={value}]", before, after, before.Names.Union(after.Names).Where(n => !common.Contains(n)));
        }
    }

    private void Compare(string path, ObjectView old, ObjectView now, IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            Compare($"{path}.{name}", old.Find(name), now.Find(name));
        }
    }

    private void Compare(string path, Member? old, Member? now)
    {
        Place place = new(owner.Path + path, old?.Span ?? owner.From, now?.Span ?? owner.To);
        switch (old, now)
        {
            case ({ } gone, null):
                result.Add(gone.Optional ? direction.OptionalRemoved : direction.MandatoryRemoved, place, from.Of(gone.Type), null);
                break;
            case (null, { } added):
                result.Add(added.Optional ? direction.OptionalAdded : direction.MandatoryAdded, place, null, to.Of(added.Type));
                break;
            case ({ } before, { } after):
                if (before.Optional != after.Optional)
                {
                    result.Add(after.Optional ? direction.MadeOptional : direction.MadeMandatory, place, null, null);
                }

                FeatureComparer.Compare(result, place, before.Features, after.Features);
                types.CompareInto(result, place, new TypePair(before.Type, after.Type, direction));
                break;
            default:
                throw new System.Diagnostics.UnreachableException(path);
        }
    }
}
