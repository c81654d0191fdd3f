using Harness.Cases.Language;

namespace Harness.Cases.Run;

/// <summary>Which of all cases to run.</summary>
/// <param name="Run">A case is in when one of these matches; all are in when there is none.</param>
/// <param name="Skip">And none of these.</param>
/// <param name="Shard">Null for all of it.</param>
public sealed record Selection(IReadOnlyList<CasePattern> Run, IReadOnlyList<CasePattern> Skip, Shard? Shard)
{
    public static Selection All { get; } = new([], [], null);

    public bool Holds(string id) =>
        (Run.Count == 0 || Run.Any(p => p.Matches(id)))
        && !Skip.Any(p => p.Matches(id))
        && (Shard is not { } shard || shard.Holds(id));

    /// <summary>The selected cases in the order given.</summary>
    public IReadOnlyList<Script> Apply(IEnumerable<Script> scripts) => [.. scripts.Where(s => Holds(s.Id))];
}
