using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

using Harness.Schema.Model;

namespace Harness.Schema.Validation;

/// <summary>
/// Random values of a type, leaning towards edges: bounds of integers, empty and escaped strings, absent and extra members. A type
/// that requires itself has no finite value; what comes out for it is incomplete.
/// </summary>
/// <param name="openness">Open: objects may get members that their type does not have.</param>
/// <param name="hints">Asked for each member before a value is made up; null: every value is made up.</param>
public sealed class ValueGenerator(SeededRandom random, Openness openness, IValueHints? hints = null)
{
    /// <summary>Below this depth optional members are left out and arrays are empty, so that recursive types come to an end.</summary>
    private const int Deep = 4;

    private const int Deepest = 32;

    private static readonly string[] Texts = ["", "a", "ide0-hd0", "/dev/null", "é ü", "line\nbreak", "quote\" back\\slash", "\u0001", "null", "7", "true", "\U0001F600"];

    private static readonly string[] Numbers = ["0", "-0", "1", "-1.5", "0.25", "1e3", "1E-2", "18446744073709551616", "-9223372036854775809", "2.0"];

    /// <summary>Null is JSON <c>null</c>.</summary>
    public JsonNode? Value(SchemaType type) => Value(type, 0);

    private JsonNode? Value(SchemaType type, int depth) => type switch
    {
        _ when depth > Deepest => new JsonObject(),
        BuiltinType { IsInteger: true } integer => Integer(integer),
        BuiltinType builtin => Scalar(builtin.Kind, depth),
        EnumType values => JsonValue.Create(random.Pick(values.Values).Name),
        ArrayType array => Items(array, depth),
        ObjectType members => Members(members, depth),
        AlternateType alternate => Value(Arm(alternate, depth), depth + 1),
        _ => throw new UnreachableException(type.GetType().Name),
    };

    private JsonNode? Scalar(BuiltinKind kind, int depth) => kind switch
    {
        BuiltinKind.String => JsonValue.Create(random.Pick(Texts)),
        BuiltinKind.Number => JsonNode.Parse(random.Pick(Numbers)),
        BuiltinKind.Bool => JsonValue.Create(random.OneIn(2)),
        BuiltinKind.Null => null,
        BuiltinKind.Any => Anything(depth),
        _ => throw new UnreachableException(kind.ToString()),
    };

    private JsonNode? Anything(int depth) => random.Below(depth > Deep ? 4 : 6) switch
    {
        0 => null,
        1 => JsonValue.Create(random.OneIn(2)),
        2 => JsonNode.Parse(random.Pick(Numbers)),
        3 => JsonValue.Create(random.Pick(Texts)),
        4 => new JsonArray(Anything(depth + 1)),
        _ => new JsonObject { ["any"] = Anything(depth + 1) },
    };

    private JsonNode Integer(BuiltinType type)
    {
        Int128 value = random.Below(4) switch
        {
            0 => type.Minimum,
            1 => type.Maximum,
            2 => Int128.Clamp(random.Below(3) - 1, type.Minimum, type.Maximum),
            _ => random.Between(type.Minimum, type.Maximum),
        };
        return JsonNode.Parse(value.ToString(CultureInfo.InvariantCulture))!;
    }

    private JsonArray Items(ArrayType type, int depth)
    {
        JsonArray items = [];
        for (int count = depth >= Deep ? 0 : random.Below(4); count > 0; count--)
        {
            items.Add(Value(type.Element, depth + 1));
        }

        return items;
    }

    private JsonObject Members(ObjectType type, int depth)
    {
        JsonObject value = [];
        for (ObjectType? part = type; part is not null; part = part.Variants is { } variants ? Branch(value, variants, depth) : null)
        {
            foreach (Member member in part.AllMembers)
            {
                if (!member.Optional || (depth < Deep && random.OneIn(2)))
                {
                    value[member.Name] = hints?.Suggest(member, random) ?? Value(member.Type, depth + 1);
                }
            }
        }

        if ((openness == Openness.Open || type.IsOpen) && random.OneIn(3))
        {
            value["x-not-in-the-type"] = Anything(depth + 1);
        }

        return value;
    }

    /// <summary>The branch for the tag that was generated; deep down the tag is changed to one whose branch asks for least.</summary>
    private static ObjectType? Branch(JsonObject value, Variants variants, int depth)
    {
        if (!value.ContainsKey(variants.Tag.Name))
        {
            return null;
        }

        if (depth >= Deep && variants.Tag.Type is EnumType tags)
        {
            value[variants.Tag.Name] = tags.Values.MinBy(v => variants.For(v.Name)?.Type.AllMembers.Count(m => !m.Optional) ?? 0)!.Name;
        }

        return variants.For((string)value[variants.Tag.Name]!)?.Type;
    }

    private SchemaType Arm(AlternateType type, int depth)
    {
        Member? scalar = depth >= Deep ? type.Arms.FirstOrDefault(a => a.Type is BuiltinType or EnumType) : null;
        return (scalar ?? random.Pick(type.Arms)).Type;
    }
}
