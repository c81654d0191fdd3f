namespace Harness.Cases.Run;

/// <summary>What a target can do, as far as cases depend on it.</summary>
/// <param name="Commands">Commands that it offers; null when it did not say.</param>
/// <param name="Features">Words that a case may name under <c>needs</c>: <c>oob</c>, <c>second-connection</c>, <c>virtual-time</c>.</param>
public sealed record TargetAbilities(IReadOnlySet<string>? Commands, IReadOnlySet<string> Features)
{
    /// <summary>For each word a case may need, what a target lacks that does not have it.</summary>
    public static IReadOnlyDictionary<string, string> Words { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["oob"] = "the target does not offer the capability oob",
        ["second-connection"] = "the target serves one connection only",
        ["virtual-time"] = "the target does not run on the virtual clock",
    };
}
