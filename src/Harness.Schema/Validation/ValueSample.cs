using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

using Harness.Schema.Model;

namespace Harness.Schema.Validation;

/// <summary>
/// One plain value of each type, always the same: required members, first enumeration values, one element. A type that requires
/// itself has no finite value; what comes out for it is incomplete.
/// </summary>
public static class ValueSample
{
    /// <summary>What strings say: a name that no device, file or node is likely to have.</summary>
    public const string Text = "harness-sample";

    private const int Deepest = 32;

    /// <summary>Null is JSON <c>null</c>.</summary>
    public static JsonNode? Of(SchemaType type) => Of(type, 0);

    /// <summary>A value of the union that has that tag.</summary>
    public static JsonObject OfBranch(ObjectType union, string tagValue)
    {
        JsonObject value = [];
        Fill(value, union, tagValue, 0);
        return value;
    }

    private static JsonNode? Of(SchemaType type, int depth) => type switch
    {
        _ when depth > Deepest => new JsonObject(),
        BuiltinType { IsInteger: true } integer => JsonNode.Parse(Int128.Min(1, integer.Maximum).ToString(CultureInfo.InvariantCulture)),
        BuiltinType builtin => Scalar(builtin.Kind),
        EnumType values => JsonValue.Create(values.Values.Count > 0 ? values.Values[0].Name : ""),
        ArrayType { Element: ObjectType or AlternateType } when depth > Deepest / 4 => new JsonArray(),
        ArrayType array => new JsonArray(Of(array.Element, depth + 1)),
        ObjectType members => Object(members, depth),
        AlternateType alternate => Of((alternate.Arms.FirstOrDefault(a => a.Type is BuiltinType or EnumType) ?? alternate.Arms[0]).Type, depth + 1),
        _ => throw new UnreachableException(type.GetType().Name),
    };

    private static JsonNode? Scalar(BuiltinKind kind) => kind switch
    {
        BuiltinKind.String => JsonValue.Create(Text),
        BuiltinKind.Number => JsonNode.Parse("1.5"),
        BuiltinKind.Bool => JsonValue.Create(true),
        BuiltinKind.Null => null,
        BuiltinKind.Any => new JsonObject(),
        _ => throw new UnreachableException(kind.ToString()),
    };

    private static JsonObject Object(ObjectType type, int depth)
    {
        JsonObject value = [];
        Fill(value, type, null, depth);
        return value;
    }

    private static void Fill(JsonObject value, ObjectType type, string? tagValue, int depth)
    {
        foreach (Member member in type.AllMembers.Where(m => !m.Optional))
        {
            value[member.Name] = Of(member.Type, depth + 1);
        }

        if (type.Variants is not { } variants)
        {
            return;
        }

        if (tagValue is not null)
        {
            value[variants.Tag.Name] = tagValue;
        }

        if ((string?)value[variants.Tag.Name] is { } selected && variants.For(selected) is { } branch)
        {
            Fill(value, branch.Type, null, depth + 1);
        }
    }
}
