using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

using Harness.Schema.Model;

namespace Harness.Schema.Validation;

/// <summary>
/// Holds values against QAPI types. Violations come in the order in which QEMU looks: members in schema order, then the
/// branch of a union, then members that nobody knows. A value that fits costs no allocation. Keeps scratch state: one instance a thread.
/// </summary>
public sealed class ValueChecker(Openness openness)
{
    private readonly List<(string? Name, int Index)> _path = [];
    private readonly List<Violation> _found = [];
    private readonly EnumNames _enums = new();
    private bool _firstOnly;

    /// <summary>The first violation; null for a value that fits.</summary>
    /// <param name="value">A defined element, parsed without duplicate members and without half surrogate pairs.</param>
    public Violation? First(JsonElement value, SchemaType type)
    {
        Start(firstOnly: true);
        Walk(value, type);
        return _found.Count > 0 ? _found[0] : null;
    }

    /// <summary>All violations; empty for a value that fits.</summary>
    /// <param name="value">As for <see cref="First"/>.</param>
    public IReadOnlyList<Violation> All(JsonElement value, SchemaType type)
    {
        Start(firstOnly: false);
        Walk(value, type);
        return [.. _found];
    }

    private void Start(bool firstOnly)
    {
        _path.Clear();
        _found.Clear();
        _firstOnly = firstOnly;
    }

    /// <summary>False when the walk is over.</summary>
    private bool Walk(JsonElement value, SchemaType type)
    {
        if (!JsonKinds.IsKindOf(value.ValueKind, type))
        {
            return Report(ViolationKind.WrongType, JsonKinds.NameOf(type)!);
        }

        return type switch
        {
            BuiltinType { IsInteger: true } integer => WalkInteger(value, integer),
            BuiltinType => true,
            EnumType values => _enums.Has(values, value) || Report(ViolationKind.NotInEnum, value.GetString()!),
            ArrayType array => WalkArray(value, array),
            ObjectType members => WalkObject(value, members),
            AlternateType alternate => Walk(value, JsonKinds.ArmFor(value.ValueKind, alternate)!),
            _ => throw new UnreachableException(type.GetType().Name),
        };
    }

    private bool WalkInteger(JsonElement value, BuiltinType type)
    {
        if (!JsonKinds.IsInteger(value))
        {
            return Report(ViolationKind.WrongType, "integer");
        }

        bool fits = value.TryGetInt64(out long small)
            ? small >= type.Minimum && small <= type.Maximum
            : value.TryGetUInt64(out ulong large) && large <= type.Maximum;
        return fits || Report(ViolationKind.OutOfRange, type.Name);
    }

    private bool WalkArray(JsonElement value, ArrayType type)
    {
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

    /// <summary>The members of the type, then those of the branch that the tag selects, which may be a union itself, then strangers.</summary>
    private bool WalkObject(JsonElement value, ObjectType type)
    {
        int present = 0;
        bool open = openness == Openness.Open;
        bool whole = true;
        for (ObjectType? part = type; part is not null; part = BranchOf(value, part, out whole))
        {
            open |= part.IsOpen;
            if (!WalkMembers(value, part.AllMembers, ref present))
            {
                return false;
            }
        }

        return open || !whole || present == value.GetPropertyCount() || WalkUnknown(value, type);
    }

    /// <summary>The branch that the tag selects; null where it selects none.</summary>
    /// <param name="whole">False where the tag is faulty, so that nobody can say which members belong to the value.</param>
    private ObjectType? BranchOf(JsonElement value, ObjectType type, out bool whole)
    {
        whole = true;
        if (type.Variants is not { } variants)
        {
            return null;
        }

        if (!value.TryGetProperty(variants.Tag.Name, out JsonElement tag))
        {
            whole = variants.Tag.Optional;
            return null;
        }

        whole = tag.ValueKind == JsonValueKind.String && (variants.Tag.Type is not EnumType values || _enums.Has(values, tag));
        for (int i = 0; whole && i < variants.Branches.Count; i++)
        {
            if (tag.ValueEquals(variants.Branches[i].TagValue))
            {
                return variants.Branches[i].Type;
            }
        }

        return null;
    }

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

    private bool IsKnown(JsonElement value, ObjectType type, JsonProperty property)
    {
        for (ObjectType? part = type; part is not null; part = BranchOf(value, part, out _))
        {
            for (int i = 0; i < part.AllMembers.Count; i++)
            {
                if (property.NameEquals(part.AllMembers[i].Name))
                {
                    return true;
                }
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
