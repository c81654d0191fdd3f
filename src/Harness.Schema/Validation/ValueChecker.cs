using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

using Harness.Schema.Model;

namespace Harness.Schema.Validation;

/// <summary>
/// Holds values against QAPI types. Violations come in the order in which QEMU looks: members in schema order, then the
/// branch of a union, then members that nobody knows. Keeps scratch state: one instance a thread.
/// </summary>
public sealed class ValueChecker(Openness openness)
{
    private readonly List<(string? Name, int Index)> _path = [];
    private readonly List<Violation> _found = [];
    private bool _firstOnly;

    /// <summary>The first violation; null for a value that fits.</summary>
    /// <param name="value">A defined element, parsed without duplicate members.</param>
    public Violation? First(JsonElement value, SchemaType type)
    {
        Start(firstOnly: true);
        Walk(value, type);
        return _found.Count > 0 ? _found[0] : null;
    }

    /// <summary>All violations; empty for a value that fits.</summary>
    public IReadOnlyList<Violation> All(JsonElement value, SchemaType type)
    {
        Start(firstOnly: false);
        Walk(value, type);
        return [.. _found];
    }

    /// <summary>The word that violations use for a type's JSON type; null for <c>any</c>, which takes all.</summary>
    public static string? JsonTypeOf(SchemaType type) => type switch
    {
        BuiltinType { Kind: BuiltinKind.String } or EnumType => "string",
        BuiltinType { Kind: BuiltinKind.Number } => "number",
        BuiltinType { Kind: BuiltinKind.Bool } => "boolean",
        BuiltinType { Kind: BuiltinKind.Null } => "null",
        BuiltinType { Kind: BuiltinKind.Any } => null,
        BuiltinType { IsInteger: true } => "integer",
        ArrayType => "array",
        ObjectType => "object",
        AlternateType alternate => string.Join('|', alternate.Arms.Select(a => JsonTypeOf(a.Type))),
        _ => throw new UnreachableException(type.GetType().Name),
    };

    private void Start(bool firstOnly)
    {
        _path.Clear();
        _found.Clear();
        _firstOnly = firstOnly;
    }

    /// <summary>False when the walk is over.</summary>
    private bool Walk(JsonElement value, SchemaType type)
    {
        switch (type)
        {
            case BuiltinType { IsInteger: true } integer:
                return WalkInteger(value, integer);
            case EnumType values:
                return WalkEnum(value, values);
            case ArrayType array:
                return WalkArray(value, array);
            case ObjectType members:
                return WalkObject(value, members);
            case AlternateType alternate:
                return ArmFor(value, alternate) is { } arm ? Walk(value, arm) : Report(ViolationKind.WrongType, JsonTypeOf(alternate)!);
            default:
                return HasKind(value, JsonTypeOf(type)) || Report(ViolationKind.WrongType, JsonTypeOf(type)!);
        }
    }

    private static bool HasKind(JsonElement value, string? jsonType) => jsonType switch
    {
        null => true,
        "string" => value.ValueKind == JsonValueKind.String,
        "integer" => value.ValueKind == JsonValueKind.Number && IsInteger(value),
        "number" => value.ValueKind == JsonValueKind.Number,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        "array" => value.ValueKind == JsonValueKind.Array,
        "object" => value.ValueKind == JsonValueKind.Object,
        _ => throw new UnreachableException(jsonType),
    };

    private static SchemaType? ArmFor(JsonElement value, AlternateType alternate) =>
        alternate.Arms.FirstOrDefault(a => HasKind(value, JsonTypeOf(a.Type)))?.Type;

    private static bool IsInteger(JsonElement number) => System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(number).IndexOfAny(".eE"u8) < 0;

    private bool WalkInteger(JsonElement value, BuiltinType type)
    {
        if (value.ValueKind != JsonValueKind.Number || !IsInteger(value))
        {
            return Report(ViolationKind.WrongType, "integer");
        }

        bool fits = value.TryGetInt64(out long small)
            ? small >= type.Minimum && small <= type.Maximum
            : value.TryGetUInt64(out ulong large) && large <= type.Maximum;
        return fits || Report(ViolationKind.OutOfRange, type.Name);
    }

