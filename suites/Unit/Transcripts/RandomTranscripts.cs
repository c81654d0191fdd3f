using System.Text;
using System.Text.Json;

using Harness.Transcripts.Format;
using Harness.Unit.Wire;

namespace Harness.Unit.Transcripts;

/// <summary>Transcripts of whatever can be in one: a seed is a file.</summary>
internal static class RandomTranscripts
{
    private static readonly RecordKind[] Kinds = Enum.GetValues<RecordKind>();

    public static byte[] File(int seed, int records)
    {
        Random random = new(seed);
        MemoryStream bytes = new();
        TranscriptWriter writer = new(bytes, Header(random));
        for (int i = 0; i < records; i++)
        {
            writer.Append(Record(random, writer.Count));
        }

        writer.End(clean: random.Next(4) > 0);
        return bytes.ToArray();
    }

    private static TranscriptHeader Header(Random random) => new(
        Text(random), "2026-01-02T03:04:05.000006Z", "guest-agent", random.Next(2) == 0 ? null : Text(random), $"{{\"kind\": {JsonSerializer.Serialize(Text(random))} }}", random.Next(3) switch { 0 => null, 1 => [], _ => [Text(random), Text(random)] });

    private static TranscriptRecord Record(Random random, long before)
    {
        RecordKind kind = Kinds[random.Next(Kinds.Length)];
        bool isMessage = random.Next(3) > 0;
        return new TranscriptRecord(kind, 0, random.NextInt64(0, 1L << random.Next(1, 62)), random.Next(0, 5)) with
        {
            Payload = kind is not (RecordKind.Request or RecordKind.Reply or RecordKind.Event) ? default : isMessage ? Json(random) : Bytes(random),
            IsMessage = isMessage && kind is RecordKind.Request or RecordKind.Reply or RecordKind.Event,
            InReplyTo = kind == RecordKind.Reply && before > 0 ? random.NextInt64(before) : 0,
            Descriptors = random.Next(8) == 0 ? """[ {"kind":"file", "mode":"rdwr"},{}]"""u8.ToArray() : default,
            Note = random.Next(4) == 0 ? Text(random) : null,
        };
    }

    private static byte[] Json(Random random) => Encoding.UTF8.GetBytes(new RandomJson((ulong)random.NextInt64()).Next().ReplaceLineEndings(" ").Trim(' ', '\t'));

    private static byte[] Bytes(Random random)
    {
        byte[] bytes = new byte[random.Next(1, 40)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static string Text(Random random) => string.Concat(Enumerable.Range(0, random.Next(0, 12)).Select(_ => random.Next(6) switch
    {
        0 => "\n",
        1 => "\"\\",
        2 => "é😀",
        3 => "\u0001\u007f<&'",
        _ => ((char)random.Next(' ', '~')).ToString(),
    }));
}
