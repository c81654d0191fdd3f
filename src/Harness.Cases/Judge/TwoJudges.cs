using System.Collections.Concurrent;
using System.Text.Json;

using Harness.Cases.Language;
using Harness.Cases.Verify;
using Harness.Schema.Model;
using Harness.Schema.Validation;

namespace Harness.Cases.Judge;

/// <summary>
/// Our own checker and JsonSchema.Net over the exported JSON Schema. What they agree on is the judgement; where they do not,
/// one of them is wrong and nobody can say which. Safe to share between threads.
/// </summary>
public sealed class TwoJudges : ITypeJudge
{
    private static readonly ObjectType AnyObject = new("object", null);

    private readonly QmpSchema _schema;
    private readonly Func<JsonElement, SchemaType, string?> _other;
    private readonly ConcurrentBag<ValueChecker> _checkers = [];

    public TwoJudges(QmpSchema schema)
        : this(schema, new JsonSchemaJudge(Openness.Open).Why)
    {
    }

    /// <param name="other">The second opinion: null for a value that fits, else why it does not.</param>
    internal TwoJudges(QmpSchema schema, Func<JsonElement, SchemaType, string?> other)
    {
        _schema = schema;
        _other = other;
    }

    public string? Why(JsonElement value, Pattern.OfType type)
    {
        SchemaType wanted = Find(type);
        List<Violation> violations = Check(value, wanted);
        string? second = _other(value, wanted);
        if ((second is null) != (violations.Count == 0))
        {
            throw new CannotJudgeException($"the two validators disagree on {wanted}: our own says: {Summary(violations)}; JsonSchema.Net says: {second ?? "it fits"}");
        }

        return second is null ? null : $"not of type {wanted}: {Summary(violations)}";
    }

    private static string Summary(List<Violation> violations) => violations.Count switch
    {
        0 => "it fits",
        <= 3 => string.Join("; ", violations),
        _ => $"{string.Join("; ", violations.Take(3))}; and {violations.Count - 3} more",
    };

    private List<Violation> Check(JsonElement value, SchemaType type)
    {
        if (!_checkers.TryTake(out ValueChecker? checker))
        {
            checker = new ValueChecker(Openness.Open);
        }

        List<Violation> violations = [.. checker.All(value, type)];
        _checkers.Add(checker);
        return violations;
    }

    /// <summary>A type by its name, the return type of a command, or the data of an event by the event's name.</summary>
    private SchemaType Find(Pattern.OfType type)
    {
        if (!type.IsReturnOf)
        {
            return _schema.Type(type.Name) ?? _schema.Event(type.Name)?.Data
                ?? throw new CannotJudgeException($"{_schema.Name} has no type or event '{type.Name}'");
        }

        Command command = _schema.Command(type.Name) ?? throw new CannotJudgeException($"{_schema.Name} has no command '{type.Name}'");
        return command.Returns ?? AnyObject;
    }
}
