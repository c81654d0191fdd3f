using Harness.Schema.Model;

namespace Harness.Schema.Diff;

/// <summary>Types as a change names them: by name, or by what they are where names are masked.</summary>
internal sealed class TypeText(bool masked)
{
    private const int MaxValues = 4;

    public string Of(SchemaType type) => type switch
    {
        BuiltinType => type.Name,
        ArrayType array => $"array of {Of(array.Element)}",
        EnumType values => Named(values.Definition, "enum") ?? $"one of {Values(values)}",
        AlternateType alternate => Named(alternate.Definition, "alternate") ?? string.Join(" or ", alternate.Arms.Select(a => Of(a.Type))),
        ObjectType target => Named(target.Definition, target.Variants is null ? "struct" : "union") ?? "object",
        _ => throw new System.Diagnostics.UnreachableException(type.GetType().Name),
    };

    private string? Named(Definition? definition, string kind) => masked || definition is null ? null : $"{kind} {definition.Name}";

    private static string Values(EnumType values) =>
        string.Join(", ", values.Values.Take(MaxValues).Select(v => v.Name)) + (values.Values.Count > MaxValues ? ", …" : "");
}
