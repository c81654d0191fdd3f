using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

using Harness.Schema.Model;

namespace Harness.Schema.Validation;

/// <summary>JSON types of QAPI types, and of values. An integer is a number written without fraction and exponent: <c>1.0</c> is none.</summary>
public static class JsonKinds
{
    /// <summary>
    /// One of <c>string integer number boolean null array object</c>, or several joined by <c>|</c> for an alternate; null for
    /// <c>any</c>, which takes all.
    /// </summary>
    public static string? NameOf(SchemaType type) => type switch
    {
        BuiltinType { Kind: BuiltinKind.Any } => null,
        BuiltinType { Kind: BuiltinKind.String } or EnumType => "string",
        BuiltinType { Kind: BuiltinKind.Number } => "number",
        BuiltinType { Kind: BuiltinKind.Bool } => "boolean",
        BuiltinType { Kind: BuiltinKind.Null } => "null",
        BuiltinType { IsInteger: true } => "integer",
        ArrayType => "array",
        ObjectType => "object",
        AlternateType alternate => string.Join('|', alternate.Arms.Select(a => NameOf(a.Type))),
        _ => throw new UnreachableException(type.GetType().Name),
    };

    /// <summary>True where a value of that JSON kind can be of the type, whatever its content; a fraction counts as a number, and numbers as integers.</summary>
    internal static bool IsKindOf(JsonValueKind kind, SchemaType type) => type switch
    {
        BuiltinType { Kind: BuiltinKind.Any } => true,
        BuiltinType { Kind: BuiltinKind.String } or EnumType => kind == JsonValueKind.String,
        BuiltinType { Kind: BuiltinKind.Bool } => kind is JsonValueKind.True or JsonValueKind.False,
        BuiltinType { Kind: BuiltinKind.Null } => kind == JsonValueKind.Null,
        BuiltinType => kind == JsonValueKind.Number,
        ArrayType => kind == JsonValueKind.Array,
        ObjectType => kind == JsonValueKind.Object,
        AlternateType alternate => ArmFor(kind, alternate) is not null,
        _ => throw new UnreachableException(type.GetType().Name),
    };

    /// <summary>The arm that takes values of that JSON kind: at most one does.</summary>
    internal static SchemaType? ArmFor(JsonValueKind kind, AlternateType alternate)
    {
        for (int i = 0; i < alternate.Arms.Count; i++)
        {
            if (IsKindOf(kind, alternate.Arms[i].Type))
            {
                return alternate.Arms[i].Type;
            }
        }

        return null;
    }

    /// <summary>Of a number: written without fraction and exponent, whatever its size.</summary>
    public static bool IsInteger(JsonElement number) => JsonMarshal.GetRawUtf8Value(number).IndexOfAny(".eE"u8) < 0;
}
