using System.Text;
using System.Text.Json;

using Harness.Session;
using Harness.Wire;

namespace Harness.Unit.Wire;

/// <summary>Reader, parser and session together answer what QEMU 7.2 was seen to answer, in number and kind.</summary>
public sealed class CapturedPayloadTests
{
    /// <summary>0xFF is an error everywhere, a line feed ends the recovery from it: what follows is heard whatever came before.</summary>
    private static readonly byte[] Resync = [0xFF, (byte)'\n', .. "{\"execute\":\"heard\"}"u8];

    public static IEnumerable<TestCaseData<byte[], string>> Payloads() =>
        CapturedPayloads.All().Select(p => new TestCaseData<byte[], string>(p.Bytes, Differs(p.Bytes) ? p.Replies.Replace('n', 'j').Replace('e', 'j') : p.Replies).SetArgDisplayNames(p.Text));

    [TestCaseSource(nameof(Payloads))]
    public void A_payload_is_answered_as_qemu_does(byte[] payload, string replies)
    {
        byte[] stream = [.. payload, .. Resync];
        string expected = replies + "jn";

        Assert.That(Answers([stream]), Is.EqualTo(expected), "whole");
        for (int at = 1; at < stream.Length; at++)
        {
            Assert.That(Answers([stream[..at], stream[at..]]), Is.EqualTo(expected), $"split at {at}");
        }

        Assert.That(Answers([.. stream.Select(b => new[] { b })]), Is.EqualTo(expected), "byte by byte");
    }

    [TestCaseSource(nameof(Payloads))]
    public void A_payload_is_cut_alike_in_any_pieces(byte[] payload, string replies)
    {
        List<CutMessage> messages = Cutting.AllWays(payload, JsonFlavour.Qemu, WireLimits.Default);
        Cutting.AllWays(payload, JsonFlavour.Strict, WireLimits.Default);

        // QEMU waits for more behind what the end of a stream ends here.
        Assert.That(messages, Has.Count.EqualTo(replies.Length).Or.Count.EqualTo(replies.Length + 1));
    }

    [Test]
    public void The_captured_payloads_are_there() => Assert.That(CapturedPayloads.All().Count(), Is.GreaterThan(900));

    /// <summary>QEMU takes C0 80 for a NUL, which no UTF-8 text may have (RFC 3629, section 3). Here it is invalid.</summary>
    private static bool Differs(byte[] payload) => payload.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xC0, 0x80]) >= 0;

    private static string Answers(byte[][] chunks)
    {
        MessageReader reader = new(JsonFlavour.Qemu, WireLimits.Default);
        ServerSession session = new(ServerProfile.Qemu(offersOutOfBand: true));
        StringBuilder answers = new();
        foreach (byte[] chunk in chunks)
        {
            reader.Feed(chunk);
            while (reader.TryRead(out WireMessage message))
            {
                using JsonDocument? document = MessageParser.Parse(message, WireLimits.Default, out string? why);
                ServerAction action = document is null ? ServerSession.StepGarbage(why!) : session.Step(document.RootElement);
                answers.Append(Letter(action));
            }
        }

        return answers.ToString();
    }

    private static char Letter(ServerAction action) => action switch
    {
        { ErrorClass: ErrorClass.CommandNotFound } => 'n',
        { Text: { } text } when text.StartsWith("JSON", StringComparison.Ordinal) => 'j',
        { Text: "QMP input must be a JSON object" } => 'o',
        { IsDispatch: false } => 'e',
        _ => 'd',
    };
}
