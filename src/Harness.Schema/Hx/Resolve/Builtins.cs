using System.Text.Json;

using Harness.Schema.Examples.Json;
using Harness.Schema.Hx.Prose;
using Harness.Schema.Model;

namespace Harness.Schema.Hx.Resolve;

/// <summary>The built-in types that a .hx document can speak of.</summary>
internal static class Builtins
{
    public static BuiltinType Any { get; } = new("any", BuiltinKind.Any);

    public static BuiltinType Text { get; } = new("str", BuiltinKind.String);

    public static BuiltinType Integer { get; } = new("int", BuiltinKind.Int);

    public static BuiltinType Size { get; } = new("size", BuiltinKind.Size);

    public static BuiltinType Number { get; } = new("number", BuiltinKind.Number);

    public static BuiltinType Boolean { get; } = new("bool", BuiltinKind.Bool);

    public static BuiltinType Null { get; } = new("null", BuiltinKind.Null);

    /// <summary>The type of a code of <c>args_type</c>. Octets and sizes are never negative.</summary>
    public static BuiltinType OfCode(char code) => code switch
    {
        's' or 'B' or 'F' => Text,
        'i' or 'l' => Integer,
        'o' or 'M' => Size,
        'T' => Number,
        'b' or '-' => Boolean,
        _ => Any,
    };

    /// <summary>Null for the kinds that are no scalar.</summary>
    public static BuiltinType? OfPhrase(PhraseKind kind) => kind switch
    {
        PhraseKind.String => Text,
        PhraseKind.Integer => Integer,
        PhraseKind.Number => Number,
        PhraseKind.Boolean => Boolean,
        PhraseKind.Null => Null,
        _ => null,
    };

    /// <summary>The type that all of some scalar values have; null when there are none, or of several kinds, or no scalars.</summary>
    public static BuiltinType? OfValues(IEnumerable<ExampleValue> values)
    {
        List<BuiltinType?> types = [.. values.Select(OfValue).Distinct()];
        return types switch
        {
            [{ } only] => only,
            [{ } first, { } second] when (first == Integer || first == Number) && (second == Integer || second == Number) => Number,
            _ => null,
        };
    }

    private static BuiltinType? OfValue(ExampleValue value) => value switch
    {
        ExampleValue.Number number => number.Text.AsSpan().ContainsAny(".eE") ? Number : long.TryParse(number.Text, System.Globalization.CultureInfo.InvariantCulture, out _) ? Integer : Size,
        { Kind: JsonValueKind.String } => Text,
        { Kind: JsonValueKind.True or JsonValueKind.False } => Boolean,
        _ => null,
    };
}
