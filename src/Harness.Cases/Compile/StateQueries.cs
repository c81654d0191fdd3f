using Harness.Cases.Language;
using Harness.Schema.Model;
using Harness.Schema.Source;

namespace Harness.Cases.Compile;

/// <summary>
/// Queries that show whether anything has changed: answers that stay the same while nothing happens. A command is watched by the run state
/// and by the queries of its family.
/// </summary>
internal sealed class StateQueries(QmpSchema schema, SafetyTable safety)
{
    private const int Most = 4;

    /// <summary>A query, and the words in the names of commands that it is asked for; no words: for all.</summary>
    private static readonly (string Query, string[] Words)[] Families =
    [
        ("query-status", []),
        ("query-block", ["block", "blockdev", "drive", "eject", "change", "snapshot", "nbd", "transaction", "passwd"]),
        ("query-block-jobs", ["job", "stream", "commit", "mirror", "backup"]),
        ("query-named-block-nodes", ["blockdev", "snapshot", "node", "throttle", "threshold", "resize"]),
        ("query-chardev", ["chardev", "ringbuf"]),
        ("query-migrate", ["migrate", "migration"]),
        ("query-migrate-capabilities", ["capabilities"]),
        ("query-migrate-parameters", ["migrate", "parameters"]),
        ("query-migrate-cache-size", ["cache"]),
        ("query-fdsets", ["fd", "getfd", "closefd"]),
        ("query-vnc", ["vnc", "password", "display", "client"]),
        ("query-spice", ["password", "client"]),
        ("query-memdev", ["object", "memdev"]),
        ("query-iothreads", ["object", "iothread"]),
        ("query-pci", ["device", "netdev"]),
        ("query-memory-devices", ["device"]),
        ("query-dump", ["dump"]),
    ];

    /// <summary>The queries that the schema has and that harm nothing, the most general first.</summary>
    public IReadOnlyList<string> For(string command)
    {
        string[] words = command.Split('-', '_');
        return [.. Families.Where(f => f.Words.Length == 0 || f.Words.Intersect(words).Any()).Select(f => f.Query).Where(IsUsable).Take(Most)];
    }

    /// <summary>Asks each query and remembers the answer under the query's name.</summary>
    public static IEnumerable<Step> Remember(IEnumerable<string> queries, SourceSpan span) =>
        queries.SelectMany(q => new Step[] { Requests.Execute(q, null, span), Requests.Returns(new Pattern.Bind(q), span) });

    /// <summary>Asks each query again and expects the same answer.</summary>
    public static IEnumerable<Step> Compare(IEnumerable<string> queries, SourceSpan span) =>
        queries.SelectMany(q => new Step[] { Requests.Execute(q, null, span), Requests.Returns(new Pattern.Bound(q), span) });

    private bool IsUsable(string query) =>
        schema.Command(query) is { } command && command.Arguments.AllMembers.All(m => m.Optional) && safety.ClassOf(query) == SafetyClass.Read;
}
