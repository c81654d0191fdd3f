using System.Diagnostics;
using System.Text;

using Harness.Schema.Model;

namespace Harness.Emulator.Dispatch;

/// <summary>
/// A value made from its type alone: the same each time, and valid. Integers are 0, strings empty, booleans false,
/// <c>any</c> an empty object; an enumeration has its first value. Optional members are left out. An array has one element,
/// a union the first of its branches and an alternate the first of its arms that can be written without the type
/// containing itself; an array that cannot is empty.
/// </summary>
internal sealed class SchemaReply
{
    /// <summary>Arrays nested deeper than this are empty, which bounds what a schema of many wide types can ask for.</summary>
    private const int MaxDepth = 12;

    /// <summary>Objects and alternates that are being written, outermost first.</summary>
    private readonly List<SchemaType> _path = [];

    private SchemaReply()
    {
    }

    /// <summary>JSON of a value of that type; an empty object for none.</summary>
    public static byte[] For(SchemaType? type) => Encoding.UTF8.GetBytes(type is null ? "{}" : new SchemaReply().Make(type) ?? "{}");

    /// <summary>Null where each way to write the type contains the type itself.</summary>
    private string? Make(SchemaType type) => type switch
    {
        BuiltinType builtin => Scalar(builtin.Kind),
        EnumType { Values.Count: > 0 } values => $"\"{values.Values[0].Name}\"",
        EnumType => null,
        ArrayType array => _path.Count < MaxDepth && Make(array.Element) is { } element ? $"[{element}]" : "[]",
        ObjectType or AlternateType => Nest(type),
        _ => throw new UnreachableException(type.GetType().Name),
    };

    private static string Scalar(BuiltinKind kind) => kind switch
    {
        BuiltinKind.String => "\"\"",
        BuiltinKind.Bool => "false",
        BuiltinKind.Null => "null",
        BuiltinKind.Any => "{}",
        _ => "0",
    };

    private string? Nest(SchemaType type)
    {
        if (_path.Contains(type))
        {
            return null;
        }

        _path.Add(type);
        string? made = type is AlternateType alternate
            ? alternate.Arms.Select(a => Make(a.Type)).FirstOrDefault(made => made is not null)
            : Members((ObjectType)type, null) is { } members ? $"{{{members}}}" : null;
        _path.RemoveAt(_path.Count - 1);
        return made;
    }

    /// <summary>The members of an object without its braces, then those of its branch.</summary>
    private string? Members(ObjectType type, string? before)
    {
        if (type.Variants is not { Branches.Count: > 0 } variants)
        {
            return Own(type, before, null);
        }

        foreach (Branch branch in variants.Branches)
        {
            if (Own(type, before, branch) is { } own && Members(branch.Type, own) is { } whole)
            {
                return whole;
            }
        }

        return null;
    }

    private string? Own(ObjectType type, string? before, Branch? branch)
    {
        StringBuilder members = new(before);
        foreach (Member member in type.AllMembers)
        {
            bool isTag = branch is not null && member.Name == type.Variants!.Tag.Name;
            if (member.Optional && !isTag)
            {
                continue;
            }

            string? value = isTag ? $"\"{branch!.TagValue}\"" : Make(member.Type);
            if (value is null)
            {
                return null;
            }

            members.Append(members.Length > 0 ? ", " : "").Append('"').Append(member.Name).Append("\": ").Append(value);
        }

        return members.ToString();
    }
}
