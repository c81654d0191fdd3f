using Harness.Cases.Run;

namespace Harness.Fuzz.Findings;

/// <summary>What playing the case of a finding again says.</summary>
public static class Rerun
{
    /// <summary>The peer no longer does it.</summary>
    public const string Fixed = "FIXED";

    /// <summary>It still does.</summary>
    public const string Failed = "FAILED";

    /// <summary>It could not be told.</summary>
    public const string Error = "ERROR";

    /// <param name="id">Of the finding: a crash is shown by a peer that died, which for any other case is no verdict.</param>
    public static string Of(string id, CaseResult result, IPeer peer) => result.Verdict switch
    {
        Verdict.Pass => Fixed,
        Verdict.Fail or Verdict.Known => Failed,
        Verdict.Error when id.Contains("/crash/", StringComparison.Ordinal) && peer.Death is not null => Failed,
        _ => Error,
    };
}
