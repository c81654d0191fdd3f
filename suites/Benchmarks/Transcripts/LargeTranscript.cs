using System.Text;

using Harness.Transcripts.Format;

namespace Harness.Benchmarks.Transcripts;

/// <summary>A session of any size: one query over and over, its replies of about a kilobyte.</summary>
internal static class LargeTranscript
{
    private static readonly byte[] Request = "{\"execute\": \"query-block\"}"u8.ToArray();

    public static void Write(Stream output, long bytes)
    {
        TranscriptHeader header = new("benchmark", "2026-01-01T00:00:00.000000Z", "qemu", null, """{"kind":"emu"}""", []);
        using TranscriptWriter writer = new(output, header);
        byte[] reply = Encoding.ASCII.GetBytes($"{{\"return\": [{string.Join(", ", Enumerable.Range(0, 8).Select(i => $"{{\"device\": \"disk{i}\", \"locked\": false, \"removable\": true, \"type\": \"unknown\", \"io-status\": \"ok\"}}"))}]}}");
        writer.Append(new TranscriptRecord(RecordKind.Open, 0, 0, 1));
        writer.Append(Message(RecordKind.Reply, "{\"QMP\": {\"version\": {}, \"capabilities\": []}}"u8.ToArray()));
        writer.Append(Message(RecordKind.Request, "{\"execute\": \"qmp_capabilities\"}"u8.ToArray()));
        writer.Append(Message(RecordKind.Reply, "{\"return\": {}}"u8.ToArray()));
        for (long written = 0; written < bytes; written += reply.Length + Request.Length + 80)
        {
            writer.Append(Message(RecordKind.Request, Request));
            writer.Append(Message(RecordKind.Reply, reply) with { InReplyTo = writer.Count });
        }

        writer.End(clean: true);
    }

    private static TranscriptRecord Message(RecordKind kind, byte[] json) => new(kind, 0, 1000, 1, json, IsMessage: true);
}
