using System.Text;
using System.Text.Json;

using Harness.Emulator;
using Harness.Schema;
using Harness.Schema.Model;
using Harness.Schema.Validation;

namespace Harness.Unit.Emulator;

/// <summary>
/// Every command of <c>spec/qmp-2.3</c>, with random arguments of the documented types, on one machine after another: one
/// reply each, success of the documented type, events that are documented, and never a refusal for the form of the arguments.
/// </summary>
public sealed class EveryCommandTests
{
    private const int Rounds = 30;

    private static readonly QmpSchema Spec = SchemaSources.Load(Path.Combine(Repository.Root, "spec", "qmp-2.3")).Schema
        ?? throw new InvalidOperationException("spec/qmp-2.3 cannot be read");

    private readonly ValueChecker _checker = new(Openness.Closed);

    public static IEnumerable<string> Commands() => Spec.Commands.Select(c => c.Name);

    [TestCaseSource(nameof(Commands))]
    public void Command_answers_valid_arguments_as_documented(string name)
    {
        Command command = Spec.Command(name)!;
        for (int round = 0; round < Rounds; round++)
        {
            ulong seed = (ulong)(round + 1);
            ValueGenerator generator = new(new SeededRandom(seed), Openness.Closed);
            string arguments = generator.Value(command.Arguments)!.ToJsonString();
            Assert.Multiple(() => CheckAnswer(command, arguments, Ask(seed, $$"""{"execute": "{{name}}", "arguments": {{arguments}}, "id": 7}""")));
        }
    }

    [Test]
    public void Every_documented_command_may_have_a_handler() =>
        Assert.That(Spec.Commands.Select(c => c.Name), Is.SubsetOf(Harness.Emulator.Dispatch.KnownCommands.Names));

    private static string[] Ask(ulong seed, string request)
    {
        Harness.Emulator.Emulator emulator = new(Spec, new EmulatorOptions { Seed = seed });
        using EmulatorConnection connection = emulator.Connect();
        connection.Receive("""{"execute": "qmp_capabilities"}"""u8.ToArray());
        connection.TakeOutput();
        connection.Receive(Encoding.UTF8.GetBytes(request));
        emulator.Advance(TimeSpan.FromMinutes(10));
        StringBuilder output = new();
        for (ReadOnlyMemory<byte> bytes = connection.TakeOutput(); !bytes.IsEmpty; bytes = connection.TakeOutput())
        {
            output.Append(Encoding.UTF8.GetString(bytes.Span));
        }

        return output.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }

    private void CheckAnswer(Command command, string arguments, string[] lines)
    {
        JsonElement[] messages = [.. lines.Select(l => JsonElement.Parse(l))];
        JsonElement[] replies = [.. messages.Where(m => !m.TryGetProperty("event", out _))];
        Assert.That(replies, Has.Length.EqualTo(1), () => $"{arguments}: {string.Join('\n', lines)}");
        foreach (JsonElement happened in messages.Except(replies))
        {
            CheckEvent(happened);
        }

        if (replies[0].TryGetProperty("return", out JsonElement result))
        {
            bool fits = command.Returns is null ? result.GetRawText() == "{}" : _checker.First(result, command.Returns) is null;
            Assert.That(fits, Is.True, () => $"{arguments}: {lines[^1]}");
        }
        else if (command.Name != "qmp_capabilities")
        {
            Assert.That(replies[0].GetProperty("error").GetProperty("desc").GetString(), Does.Not.EndWith("is unexpected").And.Not.StartWith("Invalid parameter type"), arguments);
        }
    }

    private void CheckEvent(JsonElement happened)
    {
        string name = happened.GetProperty("event").GetString()!;
        Event? known = Spec.Event(name);
        Assert.That(known, Is.Not.Null, name);
        JsonElement data = happened.TryGetProperty("data", out JsonElement given) ? given : JsonElement.Parse("{}");
        Assert.That(_checker.First(data, known!.Data), Is.Null, happened.GetRawText());
    }
}
