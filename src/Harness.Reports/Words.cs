using System.Diagnostics;

using Harness.Cases.Run;

namespace Harness.Reports;

/// <summary>The words of the formats for the enumerations of a run.</summary>
public static class Words
{
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Pass => "pass",
        Verdict.Fail => "fail",
        Verdict.Error => "error",
        Verdict.Skip => "skip",
        Verdict.Known => "known",
        _ => throw new UnreachableException(verdict.ToString()),
    };

    public static string Of(CaseKind kind) => kind switch
    {
        CaseKind.Protocol => "protocol",
        CaseKind.Surface => "surface",
        CaseKind.Args => "args",
        CaseKind.Returns => "returns",
        CaseKind.Example => "example",
        CaseKind.Behaviour => "behaviour",
        _ => throw new UnreachableException(kind.ToString()),
    };
}