    private bool WalkEnum(JsonElement value, EnumType type)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return Report(ViolationKind.WrongType, "string");
        }

        foreach (EnumValue known in type.Values)
        {
            if (value.ValueEquals(known.Name))
            {
                return true;
            }
        }

        return Report(ViolationKind.NotInEnum, value.GetString()!);
    }

    private bool WalkArray(JsonElement value, ArrayType type)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return Report(ViolationKind.WrongType, "array");
        }

        int index = 0;
        foreach (JsonElement item in value.EnumerateArray())
        {
            _path.Add((null, index++));
            bool goOn = Walk(item, type.Element);
            _path.RemoveAt(_path.Count - 1);
            if (!goOn)
            {
                return false;
            }
        }

        return true;
    }

    private bool WalkObject(JsonElement value, ObjectType type)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return Report(ViolationKind.WrongType, "object");
        }

        int present = 0;
        bool open = openness == Openness.Open;
        return WalkFields(value, type, ref present, ref open) && (open || present == value.GetPropertyCount() || WalkUnknown(value, type));
    }

    /// <summary>The members of the type, then those of the branch that the tag selects, which may be a union itself.</summary>
    private bool WalkFields(JsonElement value, ObjectType type, ref int present, ref bool open)
    {
        open |= type.IsOpen;
        return WalkMembers(value, type.AllMembers, ref present)
            && (BranchOf(value, type) is not { } branch || WalkFields(value, branch, ref present, ref open));
    }

    private static ObjectType? BranchOf(JsonElement value, ObjectType type) =>
        type.Variants is { } variants && value.TryGetProperty(variants.Tag.Name, out JsonElement tag) && tag.ValueKind == JsonValueKind.String
            ? variants.For(tag.GetString()!)?.Type
            : null;

    private bool WalkMembers(JsonElement value, IReadOnlyList<Member> members, ref int present)
    {
        for (int i = 0; i < members.Count; i++)
        {
            Member member = members[i];
            if (!value.TryGetProperty(member.Name, out JsonElement found))
            {
                if (!member.Optional && !ReportMember(ViolationKind.Missing, member.Name))
                {
                    return false;
                }

                continue;
            }

            present++;
            _path.Add((member.Name, 0));
            bool goOn = Walk(found, member.Type);
            _path.RemoveAt(_path.Count - 1);
            if (!goOn)
            {
                return false;
            }
        }

        return true;
    }

    private bool WalkUnknown(JsonElement value, ObjectType type)
    {
        foreach (JsonProperty property in value.EnumerateObject())
        {
            if (!IsKnown(value, type, property) && !ReportMember(ViolationKind.Unexpected, property.Name))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsKnown(JsonElement value, ObjectType type, JsonProperty property) =>
        Has(type.AllMembers, property) || (BranchOf(value, type) is { } branch && IsKnown(value, branch, property));

    private static bool Has(IReadOnlyList<Member> members, JsonProperty property)
    {
        for (int i = 0; i < members.Count; i++)
        {
            if (property.NameEquals(members[i].Name))
            {
                return true;
            }
        }

        return false;
    }

    private bool ReportMember(ViolationKind kind, string member)
    {
        _path.Add((member, 0));
        bool goOn = Report(kind, "");
        _path.RemoveAt(_path.Count - 1);
        return goOn;
    }

    private bool Report(ViolationKind kind, string detail)
    {
        StringBuilder path = new();
        foreach ((string? name, int index) in _path)
        {
            if (name is null)
            {
                path.Append(CultureInfo.InvariantCulture, $"[{index}]");
            }
            else
            {
                path.Append(path.Length > 0 ? "." : "").Append(name);
            }
        }

        _found.Add(new Violation(kind, path.ToString(), detail));
        return !_firstOnly;
    }
}
