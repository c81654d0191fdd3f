namespace Harness.Schema.Validation;

public enum ViolationKind
{
    /// <summary>A member that is not optional is absent.</summary>
    Missing,

    /// <summary>A member that the type does not have.</summary>
    Unexpected,

    /// <summary>Another JSON type than the schema's; <see cref="Violation.Detail"/> is the one wanted.</summary>
    WrongType,

    /// <summary>An integer outside its type's range; <see cref="Violation.Detail"/> is the QAPI type.</summary>
    OutOfRange,

    /// <summary>A string that is no value of the enumeration; <see cref="Violation.Detail"/> is that string.</summary>
    NotInEnum,
}

/// <summary>One way in which a value breaks its type.</summary>
/// <param name="Path">The member, spelt as QEMU does: <c>actions[0].data.name</c>; empty for the value itself.</param>
/// <param name="Detail">Depends on the kind; for <see cref="ViolationKind.WrongType"/> one of <c>string integer number boolean null array object</c>,
/// or several joined by <c>|</c> for an alternate.</param>
public readonly record struct Violation(ViolationKind Kind, string Path, string Detail)
{
    /// <summary>For people, one line.</summary>
    public override string ToString() => Kind switch
    {
        ViolationKind.Missing => $"{Where} is missing",
        ViolationKind.Unexpected => $"{Where} is not a member of the type",
        ViolationKind.WrongType => $"{Where} is not of JSON type {Detail}",
        ViolationKind.OutOfRange => $"{Where} is out of the range of {Detail}",
        ViolationKind.NotInEnum => $"{Where} has value '{Detail}', which the enumeration does not have",
        _ => throw new System.Diagnostics.UnreachableException(Kind.ToString()),
    };

    private string Where => Path.Length == 0 ? "the value" : $"'{Path}'";
}
