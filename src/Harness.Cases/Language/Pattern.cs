using System.Text.Json;

namespace Harness.Cases.Language;

/// <summary>What a received value must look like.</summary>
public abstract record Pattern
{
    /// <summary>A JSON scalar; numbers compare by value without going through a double.</summary>
    public sealed record Literal(JsonElement Value) : Pattern;

    /// <summary><c><any></c>, <c><int></c>, <c><number></c>, <c><string></c>, <c><bool></c>, <c><object></c>, <c><array></c>, <c><null></c>.</summary>
    public sealed record OfKind(ValueKind Kind) : Pattern;

    /// <summary><c>{ "a": … }</c>: has at least these members; with <c>exact</c>, only these.</summary>
    public sealed record Members(IReadOnlyList<KeyValuePair<string, Pattern>> Items, bool Exact) : Pattern;

    /// <summary><c>[ … ]</c>: these elements in this order and no others.</summary>
    public sealed record Elements(IReadOnlyList<Pattern> Items) : Pattern;

    /// <summary><c>contains [ … ]</c>: each of these fits a different element, in whatever order, among others.</summary>
    public sealed record Contains(IReadOnlyList<Pattern> Items) : Pattern;

    /// <summary><c>absent</c>, as a member's pattern: the object has no such member. Every other pattern wants the member.</summary>
    public sealed record Absent : Pattern;

    /// <summary><c>not PATTERN</c>.</summary>
    public sealed record Not(Pattern Inner) : Pattern;

    /// <summary><c><bind NAME></c>: anything that is there, remembered under that name for later lines.</summary>
    public sealed record Bind(string Name) : Pattern;

    /// <summary><c><NAME></c>: equal to what was remembered.</summary>
    public sealed record Bound(string Name) : Pattern;

    /// <summary><c><type NAME></c>: fits that type of the schema, by both validators. <c><returns COMMAND></c> is the command's return type, <c><type EVENT></c> an event's data.</summary>
    public sealed record OfType(string Name, bool IsReturnOf) : Pattern;

    /// <summary>
    /// <c>documented PATTERN <returns COMMAND></c>, or with <c><type NAME></c>: of that type; and like PATTERN, where the target answers the
    /// case's command as documented, <see cref="Run.ITarget.AnswersExactly"/>.
    /// </summary>
    public sealed record Documented(Pattern Exact, OfType Type) : Pattern;

    /// <summary><c>either [ … ]</c>: fits one of these at least.</summary>
    public sealed record Either(IReadOnlyList<Pattern> Options) : Pattern;
}

public enum ValueKind
{
    Any,

    /// <summary>A number written without fraction and exponent.</summary>
    Int,
    Number,
    String,
    Bool,
    Object,
    Array,
    Null,
}
