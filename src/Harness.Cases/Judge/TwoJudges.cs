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
public sealed class TwoJudges(QmpSchema schema) : ITypeJudge
{
    private static readonly ObjectType AnyObject = new("object", null);

    private readonly JsonSchemaJudge _other = new(Openness.Open);
    private readonly ConcurrentBag<ValueChecker> _checkers = [];

    public string? Why(JsonElement value, Pattern.OfType type)
    {
        SchemaType wanted = Find(type);
        List<Violation> violations = Check(value, wanted);
        bool fits = _other.Fits(value, wanted);
        if (fits != (violations.Count == 0))
        {
            string ours = violations.Count == 0 ? "fits" : string.Join("; ", violations);
            throw new CannotJudgeException($"the two validators disagree on {wanted}: our own says: {ours}; JsonSchema.Net says: {(fits ? "fits" : _other.Explain(value, wanted))}");
        }

        return fits ? null : $"not of type {wanted}: {string.Join("; ", violations.Take(3))}{(violations.Count > 3 ? $"; and {violations.Count - 3} more" : "")}";
    }

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
            return schema.Type(type.Name) ?? schema.Event(type.Name)?.Data
                ?? throw new CannotJudgeException($"{schema.Name} has no type or event '{type.Name}'");
        }

        Command command = schema.Command(type.Name) ?? throw new CannotJudgeException($"{schema.Name} has no command '{type.Name}'");
        return command.Returns ?? AnyObject;
    }
}
