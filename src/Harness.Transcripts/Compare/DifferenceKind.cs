using System.Diagnostics;

namespace Harness.Transcripts.Compare;

/// <summary>In which way what came is not what was recorded.</summary>
public enum DifferenceKind
{
    MissingMember,
    ExtraMember,
    MissingElement,
    ExtraElement,

    /// <summary>The same elements, or replies, in another order.</summary>
    Order,

    /// <summary>Another value of the same type.</summary>
    Value,

    /// <summary>Another JSON type.</summary>
    Type,

    /// <summary>A value that the documented enumeration does not have.</summary>
    EnumGrowth,

    /// <summary>A name or number that the peer chose does not stand where it stood before.</summary>
    Binding,

    /// <summary>Success instead of an error, or the reverse.</summary>
    Outcome,

    ErrorClass,
    MissingReply,
    ExtraReply,
    MissingEvent,
    ExtraEvent,

    /// <summary>The peer ended the connection where it did not, or did not where it did.</summary>
    End,

    /// <summary>Another request of the client; only where two transcripts are compared.</summary>
    Request,
}

public static class DifferenceKinds
{
    /// <summary>As reports and <c>--ignore</c> have it: <c>missing-member</c>.</summary>
    public static string Word(this DifferenceKind kind) => kind switch
    {
        DifferenceKind.MissingMember => "missing-member",
        DifferenceKind.ExtraMember => "extra-member",
        DifferenceKind.MissingElement => "missing-element",
        DifferenceKind.ExtraElement => "extra-element",
        DifferenceKind.Order => "order",
        DifferenceKind.Value => "value",
        DifferenceKind.Type => "type",
        DifferenceKind.EnumGrowth => "enum-growth",
        DifferenceKind.Binding => "binding",
        DifferenceKind.Outcome => "outcome",
        DifferenceKind.ErrorClass => "error-class",
        DifferenceKind.MissingReply => "missing-reply",
        DifferenceKind.ExtraReply => "extra-reply",
        DifferenceKind.MissingEvent => "missing-event",
        DifferenceKind.ExtraEvent => "extra-event",
        DifferenceKind.End => "end",
        DifferenceKind.Request => "request",
        _ => throw new UnreachableException(kind.ToString()),
    };

    /// <summary>Null for a word that is none.</summary>
    public static DifferenceKind? Parse(string word)
    {
        foreach (DifferenceKind kind in Enum.GetValues<DifferenceKind>())
        {
            if (kind.Word() == word)
            {
                return kind;
            }
        }

        return null;
    }
}
