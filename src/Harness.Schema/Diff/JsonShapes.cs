using Harness.Schema.Model;

namespace Harness.Schema.Diff;

internal enum JsonShape
{
    Anything,
    Null,
    Bool,
    Number,
    Text,
    Array,
    Object,
}

/// <summary>A type by the JSON kinds that it takes. Only alternates take several, and of each at most one arm.</summary>
internal static class JsonShapes
{
    public static IReadOnlyDictionary<JsonShape, SchemaType> Of(SchemaType type)
    {
        SortedDictionary<JsonShape, SchemaType> shapes = [];
        foreach (SchemaType arm in type is AlternateType alternate ? alternate.Arms.Select(a => a.Type) : [type])
        {
            shapes.TryAdd(One(arm), arm);
        }

        return shapes;
    }

    private static JsonShape One(SchemaType type) => type switch
    {
        BuiltinType { Kind: BuiltinKind.Any } => JsonShape.Anything,
        BuiltinType { Kind: BuiltinKind.Null } => JsonShape.Null,
        BuiltinType { Kind: BuiltinKind.Bool } => JsonShape.Bool,
        BuiltinType { Kind: BuiltinKind.String } or EnumType => JsonShape.Text,
        BuiltinType => JsonShape.Number,
        ArrayType => JsonShape.Array,
        ObjectType => JsonShape.Object,
        _ => JsonShape.Anything,
    };
}
