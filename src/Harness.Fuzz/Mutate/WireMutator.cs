using System.Globalization;
using System.Text;

using Harness.Fuzz.Input;
using Harness.Schema.Validation;

namespace Harness.Fuzz.Mutate;

/// <summary>What can happen to bytes between a client and a server: cut in two, joined, cut short, garbled, spelt otherwise, abandoned.</summary>
internal static class WireMutator
{
    /// <summary>Steps on one connection in place of sending the lines one after the other.</summary>
    /// <param name="lines">Whole requests with their line ends.</param>
    public static IReadOnlyList<FuzzStep> Apply(IReadOnlyList<byte[]> lines, SeededRandom random)
    {
        byte[] first = lines[0];
        byte[] all = [.. lines.SelectMany(l => l)];
        int at = random.Below(first.Length - 1) + 1;
        return random.Below(13) switch
        {
            0 => [Send(first[..at], "split", at), Send(first[at..], "split", at)],
            1 => [Send(all, "merge", first.Length)],
            2 => [Send(first[..at], "truncate", at), new FuzzStep.Open(0, Negotiates: true), Send(first, "after", 0)],
            3 => [Send([.. first[..at], .. Garbage(random), .. first[at..]], "garbage", at), Send(first, "after", 0)],
            4 => [Send([.. first[..at], 0xFF, .. first], "reset", at)],
            5 => [Send([.. Garbage(random), (byte)'\r', (byte)'\n', .. first], "garbage", 0)],
            6 => [Send(random.OneIn(2) ? Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(first)) : [0xEF, 0xBB, 0xBF, .. first], "encoding", 0), Send(first, "after", 0)],
            7 => [Send(first[..^2], "no-line-end", first.Length - 2)],
            8 => [Send(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(first).Replace(" ", random.Pick(["", "\n", "\t \r\n"]), StringComparison.Ordinal)), "white-space", 0)],
            9 => [Send(Encoding.UTF8.GetBytes($"{{ \"execute\": \"query-version\", \"id\": \"{new string('x', 1 << (10 + random.Below(8)))}\" }}"), "oversize", 0)],
            10 => [Send(Nested(1 << (5 + random.Below(7))), "deep", 0), Send(first, "after", 0)],
            11 => [new FuzzStep.Open(0, Negotiates: false), Send(first, "before-negotiation", 0)],
            _ => [Send([.. lines.SelectMany(l => l.Concat("\n\n"u8.ToArray()))], "blank-lines", 0)],
        };
    }

    private static FuzzStep.Send Send(byte[] bytes, string word, int at) =>
        new(0, bytes, [new Mutation(word, string.Create(CultureInfo.InvariantCulture, $"bytes[{at}]"), null, null)]);

    private static byte[] Garbage(SeededRandom random)
    {
        byte[] bytes = new byte[random.Below(12) + 1];
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = random.OneIn(2) ? (byte)random.Below(256) : (byte)random.Pick("{}[]\",:'\\0-9\r\n".ToCharArray());
        }

        return bytes;
    }

    /// <summary>A request whose id has so many levels.</summary>
    private static byte[] Nested(int depth) =>
        Encoding.ASCII.GetBytes($"{{ \"execute\": \"query-version\", \"id\": {new string('[', depth)}{new string(']', depth)} }}\r\n");
}
