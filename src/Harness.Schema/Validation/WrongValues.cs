using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

using Harness.Schema.Model;

namespace Harness.Schema.Validation;

/// <summary>Values that a type does not take, one of each sort, chosen so that a peer that converts them is caught.</summary>
internal static class WrongValues
{
    /// <param name="right">A value of the type, which the wrong ones resemble.</param>
    public static IEnumerable<(FaultKind Kind, JsonNode? Value)> For(SchemaType type, JsonNode? right)
    {
        SchemaType? text = ArmFor(JsonValueKind.String, type);
        SchemaType? number = ArmFor(JsonValueKind.Number, type);
        if (ArmFor(JsonValueKind.Null, type) is null)
        {
            yield return (FaultKind.Null, null);
        }

        if (text is null)
        {
            yield return (FaultKind.TypeString, JsonValue.Create(right is JsonValue ? right.ToJsonString() : ValueSample.Text));
        }

        if (number is null)
        {
            yield return (FaultKind.TypeInteger, JsonValue.Create(1));
        }

        if (number is BuiltinType { IsInteger: true })
        {
            yield return (FaultKind.TypeFraction, JsonNode.Parse("1.5"));
        }

        if (ArmFor(JsonValueKind.True, type) is null)
        {
            yield return (FaultKind.TypeBoolean, JsonValue.Create(true));
        }

        if (ArmFor(JsonValueKind.Array, type) is null)
        {
            yield return (FaultKind.TypeArray, new JsonArray(right?.DeepClone()));
        }

        if (ArmFor(JsonValueKind.Object, type) is null)
        {
            yield return (FaultKind.TypeObject, new JsonObject());
        }

        if (text is EnumType)
        {
            yield return (FaultKind.EnumUnknown, JsonValue.Create("no-such-value"));
        }

        if (number is BuiltinType { IsInteger: true } integer)
        {
            yield return (FaultKind.BelowMinimum, JsonNode.Parse((integer.Minimum - 1).ToString(CultureInfo.InvariantCulture)));
            yield return (FaultKind.AboveMaximum, JsonNode.Parse((integer.Maximum + 1).ToString(CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>The type itself, or the arm of an alternate, that takes values of the kind; null where none does.</summary>
    private static SchemaType? ArmFor(JsonValueKind kind, SchemaType type) => type is AlternateType alternate
        ? JsonKinds.ArmFor(kind, alternate)
        : JsonKinds.IsKindOf(kind, type) ? type : null;
}
