using Harness.Schema.Diff;
using Harness.Schema.Source;

namespace Harness.Cli.Output;

/// <summary>Whom changes break, in words, and the order in which people read them.</summary>
internal static class DiffClasses
{
    public static IReadOnlyList<(Breaks Breaks, string Word, string Title)> All { get; } =
    [
        (Breaks.Clients | Breaks.Servers, "breaks-clients-and-servers", "breaks clients and servers"),
        (Breaks.Clients, "breaks-clients", "breaks clients"),
        (Breaks.Servers, "breaks-servers", "breaks servers"),
        (Breaks.Nothing, "compatible", "compatible"),
    ];

    public static string WordOf(Change change) => All.Single(c => c.Breaks == change.Kind.Breaks).Word;

    public static IEnumerable<(string Title, IReadOnlyList<Change> Changes)> Group(IReadOnlyList<Change> changes) =>
        All.Select(c => (c.Title, (IReadOnlyList<Change>)[.. changes.Where(d => d.Kind.Breaks == c.Breaks)])).Where(g => g.Item2.Count > 0);

    public static string Summary(IReadOnlyList<Change> changes)
    {
        int Count(Breaks side) => changes.Count(c => c.Kind.Breaks.HasFlag(side));
        return changes.Count == 0
            ? "no difference on the wire"
            : $"{changes.Count} changes: {Count(Breaks.Clients)} break clients, {Count(Breaks.Servers)} break servers, {changes.Count(c => c.Kind.Breaks == Breaks.Nothing)} are compatible";
    }

    public static string Place(Change change) => (change.FromSpan == SourceSpan.None, change.ToSpan == SourceSpan.None) switch
    {
        (false, true) => $"{change.FromSpan}",
        (true, false) => $"{change.ToSpan}",
        _ => $"{change.FromSpan} → {change.ToSpan}",
    };
}
