using System.Text;

using Harness.Wire;

namespace Harness.Unit.Wire;

public sealed class MessageReaderTests
{
    private static readonly WireLimits Small = new(MaxMessageBytes: 16, MaxNesting: 4);

    [TestCase("{}", "{}@0")]
    [TestCase("", "")]
    [TestCase(" \t\r\n", "")]
    [TestCase("{}{}", "{}@0 {}@2")]
    [TestCase(" {\"a\":1}\r\n\t[2] \n", "{\"a\":1}@1 [2]@11")]
    [TestCase("{\n\"a\" :\r\n1\n}", "{\n\"a\" :\r\n1\n}@0")]
    [TestCase("1 \"b\" true null -0.5e+7 ", "1@0 \"b\"@2 true@6 null@11 -0.5e+7@16")]
    [TestCase("{\"}\":\"]\"}", "{\"}\":\"]\"}@0")]
    [TestCase("{\"a\\\"}\":1}", "{\"a\\\"}\":1}@0")]
    [TestCase("{'}\"':'\\''}", "{'}\"':'\\''}@0")]
    [TestCase("}]", "}@0 ]@1")]
    [TestCase("[}]", "[}@0 ]@2")]
    [TestCase(",:", ",@0 :@1")]
    [TestCase("[[[[]]]]", "[[[[]]]]@0")]
    public void Messages_are_cut_where_their_nesting_closes(string stream, string messages) => Assert.That(
        Show(Cutting.AllWays(Encoding.Latin1.GetBytes(stream), JsonFlavour.Qemu, WireLimits.Default)), Is.EqualTo(messages));

    [TestCase("@x{}", "!@@0 {}@2", Description = "recovery ends at a structural character")]
    [TestCase("{\"a\": @ 1 }{}", "!{\"a\": @@0 }@10 {}@11")]
    [TestCase("@ lost \"lost\"\n1 ", "!@@0 1@14", Description = "recovery ends at a line feed")]
    [TestCase("@\xFF\xFE{}", "!@@0 !\xFF@1 !\xFE@2 {}@3", Description = "0xFE and 0xFF are errors in recovery too")]
    [TestCase("\"a\nb\"{}", "!\"a\n@0 {}@5", Description = "what is left of a broken string is dropped up to a structural character")]
    public void Reading_resumes_behind_garbage(string stream, string messages) => Assert.That(
        Show(Cutting.AllWays(Encoding.Latin1.GetBytes(stream), JsonFlavour.Qemu, WireLimits.Default)), Is.EqualTo(messages));

    [TestCase("{\"abcdefghij\":1}", "{\"abcdefghij\":1}@0", Description = "16 bytes")]
    [TestCase("{\"abcdefghijk\":1}", "!{\"abcdefghijk\":1@0 }@16", Description = "17 bytes")]
    [TestCase("\"abcdefghijklmn\"", "\"abcdefghijklmn\"@0")]
    [TestCase("\"abcdefghijklmno\"{}", "!\"abcdefghijklmno@0 {}@17")]
    [TestCase("1234567890123456 2 ", "1234567890123456@0 2@17", Description = "a number ends before the byte that shows its end")]
    [TestCase("12345678901234567\n2 ", "!1234567890123456@0 2@18")]
    [TestCase("[              ] [               ]\n1 ", "[              ]@0 ![               @17 ]@33 1@35")]
    public void A_message_is_bounded_in_bytes(string stream, string messages) => Assert.That(
        Show(Cutting.AllWays(Encoding.Latin1.GetBytes(stream), JsonFlavour.Qemu, Small)), Is.EqualTo(messages));

    [TestCase("[[[[]]]]", "[[[[]]]]@0")]
    [TestCase("[{\"\":[{}]}]", "[{\"\":[{}]}]@0")]
    [TestCase("[[[[[]]]]]", "![[[[[@0 ]@5 ]@6 ]@7 ]@8 ]@9")]
    public void A_message_is_bounded_in_depth(string stream, string messages) => Assert.That(
        Show(Cutting.AllWays(Encoding.Latin1.GetBytes(stream), JsonFlavour.Qemu, Small)), Is.EqualTo(messages));

    [Test]
    public void A_thousand_and_twenty_four_levels_are_read_and_one_more_is_garbage()
    {
        byte[] deepest = Nested(1024);
        byte[] deeper = Nested(1025);

        Assert.That(Cutting.ByteByByte(deepest, JsonFlavour.Qemu, WireLimits.Default).Single(), Is.EqualTo(
            new CutMessage(MessageKind.Value, Encoding.Latin1.GetString(deepest), 0, MessageTraits.None, null, null)));
        List<CutMessage> messages = Cutting.ByteByByte(deeper, JsonFlavour.Qemu, WireLimits.Default);
        Assert.That(messages[0], Is.EqualTo(
            new CutMessage(MessageKind.Garbage, new string('[', 1025), 0, MessageTraits.None, "nested deeper than 1024 levels", "nested deeper than 1024 levels")));
        Assert.That(messages, Has.Count.EqualTo(1026), "QEMU reads on at once, so each closing bracket is a message");

        static byte[] Nested(int depth) => Encoding.ASCII.GetBytes(new string('[', depth) + new string(']', depth));
    }

