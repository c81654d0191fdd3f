using Harness.Schema.Source;

namespace Harness.Schema.Model;

/// <summary>
/// A resolved QAPI type. Types refer to one another and may be recursive, so they are compared by reference
/// and never by value.
/// </summary>
public abstract class SchemaType(string name)
{
    /// <summary>QAPI name: <c>str</c>, <c>['str']</c> for arrays, <c>BlockInfo</c>; implicit types have names that no schema can spell.</summary>
    public string Name { get; } = name;

    /// <summary>The type as a person writes it in QAPI.</summary>
    public override string ToString() => Name;
}

/// <summary>Ranges and JSON kinds of the built-in types, QAPI language "Built-in Types".</summary>
public enum BuiltinKind
{
    String,
    Number,
    Int,
    Int8,
    Int16,
    Int32,
    Int64,
    UInt8,
    UInt16,
    UInt32,
    UInt64,
    Size,
    Bool,
    Null,
    Any,
}

public sealed class BuiltinType(string name, BuiltinKind kind) : SchemaType(name)
{
    public BuiltinKind Kind { get; } = kind;

    public bool IsInteger => Kind is >= BuiltinKind.Int and <= BuiltinKind.Size;

    /// <summary>Smallest accepted integer; meaningful only for integer kinds.</summary>
    public Int128 Minimum => Kind switch
    {
        BuiltinKind.Int8 => sbyte.MinValue,
        BuiltinKind.Int16 => short.MinValue,
        BuiltinKind.Int32 => int.MinValue,
        BuiltinKind.Int or BuiltinKind.Int64 => long.MinValue,
        _ => 0,
    };

    /// <summary>Largest accepted integer; meaningful only for integer kinds.</summary>
    public Int128 Maximum => Kind switch
    {
        BuiltinKind.Int8 => sbyte.MaxValue,
        BuiltinKind.Int16 => short.MaxValue,
        BuiltinKind.Int32 => int.MaxValue,
        BuiltinKind.Int or BuiltinKind.Int64 => long.MaxValue,
        BuiltinKind.UInt8 => byte.MaxValue,
        BuiltinKind.UInt16 => ushort.MaxValue,
        BuiltinKind.UInt32 => uint.MaxValue,
        _ => ulong.MaxValue,
    };
}

public sealed class ArrayType(SchemaType element) : SchemaType($"['{element.Name}']")
{
    public SchemaType Element { get; } = element;
}

public sealed class EnumType(string name, Definition definition, IReadOnlyList<EnumValue> values) : SchemaType(name)
{
    public Definition Definition { get; } = definition;

    public IReadOnlyList<EnumValue> Values { get; } = values;
}

/// <param name="Text">What the documentation says of the value; empty when nothing.</param>
public sealed record EnumValue(string Name, SourceSpan Span, Condition? If, IReadOnlyList<Feature> Features, string Text);

/// <summary>A struct, a union, or the implicit type of inline command or event data.</summary>
public sealed class ObjectType(string name, Definition? definition) : SchemaType(name)
{
    private IReadOnlyList<Member>? _allMembers;

    /// <summary>Null for the implicit wrapper types of simple unions.</summary>
    public Definition? Definition { get; } = definition;

    public ObjectType? Base { get; internal set; }

    /// <summary>Own members in source order, without those of the base.</summary>
    public IReadOnlyList<Member> Members { get; internal set; } = [];

    /// <summary>Present for unions.</summary>
    public Variants? Variants { get; internal set; }

    /// <summary>Members of the base first, then own; without those that a union branch adds.</summary>
    public IReadOnlyList<Member> AllMembers => _allMembers ??= Base is null ? Members : [.. Base.AllMembers, .. Members];

    /// <summary>True where the source leaves members open (<c>'gen': false</c> commands, <c>O</c> arguments of the .hx document).</summary>
    public bool IsOpen { get; internal set; }

    public bool IsEmpty => AllMembers.Count == 0 && Variants is null && !IsOpen;
}

/// <param name="Text">What the documentation says of the member; empty when nothing.</param>
public sealed record Member(
    string Name,
    SchemaType Type,
    bool Optional,
    SourceSpan Span,
    Condition? If,
    IReadOnlyList<Feature> Features,
    string Text);

/// <summary>
/// The branches of a union. <paramref name="Tag"/> is one of the union's members (an <see cref="EnumType"/>).
/// Old simple unions are resolved to the same shape: tag member <c>type</c> and branches whose type is a wrapper
/// object with the single member <c>data</c>.
/// </summary>
public sealed record Variants(Member Tag, IReadOnlyList<Branch> Branches)
{
    /// <summary>The branch for a tag value; null where the value adds no members.</summary>
    public Branch? For(string tagValue) => Branches.FirstOrDefault(b => b.TagValue == tagValue);
}

public sealed record Branch(string TagValue, ObjectType Type, SourceSpan Span, Condition? If);

/// <summary>A type told apart by JSON kind alone.</summary>
public sealed class AlternateType(string name, Definition definition) : SchemaType(name)
{
    public Definition Definition { get; } = definition;

    /// <summary>Arms in source order: each accepts JSON kinds that no other arm accepts.</summary>
    public IReadOnlyList<Member> Arms { get; internal set; } = [];
}
