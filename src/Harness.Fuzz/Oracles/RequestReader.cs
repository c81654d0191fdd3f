using System.Globalization;
using System.Text.Json;

using Harness.Schema.Model;
using Harness.Schema.Validation;
using Harness.Wire;

namespace Harness.Fuzz.Oracles;

/// <summary>
/// Reads the final bytes as a server does and says what each message is owed. Validity is never taken from how a case was made:
/// a mutation may have undone itself. One instance a thread.
/// </summary>
/// <param name="offered">Commands that the target offers; null for those of the schema.</param>
internal sealed class RequestReader(QmpSchema schema, IReadOnlySet<string>? offered)
{
    public const string Negotiation = "qmp_capabilities";

    private static readonly JsonElement NoArguments = JsonElement.Parse("{}");

    private readonly ValueChecker _checker = new(Openness.Closed);

    /// <param name="negotiated">False where the server waits for negotiation.</param>
    public Reading Read(in WireMessage message, bool negotiated)
    {
        using JsonDocument? document = MessageParser.Parse(message, WireLimits.Default, out _);
        return document is null || document.RootElement.ValueKind != JsonValueKind.Object
            ? new Reading(Expectation.Complaint, "(no request)", null, default, null)
            : Read(document.RootElement, negotiated);
    }

    private Reading Read(JsonElement request, bool negotiated)
    {
        JsonElement id = request.TryGetProperty("id"u8, out JsonElement given) ? given.Clone() : default;
        if (HasHugeNumber(request))
        {
            return new Reading(Expectation.Doubtful, "(huge number)", null, id, null);
        }

        bool named = request.TryGetProperty("execute"u8, out JsonElement execute) && execute.ValueKind == JsonValueKind.String;
        JsonElement arguments = request.TryGetProperty("arguments"u8, out JsonElement args) ? args : NoArguments;
        if (!named || arguments.ValueKind != JsonValueKind.Object || request.EnumerateObject().Any(m => m.Name is not ("execute" or "arguments" or "id")))
        {
            return new Reading(Expectation.Refusal, "(envelope)", null, id, null);
        }

        return Read(execute.GetString()!, arguments, id, negotiated);
    }

    private Reading Read(string name, JsonElement arguments, JsonElement id, bool negotiated)
    {
        Command? command = schema.Command(name);
        if (name == Negotiation)
        {
            return new Reading(negotiated ? Expectation.Refusal : Expectation.Anything, name, command, id, null);
        }

        if (!negotiated || (command is null && offered?.Contains(name) != true && !name.StartsWith("x-", StringComparison.Ordinal)))
        {
            return new Reading(Expectation.NotFound, name, null, id, null);
        }

        if (command is null || offered?.Contains(name) == false)
        {
            return new Reading(Expectation.Anything, name, null, id, null);
        }

        Violation? first = _checker.First(arguments, command.Arguments);
        return first is null
            ? new Reading(Expectation.Answer, name, command, id, null)
            : Judge(name, arguments, id, command);
    }

    private Reading Judge(string name, JsonElement arguments, JsonElement id, Command command)
    {
        foreach (Violation violation in _checker.All(arguments, command.Arguments))
        {
            if (IsRefused(command, arguments, violation))
            {
                return new Reading(Expectation.Refusal, name, command, id, violation);
            }
        }

        return new Reading(Expectation.Anything, name, command, id, null);
    }

    /// <summary>
    /// False where the documentation promises no refusal: in an open set of options what becomes of other JSON types is not said, and
    /// QEMU has always taken negative numbers for the two's complement of an unsigned 64-bit one.
    /// </summary>
    private static bool IsRefused(Command command, JsonElement arguments, in Violation violation) =>
        command.Arguments.IsOpen
            ? violation.Kind == ViolationKind.Missing
            : violation is not { Kind: ViolationKind.OutOfRange, Detail: "uint64" or "size" } || !IsNegative(At(arguments, violation.Path));

    private static bool IsNegative(JsonElement value) => value.TryGetInt64(out long number) && number < 0;

    /// <summary>The place that a violation names: <c>actions[0].data.size</c>.</summary>
    private static JsonElement At(JsonElement value, string path)
    {
        foreach (string part in path.Replace("[", ".[", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            value = part[0] == '[' ? value[int.Parse(part[1..^1], CultureInfo.InvariantCulture)] : value.GetProperty(part);
        }

        return value;
    }

    private static bool HasHugeNumber(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => !value.TryGetInt64(out _) && (!value.TryGetDouble(out double number) || double.IsInfinity(number)),
        JsonValueKind.Array => value.EnumerateArray().Any(HasHugeNumber),
        JsonValueKind.Object => value.EnumerateObject().Any(m => HasHugeNumber(m.Value)),
        _ => false,
    };
}
