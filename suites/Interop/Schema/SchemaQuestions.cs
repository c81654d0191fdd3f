using System.Text.Json;
using System.Text.Json.Nodes;

using Harness.Cases.Judge;
using Harness.Schema.JsonSchema;
using Harness.Schema.Model;
using Harness.Schema.Validation;

namespace Harness.Interop.Schema;

/// <param name="About">For people: which message of which command.</param>
/// <param name="Own">What our own validator says of it.</param>
internal sealed record JudgedQuestion(SchemaQuestion Question, string About, bool Own);

/// <summary>Messages to hold against the exported documents of a schema: those of its documentation, and generated ones, right and wrong.</summary>
internal sealed class SchemaQuestions(QmpSchema schema)
{
    /// <summary>Wrong messages of each type, at most: every so many of the ways to break one.</summary>
    private const int Faults = 20;

    private const int Values = 8;

    private readonly ValueChecker _sent = new(Openness.Closed);
    private readonly ValueChecker _received = new(Openness.Open);

    /// <summary>Every request, success reply and event of every example, without those of which parts were left out.</summary>
    public IEnumerable<JudgedQuestion> Documented()
    {
        foreach (Command command in schema.Commands)
        {
            foreach (ExampleLine line in command.Examples.SelectMany(e => e.Lines).Where(l => l.Json is not null && !l.Elided))
            {
                JsonElement message = JsonElement.Parse(line.Json!);
                if (Of(message) is { } question)
                {
                    yield return question with { About = $"{command.Name}, line {line.Span.Line}" };
                }
            }
        }

        JudgedQuestion? Of(JsonElement message)
        {
            if (message.TryGetProperty("execute", out JsonElement name) && schema.Command(name.GetString()!) is { } asked)
            {
                return Request(asked, message.TryGetProperty("arguments", out JsonElement arguments) ? arguments.GetRawText() : null);
            }

            return message.TryGetProperty("event", out JsonElement happened) && schema.Event(happened.GetString()!) is { } known
                ? Happening(known, message.TryGetProperty("data", out JsonElement data) ? data.GetRawText() : null)
                : null;
        }
    }

    /// <summary>Replies of examples: each belongs to the request before it.</summary>
    public IEnumerable<JudgedQuestion> DocumentedReplies()
    {
        foreach (Command command in schema.Commands)
        {
            foreach (Example example in command.Examples)
            {
                Command? asked = null;
                foreach (ExampleLine line in example.Lines.Where(l => l.Json is not null))
                {
                    JsonElement message = JsonElement.Parse(line.Json!);
                    if (message.TryGetProperty("execute", out JsonElement name))
                    {
                        asked = schema.Command(name.GetString()!);
                    }
                    else if (!line.Elided && asked is not null && message.TryGetProperty("return", out JsonElement value))
                    {
                        yield return Reply(asked, value.GetRawText()) with { About = $"{command.Name}, line {line.Span.Line}" };
                    }
                }
            }
        }
    }

    /// <summary>The same for the same seed.</summary>
    public IEnumerable<JudgedQuestion> Generated(ulong seed)
    {
        SeededRandom random = new(seed);
        foreach (Command command in schema.Commands)
        {
            foreach (string arguments in Make(random, Openness.Closed, command.Arguments))
            {
                yield return Request(command, arguments);
            }

            foreach (string value in command.Returns is { } returns && command.SuccessResponse ? Make(random, Openness.Open, returns) : [])
            {
                yield return Reply(command, value);
            }
        }

        foreach (Event happening in schema.Events)
        {
            foreach (string data in Make(random, Openness.Open, happening.Data))
            {
                yield return Happening(happening, data);
            }
        }
    }

    private static IEnumerable<string> Make(SeededRandom random, Openness openness, SchemaType type)
    {
        ValueGenerator generator = new(random, openness);
        string[] right = [.. Enumerable.Range(0, Values).Select(_ => Text(generator.Value(type)))];
        IReadOnlyList<Fault> faults = new FaultFinder(maxDepth: 3).Find(generator.Value(type), type);
        int step = (faults.Count / Faults) + 1;
        return [.. right, .. faults.Where((_, i) => i % step == 0).Select(f => f.Json)];
    }

    private JudgedQuestion Request(Command command, string? arguments)
    {
        bool fits = arguments is null ? _sent.First(JsonElement.Parse("{}"), command.Arguments) is null : _sent.First(JsonElement.Parse(arguments), command.Arguments) is null;
        string message = arguments is null ? $"{{\"execute\": \"{command.Name}\"}}" : $"{{\"execute\": \"{command.Name}\", \"arguments\": {OneLine(arguments)}}}";
        return new JudgedQuestion(new SchemaQuestion(SchemaDocuments.FileOf(command), message), $"request of {command.Name}", fits);
    }

    private JudgedQuestion Reply(Command command, string value)
    {
        JsonElement json = JsonElement.Parse(value);
        bool fits = command.Returns is { } returns ? _received.First(json, returns) is null : json.ValueKind == JsonValueKind.Object;
        return new JudgedQuestion(new SchemaQuestion(SchemaDocuments.FileOf(command), $"{{\"return\": {OneLine(value)}}}"), $"reply of {command.Name}", fits);
    }

    private JudgedQuestion Happening(Event happening, string? data)
    {
        bool fits = _received.First(JsonElement.Parse(data ?? "{}"), happening.Data) is null;
        string message = $"{{\"event\": \"{happening.Name}\", \"timestamp\": {{\"seconds\": 1, \"microseconds\": 2}}{(data is null ? "" : $", \"data\": {OneLine(data)}")}}}";
        return new JudgedQuestion(new SchemaQuestion(SchemaDocuments.FileOf(happening), message), $"event {happening.Name}", fits);
    }

    private static string Text(JsonNode? value) => value?.ToJsonString() ?? "null";

    /// <summary>On one line, numbers written so that JSON Schema sees in them what QMP does.</summary>
    private static string OneLine(string json) => JsonSerializer.Serialize(NumberNotation.Plain(JsonElement.Parse(json)));
}
