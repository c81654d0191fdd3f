using System.Buffers;
using System.Text.Json;

using Harness.Cases.Verify;
using Harness.Schema.Model;
using Harness.Schema.Validation;

namespace Harness.Fuzz.Oracles;

/// <summary>Holds replies and events against what they owe. Keeps scratch state: one instance a thread.</summary>
internal sealed class ReplyJudge(QmpSchema schema)
{
    /// <summary>Place of a breach that the greeting shows.</summary>
    public const string GreetingPlace = "greeting";

    private const string NotFound = "CommandNotFound";

    private static readonly SearchValues<char> Values = SearchValues.Create("0123456789'\"{[:");

    private readonly ValueChecker _checker = new(Openness.Open);
    private readonly TypeWording _wording = new();

    /// <summary>The return value of the last reply; undefined where that was an error.</summary>
    public JsonElement LastReturn { get; private set; }

    public Breach? Reply(Reading reading, JsonElement reply, bool success)
    {
        LastReturn = success ? reply.GetProperty("return"u8) : default;
        return success ? Success(reading, LastReturn) : Error(reading, reply.GetProperty("error"u8));
    }

    public Breach? Event(JsonElement message)
    {
        string name = message.GetProperty("event"u8).GetString()!;
        JsonElement data = JsonValues.Member(message, "data");
        return schema.Event(name) is { } known && data.ValueKind == JsonValueKind.Object && _checker.First(data, known.Data) is { } violation
            ? new Breach(Oracle.EventType, name, Place(violation), 0, $"data of event {name}: {violation}")
            : null;
    }

    public static Breach? Greeting(JsonElement message)
    {
        JsonElement greeting = message.GetProperty("QMP"u8);
        return JsonValues.Member(greeting, "version").ValueKind == JsonValueKind.Object && JsonValues.Member(greeting, "capabilities").ValueKind == JsonValueKind.Array
            ? null
            : new Breach(Oracle.Protocol, "session", GreetingPlace, 0, "a greeting without version and capabilities");
    }

    /// <summary>The id of a request of the fuzzer itself.</summary>
    public static JsonElement IdOf(byte[] request) => JsonElement.Parse(request).GetProperty("id"u8);

    /// <summary>The part of a reason that is the same for all cases: up to the first value in it.</summary>
    public static string Stable(string why)
    {
        int end = why.AsSpan().IndexOfAny(Values);
        return (end < 0 ? why : why[..end]).Trim().Replace(' ', '-');
    }

    private Breach? Success(Reading reading, JsonElement value) => reading.Expectation switch
    {
        Expectation.Refusal when !reading.IsOwn => new Breach(Oracle.AcceptedInvalid, SubjectOf(reading), reading.Violation is { } v ? Place(v) : "envelope", 0, $"{reading.Name} was executed although {Describe(reading)}") { Reading = reading },
        Expectation.NotFound when !reading.IsOwn => new Breach(Oracle.AcceptedInvalid, "session", "not-there", 0, $"'{reading.Name}' was executed, and there is no such command to execute here") { Reading = reading },
        _ when reading.Command is { } command => Return(reading, command, value),
        _ => null,
    };

    private Breach? Return(Reading reading, Command command, JsonElement value)
    {
        if (command.Returns is null)
        {
            return value.ValueKind == JsonValueKind.Object ? null : Wrong("not-an-object");
        }

        return _checker.First(value, command.Returns) is { } violation ? Wrong(Place(violation), violation.ToString()) : null;

        Breach Wrong(string place, string what = "is no object") => new(Oracle.ReturnType, command.Name, place, 0, $"return value of {command.Name}: {what}") { Reading = reading };
    }

    private Breach? Error(Reading reading, JsonElement error)
    {
        string name = JsonValues.Member(error, "class").GetString() ?? "";
        string description = JsonValues.Member(error, "desc").GetString() ?? "";
        return reading.Expectation switch
        {
            Expectation.NotFound when name != NotFound => new Breach(Oracle.ErrorClass, "session", "not-found", 0, $"'{reading.Name}' cannot be executed here, and the error's class is {name}, expected {NotFound}") { Reading = reading },
            Expectation.Answer or Expectation.Refusal when name == NotFound && reading.Command is { Name: not RequestReader.Negotiation } command =>
                new Breach(Oracle.ErrorClass, command.Name, "found", 0, $"{command.Name} is there, and the error's class is {NotFound}") { Reading = reading },
            Expectation.Answer when _wording.Argument(description, reading.Command!.Arguments) is { } argument =>
                new Breach(Oracle.RefusedValid, SubjectOf(reading), Indexless(argument), 0, $"{reading.Name} has arguments of the documented type, and the error says: {description}") { Reading = reading },
            _ => null,
        };
    }

    private static string SubjectOf(Reading reading) => reading.Command?.Name ?? "session";

    private static string Describe(Reading reading) => reading.Violation is { } violation ? $"its argument {violation}" : "the request has members that no request has, or lacks what it needs";

    private static string Place(in Violation violation) => $"{violation.Kind}:{Indexless(violation.Path)}";

    /// <summary>A path without the numbers of elements.</summary>
    private static string Indexless(string path) => string.Concat(path.Where(c => !char.IsAsciiDigit(c)));
}
