using Harness.Schema.Model;
using Harness.Schema.Qapi.Check;
using Harness.Schema.Source;

namespace Harness.Schema.Qapi.Resolve;

/// <summary>All types by name: built-in ones, defined ones, and arrays made when asked for.</summary>
internal sealed class TypeTable
{
    private static readonly (string Name, BuiltinKind Kind)[] Builtins =
    [
        ("str", BuiltinKind.String), ("number", BuiltinKind.Number), ("int", BuiltinKind.Int), ("int8", BuiltinKind.Int8),
        ("int16", BuiltinKind.Int16), ("int32", BuiltinKind.Int32), ("int64", BuiltinKind.Int64), ("uint8", BuiltinKind.UInt8),
        ("uint16", BuiltinKind.UInt16), ("uint32", BuiltinKind.UInt32), ("uint64", BuiltinKind.UInt64), ("size", BuiltinKind.Size),
        ("bool", BuiltinKind.Bool), ("null", BuiltinKind.Null), ("any", BuiltinKind.Any),

        // What schemas before 2.5 wrote for any value.
        ("**", BuiltinKind.Any), ("visitor", BuiltinKind.Any),
    ];

    private readonly Dictionary<string, SchemaType> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ArrayType> _arrays = new(StringComparer.Ordinal);

    public TypeTable()
    {
        foreach ((string name, BuiltinKind kind) in Builtins)
        {
            _types[name] = new BuiltinType(name, kind);
        }

        // What they wrote for an object of any members.
        _types["dict"] = new ObjectType("dict", null) { IsOpen = true };
        Definition definition = new("QType", SourceSpan.None, 0, Documentation.None, null, []);
        string[] values = ["none", "qnull", "qnum", "qstring", "qdict", "qlist", "qbool"];
        _types["QType"] = new EnumType("QType", definition, [.. values.Select(v => new EnumValue(v, SourceSpan.None, null, [], ""))]);
    }

    public void Add(SchemaType type) => _types.Add(type.Name, type);

    public SchemaType? Find(string name) => _types.GetValueOrDefault(name);

    public SchemaType? Find(TypeSyntax syntax)
    {
        if (Find(syntax.Name) is not { } type)
        {
            return null;
        }

        if (!syntax.IsArray)
        {
            return type;
        }

        if (!_arrays.TryGetValue(syntax.Name, out ArrayType? array))
        {
            array = _arrays[syntax.Name] = new ArrayType(type);
        }

        return array;
    }
}