    [TestCase("{\"a\":", "!{\"a\":@0")]
    [TestCase("\"abc", "!\"abc@0")]
    [TestCase("tru", "tru@0", Description = "whether it is a value is for the parser")]
    [TestCase("12", "12@0")]
    [TestCase("1.", "!1.@0")]
    [TestCase("-", "!-@0")]
    [TestCase("{} 7", "{}@0 7@3")]
    [TestCase("@ lost", "!@@0", Description = "nothing is under way while garbage is passed over")]
    public void The_end_of_the_stream_ends_what_is_under_way(string stream, string messages) => Assert.That(
        Show(Cutting.AllWays(Encoding.Latin1.GetBytes(stream), JsonFlavour.Qemu, WireLimits.Default)), Is.EqualTo(messages));

    [TestCase("'a'", "!'@0")]
    [TestCase("{'a':1}", "!{'@0 :@4 1@5 }@6")]
    public void Strictly_a_single_quote_begins_nothing(string stream, string messages) => Assert.That(
        Show(Cutting.AllWays(Encoding.Latin1.GetBytes(stream), JsonFlavour.Strict, WireLimits.Default)), Is.EqualTo(messages));

    [Test]
    public void Garbage_names_the_byte() => Assert.That(
        Cutting.Whole("{\"a\": %p}"u8.ToArray(), JsonFlavour.Qemu, WireLimits.Default)[0].Why, Is.EqualTo("byte 0x25 belongs to no JSON token here"));

    [Test]
    public void Being_inside_a_message_shows_from_its_first_byte_to_its_last()
    {
        MessageReader reader = new(JsonFlavour.Qemu, WireLimits.Default);
        foreach ((string piece, bool inside) in new[] { (" ", false), ("{", true), ("\"a\": [", true), ("]", true), ("}", false), ("\n", false), ("\"x", true), ("\"", false), ("@ ", false) })
        {
            reader.Feed(Encoding.ASCII.GetBytes(piece));
            while (reader.TryRead(out _))
            {
                Assert.That(reader.IsInsideMessage, Is.False, "what was cut is over");
            }

            Assert.That(reader.IsInsideMessage, Is.EqualTo(inside), $"after '{piece}'");
        }
    }

    [Test]
    public void A_reset_forgets_what_is_under_way_and_the_rest_of_the_chunk()
    {
        MessageReader reader = new(JsonFlavour.Qemu, WireLimits.Default);
        reader.Feed("{\"a\": ["u8.ToArray());
        Assert.That(reader.TryRead(out _), Is.False);
        reader.Feed("1]} {\"b\": 2} {"u8.ToArray());
        Assert.That(reader.TryRead(out _), Is.True);
        reader.Reset();
        Assert.That(reader.IsInsideMessage, Is.False);

        reader.Feed("[3]"u8.ToArray());
        Assert.That(reader.TryRead(out WireMessage message), Is.True);
        Assert.That((message.Offset, Encoding.ASCII.GetString(message.Raw.Span)), Is.EqualTo((21L, "[3]")));
    }

    [Test]
    public void Feeding_before_the_last_chunk_is_read_is_a_fault_of_the_caller()
    {
        MessageReader reader = new(JsonFlavour.Qemu, WireLimits.Default);
        reader.Feed("{}{}"u8.ToArray());
        Assert.That(reader.TryRead(out _), Is.True);

        Assert.That(() => reader.Feed(default), Throws.InvalidOperationException);
        Assert.That(() => reader.TryFinish(out _), Throws.InvalidOperationException);
    }

    [Test]
    public void Ordinary_messages_are_read_without_allocation()
    {
        byte[] stream = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 10_000).Select(
            i => $"{{\"execute\": \"query-block\", \"arguments\": {{\"device\": \"ide{i}\", \"list\": [1, -2.5e3, true, null]}}, \"id\": {i}}}\r\n")));
        MessageReader reader = new(JsonFlavour.Qemu, WireLimits.Default);
        Assert.That(ReadAll(), Is.EqualTo(10_000), "the first time makes the buffer for messages that span chunks");

        long before = GC.GetAllocatedBytesForCurrentThread();
        int read = ReadAll();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.That(read, Is.EqualTo(10_000));
        Assert.That(allocated, Is.LessThan(256));

        int ReadAll()
        {
            int count = 0;
            for (int at = 0; at < stream.Length; at += 4096)
            {
                reader.Feed(stream.AsMemory(at, Math.Min(4096, stream.Length - at)));
                while (reader.TryRead(out WireMessage message))
                {
                    count += message.Kind == MessageKind.Value ? 1 : 0;
                }
            }

            return count;
        }
    }

    /// <summary>Garbage has a mark before it: <c>!bytes@offset</c>.</summary>
    private static string Show(List<CutMessage> messages) =>
        string.Join(' ', messages.Select(m => $"{(m.Kind == MessageKind.Garbage ? "!" : "")}{m.Raw}@{m.Offset}"));
}
