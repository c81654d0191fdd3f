using System.Text;

using Harness.Emulator;

namespace Harness.Unit.Emulator;

/// <summary>Bytes in any shape: split, merged, random. The emulator answers the same, and always answers afterwards.</summary>
public sealed class BytesTests
{
    private const ulong Seed = 20150424;

    /// <summary>Resets any lexer: 0xFF is an error everywhere, a line feed ends the recovery from it.</summary>
    private static readonly byte[] Resync = [0xFF, (byte)'\n'];

    private static readonly byte[] Session = Encoding.UTF8.GetBytes("""
        {"execute": "query-name", "id": 0} {"execute":"qmp_capabilities"}
        {"execute": "stop", "id": {"a": ["}", "{\"", 1e3]}}{'execute': 'query-status', 'id': 'é\''}
        {"execute": "x-arguments", "arguments": {"text": "\u00e9\\", "number": 1}} nonsense [1, 2 {"execute": "cont", "id": 3}]
        12 "text" {"execute": "stop", "arguments": {"a": 1}, "id": 18446744073709551615} {"execute": "quit"} {"execute": "stop"}
        """);

    [Test]
    public void Any_split_in_two_gives_the_same_output()
    {
        string whole = Play([Session]);

        Assert.Multiple(() =>
        {
            for (int at = 0; at <= Session.Length; at++)
            {
                Assert.That(Play([Session[..at], Session[at..]]), Is.EqualTo(whole), $"split at {at}");
            }
        });
    }

    [Test]
    public void Byte_by_byte_gives_the_same_output() =>
        Assert.That(Play([.. Session.Select(b => new[] { b })]), Is.EqualTo(Play([Session])).And.EndsWith("{\"return\": {}}\r\n"));

    [Test]
    public void Ten_thousand_broken_byte_strings_neither_end_nor_deafen_it()
    {
        RandomBytes random = new(Seed);
        Harness.Emulator.Emulator emulator = Make();
        EmulatorConnection connection = Open(emulator);
        for (int i = 0; i < 10_000; i++)
        {
            byte[] bytes = random.Next();
            int cut = random.Below(bytes.Length + 1);
            connection.Receive(bytes.AsMemory(0, cut));
            connection.TakeOutput();
            connection.Receive(bytes.AsMemory(cut));
            connection.TakeOutput();
            if (emulator.HasQuit)
            {
                emulator = Make();
                connection = Open(emulator);
                continue;
            }

            connection.Receive(Resync);
            connection.TakeOutput();
            connection.Receive(Encoding.ASCII.GetBytes($$"""{"execute": "query-name", "id": {{i}}}"""));
            string answer = Encoding.ASCII.GetString(connection.TakeOutput().Span);

            Assert.That(answer, Is.EqualTo($"{{\"return\": {{}}, \"id\": {i}}}\r\n"), () => $"after {Convert.ToHexString(bytes)} cut at {cut}");
        }
    }

    [Test]
    public void The_same_bytes_give_the_same_output_with_time_between_them()
    {
        string first = Run();

        Assert.That(Run(), Is.EqualTo(first));

        static string Run()
        {
            RandomBytes random = new(Seed + 1);
            Harness.Emulator.Emulator emulator = Make();
            EmulatorConnection[] connections = [Open(emulator), Open(emulator), Open(emulator)];
            StringBuilder output = new();
            for (int i = 0; i < 1000; i++)
            {
                connections[random.Below(3)].Receive(random.Next());
                emulator.Advance(TimeSpan.FromMicroseconds(random.Below(10_000)));
                foreach (EmulatorConnection connection in connections)
                {
                    output.Append(Encoding.UTF8.GetString(connection.TakeOutput().Span)).Append('|');
                }
            }

            return output.ToString();
        }
    }

    [Test]
    public void Output_is_ascii_and_one_json_object_a_line()
    {
        RandomBytes random = new(Seed + 2);
        Harness.Emulator.Emulator emulator = Make();
        EmulatorConnection connection = Open(emulator);
        for (int i = 0; i < 2000 && !emulator.HasQuit; i++)
        {
            connection.Receive(random.Next());
            byte[] output = connection.TakeOutput().ToArray();

            Assert.That(output, Has.All.LessThan(0x80));
            foreach (string line in Encoding.ASCII.GetString(output).Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
            {
                Assert.That(() => System.Text.Json.JsonElement.Parse(line, new System.Text.Json.JsonDocumentOptions { MaxDepth = 2000, AllowDuplicateProperties = false }), Throws.Nothing, line);
            }
        }
    }

    private static string Play(byte[][] chunks)
    {
        using EmulatorConnection connection = Make().Connect();
        StringBuilder output = new();
        foreach (byte[] chunk in chunks)
        {
            byte[] lent = [.. chunk];
            connection.Receive(lent);
            Array.Fill(lent, (byte)0xFF);
            output.Append(Encoding.UTF8.GetString(connection.TakeOutput().Span));
        }

        return output.ToString();
    }

    private static Harness.Emulator.Emulator Make() => new(TestSchema.Documented, new EmulatorOptions());

    private static EmulatorConnection Open(Harness.Emulator.Emulator emulator)
    {
        EmulatorConnection connection = emulator.Connect();
        connection.Receive("""{"execute": "qmp_capabilities", "arguments": {"enable": ["oob"]}}"""u8.ToArray());
        connection.TakeOutput();
        return connection;
    }
}
