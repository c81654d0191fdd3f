using System.Diagnostics.CodeAnalysis;
using System.Globalization;

using Harness.Schema.Model;

namespace Harness.Schema.Introspection;

/// <summary>
/// Names of types as introspection shows them, given at first use: built-in types keep theirs, with one for all integers, arrays
/// have that of their element in brackets, all others a number. Remembers which types are still to be described.
/// </summary>
internal sealed class MaskedNames
{
    /// <summary>Stands for every object without members that the schema does not name.</summary>
    private readonly ObjectType _nothing = new("empty", null);
    private readonly BuiltinType _any = new("any", BuiltinKind.Any);
    private readonly Dictionary<SchemaType, string> _names = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> _given = new(StringComparer.Ordinal);
    private readonly Queue<(string Name, SchemaType Type)> _undescribed = [];
    private int _next;

    public static string JsonType(string builtin) => builtin switch
    {
        "str" => "string",
        "bool" => "boolean",
        "any" => "value",
        _ => builtin,
    };

    public string OfNothing() => Of(_nothing);

    /// <summary>The name of an object type that stands for arguments, data or a branch: always an object.</summary>
    public string OfData(ObjectType type) => type.Definition is null && type.AllMembers.Count == 0 && type.Variants is null ? OfNothing() : Of(type);

    public string Of(SchemaType type)
    {
        // An object of any members has no other expression.
        type = type switch
        {
            ObjectType { Definition: null, IsOpen: true, AllMembers.Count: 0 } => _any,
            ObjectType { Definition: null, IsEmpty: true } => _nothing,
            _ => type,
        };
        if (_names.TryGetValue(type, out string? known))
        {
            return known;
        }

        string name = type switch
        {
            BuiltinType builtin => Builtin(builtin),
            ArrayType array => $"[{Of(array.Element)}]",
            _ => (_next++).ToString(CultureInfo.InvariantCulture),
        };
        _names.Add(type, name);
        if (_given.Add(name))
        {
            _undescribed.Enqueue((name, type));
        }

        return name;
    }

    /// <summary>The next type to describe; describing it may bring more.</summary>
    public bool TryNext(out string name, [NotNullWhen(true)] out SchemaType? type)
    {
        bool any = _undescribed.TryDequeue(out (string Name, SchemaType Type) next);
        (name, type) = any ? next : ("", null);
        return any;
    }

    private static string Builtin(BuiltinType type) => type switch
    {
        { IsInteger: true } => "int",
        { Kind: BuiltinKind.String } => "str",
        { Kind: BuiltinKind.Number } => "number",
        { Kind: BuiltinKind.Bool } => "bool",
        { Kind: BuiltinKind.Null } => "null",
        _ => "any",
    };
}
