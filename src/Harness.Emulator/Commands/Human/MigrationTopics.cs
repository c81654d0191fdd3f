using System.Globalization;
using System.Text.Json;

namespace Harness.Emulator.Commands.Human;

/// <summary>Topics of <c>info</c> about migration.</summary>
internal static class MigrationTopics
{
    /// <summary>The object that a member of <c>query-migrate</c> is in, the member, and how it is printed: {0} is the number, {1} in kibibytes.</summary>
    private static readonly (string Part, string Member, string Form)[] Counters =
    [
        ("", "total-time", "total time: {0} ms"),
        ("", "expected-downtime", "expected downtime: {0} ms"),
        ("", "downtime", "downtime: {0} ms"),
        ("", "setup-time", "setup: {0} ms"),
        ("ram", "transferred", "transferred ram: {1} kbytes"),
        ("ram", "mbps", "throughput: {0:F2} mbps"),
        ("ram", "remaining", "remaining ram: {1} kbytes"),
        ("ram", "total", "total ram: {1} kbytes"),
        ("ram", "duplicate", "duplicate: {0} pages"),
        ("ram", "skipped", "skipped: {0} pages"),
        ("ram", "normal", "normal: {0} pages"),
        ("ram", "normal-bytes", "normal bytes: {1} kbytes"),
        ("ram", "dirty-sync-count", "dirty sync count: {0}"),
        ("ram", "dirty-pages-rate", "dirty pages rate: {0} pages"),
        ("disk", "transferred", "transferred disk: {1} kbytes"),
        ("disk", "remaining", "remaining disk: {1} kbytes"),
        ("disk", "total", "total disk: {1} kbytes"),
        ("xbzrle-cache", "cache-size", "cache size: {0} bytes"),
        ("xbzrle-cache", "bytes", "xbzrle transferred: {1} kbytes"),
        ("xbzrle-cache", "pages", "xbzrle pages: {0} pages"),
        ("xbzrle-cache", "cache-miss", "xbzrle cache miss: {0} pages"),
        ("xbzrle-cache", "cache-miss-rate", "xbzrle cache miss rate: {0:F2}"),
        ("xbzrle-cache", "overflow", "xbzrle overflow: {0}"),
    ];

    public static IReadOnlyList<HumanCommand> All { get; } =
    [
        new("migrate", "how far the migration has come", Progress),
        new("migrate_capabilities", "what migrations may do", call => call.List("query-migrate-capabilities").Select(c => $"{c.Text("capability")}: {(c.Flag("state") ? "on" : "off")}")),
        new("migrate_cache_size", "size of the cache of XBZRLE", call => [$"xbzrle cache size: {call.Ask("query-migrate-cache-size").GetInt64() >> 10} kbytes"]),
    ];

    private static IEnumerable<string> Progress(HumanCall call)
    {
        JsonElement migration = call.Ask("query-migrate");
        if (migration.Text("status") is not { } status)
        {
            yield break;
        }

        yield return $"Migration status: {status}";
        foreach ((string part, string member, string form) in Counters)
        {
            JsonElement? counters = part.Length == 0 ? migration : migration.Member(part);
            if (counters?.Member(member) is { } counter)
            {
                double value = counter.GetDouble();
                yield return string.Format(CultureInfo.InvariantCulture, form, value, Math.Floor(value / 1024));
            }
        }
    }
}
