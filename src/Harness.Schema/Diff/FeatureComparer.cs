using Harness.Schema.Model;

namespace Harness.Schema.Diff;

/// <summary>Features, which tell clients what they cannot see otherwise: that something is deprecated, or works in a new way.</summary>
internal static class FeatureComparer
{
    public static void Compare(PairResult result, Place place, IReadOnlyList<Feature> from, IReadOnlyList<Feature> to)
    {
        foreach (Feature feature in from.Where(f => to.All(t => t.Name != f.Name)))
        {
            result.Add(ChangeKinds.FeatureRemoved, place with { From = feature.Span }, feature.Name, null);
        }

        foreach (Feature feature in to.Where(t => from.All(f => f.Name != t.Name)))
        {
            result.Add(ChangeKinds.FeatureAdded, place with { To = feature.Span }, null, feature.Name);
        }
    }
}
