using System.Text.Json;
using System.Text.RegularExpressions;

namespace Harness.Transcripts.Compare;

/// <summary>Which values a peer chooses anew in each session: some only mean the same when they stand for the same, some are a matter of time.</summary>
internal static partial class PeerChosen
{
    private static readonly HashSet<string> BoundNumbers = new(StringComparer.Ordinal) { "fd", "fdset-id", "pid", "thread-id", "thread_id", "tid" };

    private static readonly HashSet<string> Times = new(StringComparer.Ordinal)
    {
        "timestamp", "date-sec", "date-nsec", "vm-clock-sec", "vm-clock-nsec", "total-time", "downtime", "expected-downtime", "setup-time", "mbps",
        "wr_total_time_ns", "rd_total_time_ns", "flush_total_time_ns", "unmap_total_time_ns", "idle_time_ns", "dirty-sync-count", "pages-per-second",
    };

    /// <summary>True where another value in another session means nothing: clocks, and what is measured with them.</summary>
    public static bool IsTime(string member) => Times.Contains(member);

    /// <summary>True where a value stands for something that the peer named or numbered.</summary>
    public static bool IsBound(string member, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => BoundNumbers.Contains(member),
        JsonValueKind.String => member == "uuid" ? false : Minted().IsMatch(Messages.CanonicalJson.TextOf(value)),
        _ => false,
    };

    /// <summary>Names that QEMU makes up: block nodes, pseudo terminals, unnamed devices, sockets of a chosen port.</summary>
    [GeneratedRegex(@"^(?:#block\d+|pty:/dev/pts/\d+|/dev/pts/\d+|/dev/fdset/\d+|.*/(?:unattached|peripheral-anon)/[^/]+\[\d+\].*|#optr\d+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Minted();
}
