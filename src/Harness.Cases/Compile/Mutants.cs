using System.Diagnostics;

using Harness.Schema.Validation;

namespace Harness.Cases.Compile;

/// <summary>Mutants that fail on compiled cases, whatever the command.</summary>
internal static class Mutants
{
    /// <summary>Answers <c>query-commands</c> with an empty array.</summary>
    public const string OffersNothing = "offers-nothing";

    /// <summary>Answers every command but negotiation with false.</summary>
    public const string WrongReturnType = "wrong-return-type";

    /// <summary>Answers errors as if they were successes.</summary>
    public const string ErrorAsSuccess = "error-as-success";

    /// <summary>Answers success without a return member, to negotiation as well.</summary>
    public const string SuccessWithoutReturn = "success-without-return";

    /// <summary>Accepts a command's arguments in spite of that fault, and answers success.</summary>
    public static string Overlooking(FaultKind kind) => kind switch
    {
        FaultKind.Missing => "accepts-missing-argument",
        FaultKind.Unexpected => "accepts-unknown-argument",
        FaultKind.EnumUnknown => "accepts-unknown-enum-value",
        FaultKind.BelowMinimum or FaultKind.AboveMaximum => "accepts-out-of-range",
        FaultKind.Null or FaultKind.TypeString or FaultKind.TypeInteger or FaultKind.TypeFraction or FaultKind.TypeBoolean or FaultKind.TypeArray or FaultKind.TypeObject =>
            "accepts-wrong-type",
        _ => throw new UnreachableException(kind.ToString()),
    };
}
