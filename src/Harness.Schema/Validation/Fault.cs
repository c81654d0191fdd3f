using System.Diagnostics;

using Harness.Schema.Source;

namespace Harness.Schema.Validation;

/// <summary>A way to break a value.</summary>
public enum FaultKind
{
    /// <summary>A required member is taken out.</summary>
    Missing,

    /// <summary>A member that the type does not have is put in.</summary>
    Unexpected,

    Null,
    TypeString,
    TypeInteger,

    /// <summary>A number with a fraction where an integer belongs.</summary>
    TypeFraction,
    TypeBoolean,
    TypeArray,
    TypeObject,

    /// <summary>A string that is no value of the enumeration.</summary>
    EnumUnknown,

    /// <summary>One less than the integer type allows.</summary>
    BelowMinimum,

    /// <summary>One more than the integer type allows.</summary>
    AboveMaximum,
}

/// <summary>A value with one thing wrong in it.</summary>
/// <param name="Path">Words that name the place, from the root: members, element numbers, and <c>tag=value</c> where a union was given another branch. Empty for the root.</param>
/// <param name="Type">Name of the type whose values belong there; of the object's type for a member too few or too many.</param>
/// <param name="Json">The whole broken value.</param>
/// <param name="Span">Where the innermost member of the path is defined; <see cref="SourceSpan.None"/> at the root.</param>
public sealed record Fault(FaultKind Kind, IReadOnlyList<string> Path, string Type, string Json, SourceSpan Span)
{
    /// <summary>The kind's word in ids: <c>missing</c>, <c>type-string</c>, …</summary>
    public string Word => Kind switch
    {
        FaultKind.Missing => "missing",
        FaultKind.Unexpected => "unexpected",
        FaultKind.Null => "null",
        FaultKind.TypeString => "type-string",
        FaultKind.TypeInteger => "type-integer",
        FaultKind.TypeFraction => "type-fraction",
        FaultKind.TypeBoolean => "type-boolean",
        FaultKind.TypeArray => "type-array",
        FaultKind.TypeObject => "type-object",
        FaultKind.EnumUnknown => "enum-unknown",
        FaultKind.BelowMinimum => "below-minimum",
        FaultKind.AboveMaximum => "above-maximum",
        _ => throw new UnreachableException(Kind.ToString()),
    };
}
