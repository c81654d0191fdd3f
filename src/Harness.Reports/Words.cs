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
        CaseKind.Fuzz => "fuzz",
        _ => throw new UnreachableException(kind.ToString()),
    };

    /// <exception cref="FormatException">No such word.</exception>
    public static Verdict ParseVerdict(string word) =>
        Enum.GetValues<Verdict>().Cast<Verdict?>().FirstOrDefault(v => Of(v!.Value) == word) ?? throw new FormatException($"'{word}' is no verdict");

    /// <exception cref="FormatException">No such word.</exception>
    public static CaseKind ParseKind(string word) =>
        Enum.GetValues<CaseKind>().Cast<CaseKind?>().FirstOrDefault(k => Of(k!.Value) == word) ?? throw new FormatException($"'{word}' is no kind of case");
}
