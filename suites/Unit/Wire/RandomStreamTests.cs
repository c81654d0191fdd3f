using System.Text;

using Harness.Unit.Emulator;
using Harness.Wire;

namespace Harness.Unit.Wire;

/// <summary>Properties of the reader over broken byte strings; a failure names its bytes.</summary>
public sealed class RandomStreamTests
{
    private const ulong Seed = 1_024;
    private const int Strings = 10_000;

    private static readonly byte[] Next = [.. "{\"execute\": \"next\"}"u8];

    [TestCase(JsonFlavour.Qemu)]
    [TestCase(JsonFlavour.Strict)]
    public void Any_bytes_are_cut_in_order_and_without_overlap(JsonFlavour flavour) => ForEach(bytes =>
    {
        long end = 0;
        foreach (CutMessage message in Cutting.Whole(bytes, flavour, WireLimits.Default))
        {
            Assert.That(message.Raw, Is.Not.Empty);
            Assert.That(message.Offset, Is.GreaterThanOrEqualTo(end));
            end = message.Offset + message.Raw.Length;
            Assert.That(message.Raw, Is.EqualTo(Encoding.Latin1.GetString(bytes, (int)message.Offset, message.Raw.Length)), "the peer's own bytes");
            Assert.That(message.Kind == MessageKind.Garbage, Is.EqualTo(message.Why is not null));
        }
    });

    [TestCase(JsonFlavour.Qemu)]
    [TestCase(JsonFlavour.Strict)]
    public void Any_bytes_are_cut_alike_whole_and_byte_by_byte_within_small_limits(JsonFlavour flavour) => ForEach(bytes =>
    {
        WireLimits limits = new(MaxMessageBytes: 24, MaxNesting: 2);
        Assert.That(Cutting.ByteByByte(bytes, flavour, limits), Is.EqualTo(Cutting.Whole(bytes, flavour, limits)));
    });

    [TestCase(JsonFlavour.Qemu)]
    [TestCase(JsonFlavour.Strict)]
    public void Behind_any_bytes_0xFF_and_a_line_feed_the_next_message_is_cut(JsonFlavour flavour) => ForEach(bytes =>
    {
        CutMessage last = Cutting.Whole([.. bytes, 0xFF, (byte)'\n', .. Next], flavour, WireLimits.Default)[^1];
        Assert.That(last, Is.EqualTo(new CutMessage(MessageKind.Value, Encoding.ASCII.GetString(Next), bytes.Length + 2, MessageTraits.None, null, null)));
    });

    [Test]
    public void The_values_put_together_again_are_the_same_values() => ForEach(bytes =>
    {
        string[] values = [.. Cutting.Whole(bytes, JsonFlavour.Qemu, WireLimits.Default).Where(m => m.Kind == MessageKind.Value).Select(m => m.Raw)];
        byte[] again = Encoding.Latin1.GetBytes(string.Join('\n', values) + '\n');

        Assert.That(Cutting.Whole(again, JsonFlavour.Qemu, WireLimits.Default).Select(m => m.Raw), Is.EqualTo(values));
    });

    private static void ForEach(Action<byte[]> property)
    {
        RandomBytes random = new(Seed);
        for (int i = 0; i < Strings; i++)
        {
            byte[] bytes = random.Next();
            try
            {
                property(bytes);
            }
            catch (Exception e) when (e is not AssertionException)
            {
                throw new AssertionException($"{Convert.ToHexString(bytes)} ({Encoding.Latin1.GetString(bytes)})", e);
            }
        }
    }
}
