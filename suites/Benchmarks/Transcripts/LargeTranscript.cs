using System.Globalization;
using System.Text;

using Harness.Transcripts.Format;

namespace Harness.Benchmarks.Transcripts;

/// <summary>A session of any size: two queries in turn, one always the same, one that never comes again, with replies of about a kilobyte.</summary>
internal static class LargeTranscript
{
    public static void Write(Stream output, long bytes)
    {
        TranscriptHeader header = new("benchmark", "2026-01-01T00:00:00.000000Z", "qemu", null, """{"kind":"emu"}""", []);
        using TranscriptWriter writer = new(output, header);
        byte[] blocks = Encoding.ASCII.GetBytes($"{{\"return\": [{string.Join(", ", Enumerable.Range(0, 8).Select(i => $"{{\"device\": \"disk{i}\", \"locked\": false, \"removable\": true, \"type\": \"unknown\", \"io-status\": \"ok\"}}"))}]}}");
        byte[] value = Encoding.ASCII.GetBytes($"{{\"return\": \"{new string('x', 1000)}\"}}");
        writer.Append(new TranscriptRecord(RecordKind.Open, 0, 0, 1));
        writer.Append(Message(RecordKind.Reply, "{\"QMP\": {\"version\": {}, \"capabilities\": []}}"u8.ToArray()));
        writer.Append(Message(RecordKind.Request, "{\"execute\": \"qmp_capabilities\"}"u8.ToArray()));
        writer.Append(Message(RecordKind.Reply, "{\"return\": {}}"u8.ToArray()));
        long written = 0;
        for (int i = 0; written < bytes; i++)
        {
            byte[] request = Request(i), reply = i % 2 == 0 ? blocks : value;
            writer.Append(Message(RecordKind.Request, request));
            writer.Append(Message(RecordKind.Reply, reply) with { InReplyTo = writer.Count });
            written += request.Length + reply.Length + 80;
        }

        writer.End(clean: true);
    }

    /// <summary>The request of that place, 0-based, behind the negotiation.</summary>
    public static byte[] Request(int place) => place % 2 == 0
        ? "{\"execute\": \"query-block\"}"u8.ToArray()
        : Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"execute\": \"qom-get\", \"arguments\": {{\"path\": \"/machine/unattached/device[{place}]\", \"property\": \"type\"}}}}"));

    private static TranscriptRecord Message(RecordKind kind, byte[] json) => new(kind, 0, 1000, 1, json, IsMessage: true);
}
