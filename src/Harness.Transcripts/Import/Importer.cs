using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

using Harness.Transcripts.Format;
using Harness.Transcripts.Messages;

namespace Harness.Transcripts.Import;

/// <summary>Reads sessions that other tools wrote down. What cannot be used is told; reading goes on.</summary>
public static partial class Importer
{
    /// <summary>All that the text holds, in order.</summary>
    public static (IReadOnlyList<ImportedMessage> Messages, IReadOnlyList<ImportTrouble> Trouble) Read(ImportFormat format, string text)
    {
        List<ImportedMessage> messages = [];
        List<ImportTrouble> trouble = [];
        switch (format)
        {
            case ImportFormat.Replies:
                ReadReplies(text, messages, trouble);
                break;
            case ImportFormat.Libvirt:
                ReadLibvirt(text, messages, trouble);
                break;
            case ImportFormat.QmpShell:
                ReadShell(text, messages, trouble);
                break;
            case ImportFormat.Socat:
                SocatDump.Read(text, messages, trouble);
                break;
            case ImportFormat.Arrow:
                ReadArrows(text, messages, trouble);
                break;
            default:
                throw new UnreachableException(format.ToString());
        }

        if (messages.Count == 0 && trouble.Count == 0)
        {
            trouble.Add(new ImportTrouble(1, "no message of this format is in the file"));
        }

        return (messages, trouble);
    }

    /// <summary>Which of the formats a text looks like; null where none.</summary>
    public static ImportFormat? Guess(string text) =>
        text.Contains("QEMU_MONITOR_", StringComparison.Ordinal) ? ImportFormat.Libvirt
        : SocatDump.IsOne(text) ? ImportFormat.Socat
        : ArrowHead().IsMatch(text) ? ImportFormat.Arrow
        : text.TrimStart().StartsWith('{') ? (text.Contains("\n\n{", StringComparison.Ordinal) ? ImportFormat.Replies : ImportFormat.QmpShell)
        : JsonTexts.Objects(text).Any() ? ImportFormat.QmpShell
        : null;

    private static RecordKind KindOf(byte[] json) => MessageFacts.Read(json)?.Role switch
    {
        MessageRole.Request => RecordKind.Request,
        MessageRole.Event => RecordKind.Event,
        _ => RecordKind.Reply,
    };

    /// <summary>Requests and replies alternate; older files hold replies alone.</summary>
    private static void ReadReplies(string text, List<ImportedMessage> messages, List<ImportTrouble> trouble)
    {
        foreach ((byte[] json, int line) in JsonTexts.Objects(text, trouble.Add))
        {
            RecordKind kind = KindOf(json);
            if (kind == RecordKind.Request && messages is [.., { Kind: RecordKind.Request } before])
            {
                trouble.Add(new ImportTrouble(before.Line, "a request without a reply"));
            }

            messages.Add(new ImportedMessage(kind, 1, json, null, line));
        }

        if (messages is [.., { Kind: RecordKind.Request } last])
        {
            trouble.Add(new ImportTrouble(last.Line, "a request without a reply"));
        }
    }

    private static void ReadShell(string text, List<ImportedMessage> messages, List<ImportTrouble> trouble)
    {
        foreach ((byte[] json, int line) in JsonTexts.Objects(text, trouble.Add))
        {
            messages.Add(new ImportedMessage(KindOf(json), 1, json, null, line));
        }
    }

    /// <summary>
    /// One connection a monitor, told apart by its address in memory. What is sent is logged when it is queued and again when it is written,
    /// then perhaps in pieces: where the log has the first, the second is passed over.
    /// </summary>
    private static void ReadLibvirt(string text, List<ImportedMessage> messages, List<ImportTrouble> trouble)
    {
        Dictionary<string, int> monitors = new(StringComparer.Ordinal);
        bool hasQueued = text.Contains("QEMU_MONITOR_SEND_MSG:", StringComparison.Ordinal);
        int number = 0;
        foreach (string line in text.Split('\n'))
        {
            number++;
            Match match = LibvirtLine().Match(line);
            if (!match.Success || (hasQueued && match.Groups["kind"].Value == "IO_WRITE"))
            {
                if (!match.Success && LibvirtWord().IsMatch(line))
                {
                    trouble.Add(new ImportTrouble(number, "the line is about a message, and holds no monitor and no message"));
                }

                continue;
            }

            string monitor = match.Groups["monitor"].Value;
            int connection = monitors.TryGetValue(monitor, out int known) ? known : monitors[monitor] = monitors.Count + 1;
            long? time = match.Groups["time"].Success && DateTime.TryParse(match.Groups["time"].Value, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out DateTime at)
                ? at.Ticks / TimeSpan.TicksPerMicrosecond
                : null;
            (byte[] Json, int Line)[] found = [.. JsonTexts.Objects(match.Groups["json"].Value, why => trouble.Add(why with { Line = number }))];
            if (found.Length == 0 && (trouble.Count == 0 || trouble[^1].Line != number))
            {
                trouble.Add(new ImportTrouble(number, "the line holds no JSON text"));
            }

            messages.AddRange(found.Select(f => new ImportedMessage(KindOf(f.Json), connection, f.Json, time, number)));
        }
    }

    private static void ReadArrows(string text, List<ImportedMessage> messages, List<ImportTrouble> trouble)
    {
        int connection = 1;
        foreach (ArrowBlock block in ArrowBlock.All(text))
        {
            if (block.Mark == "--")
            {
                connection = block.Text.StartsWith("connection ", StringComparison.Ordinal) && int.TryParse(block.Text["connection ".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out int other) && other > 0
                    ? other
                    : connection;
                continue;
            }

            byte[]? payload = block.Payload();
            if (payload is null)
            {
                trouble.Add(new ImportTrouble(block.Line, $"behind '{block.Mark}' there is neither a JSON object nor a quoted string"));
                continue;
            }

            messages.Add(new ImportedMessage(block.IsClients ? RecordKind.Request : KindOf(payload) == RecordKind.Event ? RecordKind.Event : RecordKind.Reply, connection, payload, null, block.Line));
        }
    }

    [GeneratedRegex(@"^(?<time>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+[^:]*)?.*QEMU_MONITOR_(?<kind>IO_WRITE|SEND_MSG|RECV_REPLY|RECV_EVENT):\s+mon=(?<monitor>\S+)\s+(?:buf|msg|reply|event)=(?<json>.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex LibvirtLine();

    [GeneratedRegex(@"QEMU_MONITOR_(?:IO_WRITE|SEND_MSG|RECV_REPLY|RECV_EVENT)", RegexOptions.CultureInvariant)]
    private static partial Regex LibvirtWord();

    [GeneratedRegex(@"^\s*(?:->|<-)", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex ArrowHead();
}
