using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

using Harness.Transcripts.Format;
using Harness.Transcripts.Messages;
using Harness.Transcripts.Recording;

namespace Harness.Transcripts.Import;

/// <summary>
/// What <c>socat -v</c> writes: a head line with direction, time and length, then that many bytes, a carriage return as <c>\r</c>. A
/// chunk that does not end its line is followed by the next head on the same line. Its clock has microseconds behind the point,
/// in newer versions padded to nine digits.
/// </summary>
internal static partial class SocatDump
{
    public static bool IsOne(string text) => Head().IsMatch(text);

    public static void Read(string text, List<ImportedMessage> messages, List<ImportTrouble> trouble)
    {
        PayloadCutter client = new(), server = new();
        List<Cut> cuts = [];
        int line = 1, counted = 0;
        for (Match head = Head().Match(text), next; head.Success; head = next)
        {
            bool isClient = head.Groups["direction"].Value == ">";
            line += text.AsSpan(counted, head.Index - counted).Count('\n');
            counted = head.Index;
            int start = head.Index + head.Length;
            next = Head().Match(text, start);
            (isClient ? client : server).Feed(Chunk(text[start..(next.Success ? next.Index : text.Length)], head, line, trouble), cuts);
            Add(messages, cuts, isClient, Time(head), line);
        }

        client.Finish(cuts);
        Add(messages, cuts, isClient: true, null, line);
        server.Finish(cuts);
        Add(messages, cuts, isClient: false, null, line);
    }

    private static void Add(List<ImportedMessage> messages, List<Cut> cuts, bool isClient, long? time, int line)
    {
        messages.AddRange(cuts.Select(c => new ImportedMessage(
            isClient ? RecordKind.Request : c.Facts is { Role: MessageRole.Event } ? RecordKind.Event : RecordKind.Reply, 1, c.Payload, time, line)));
        cuts.Clear();
    }

    /// <summary>The bytes between two heads, as many as the first of them says; fewer or more are told.</summary>
    private static byte[] Chunk(string text, Match head, int line, List<ImportTrouble> trouble)
    {
        long length = long.TryParse(head.Groups["length"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out long given) ? given : long.MaxValue;
        List<byte> bytes = new(text.Length);
        int at = 0;
        while (at < text.Length && bytes.Count < length)
        {
            if (text[at] == '\\' && at + 1 < text.Length)
            {
                bytes.Add(text[at + 1] switch { 'r' => (byte)'\r', 'n' => (byte)'\n', 't' => (byte)'\t', _ => (byte)text[at + 1] });
                at += 2;
                continue;
            }

            int width = char.IsHighSurrogate(text[at]) && at + 1 < text.Length ? 2 : 1;
            bytes.AddRange(Encoding.UTF8.GetBytes(text.Substring(at, width)));
            at += width;
        }

        if (bytes.Count != length || !string.IsNullOrWhiteSpace(text[at..]))
        {
            string has = bytes.Count < length ? string.Create(CultureInfo.InvariantCulture, $"has {bytes.Count}") : "has more";
            trouble.Add(new ImportTrouble(line, $"a chunk of {head.Groups["length"].Value} bytes by its head {has}"));
        }

        return [.. bytes];
    }

    private static long? Time(Match head)
    {
        long fraction = long.Parse(head.Groups["fraction"].Value, CultureInfo.InvariantCulture);
        return DateTime.TryParseExact(head.Groups["second"].Value, "yyyy/MM/dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime second)
            ? (second.Ticks / TimeSpan.TicksPerMicrosecond) + (fraction < 1_000_000 ? fraction : fraction / 1000)
            : null;
    }

    [GeneratedRegex(@"(?<direction>[<>]) (?<second>\d{4}/\d\d/\d\d \d\d:\d\d:\d\d)\.(?<fraction>\d{6,9})\s+length=(?<length>\d+) from=\d+ to=\d+\n", RegexOptions.CultureInvariant)]
    private static partial Regex Head();
}
