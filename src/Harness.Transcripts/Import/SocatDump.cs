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

    public static void Read(string text, List<ImportedMessage> messages)
    {
        PayloadCutter client = new(), server = new();
        List<Cut> cuts = [];
        for (Match head = Head().Match(text); head.Success;)
        {
            bool isClient = head.Groups["direction"].Value == ">";
            int line = 1 + text.AsSpan(0, head.Index).Count('\n');
            byte[] chunk = Chunk(text, head.Index + head.Length, int.Parse(head.Groups["length"].Value, CultureInfo.InvariantCulture), out int behind);
            (isClient ? client : server).Feed(chunk, cuts);
            Add(messages, cuts, isClient, Time(head), line);
            head = Head().Match(text, behind);
        }

        client.Finish(cuts);
        Add(messages, cuts, isClient: true, null, 1);
        server.Finish(cuts);
        Add(messages, cuts, isClient: false, null, 1);
    }

    private static void Add(List<ImportedMessage> messages, List<Cut> cuts, bool isClient, long? time, int line)
    {
        messages.AddRange(cuts.Select(c => new ImportedMessage(
            isClient ? RecordKind.Request : c.Facts is { Role: MessageRole.Event } ? RecordKind.Event : RecordKind.Reply, 1, c.Payload, time, line)));
        cuts.Clear();
    }

    private static byte[] Chunk(string text, int start, int length, out int behind)
    {
        List<byte> bytes = new(length);
        int at = start;
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

        behind = at;
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
