namespace Harness.Cases.Run;

/// <summary>Why a script did not pass.</summary>
/// <param name="Expected">In arrow notation; null where no step was concerned.</param>
/// <param name="Actual">In arrow notation; null where no step was concerned.</param>
internal sealed record Shortfall(Verdict Verdict, string Reason, string? Expected = null, string? Actual = null)
{
    public static Shortfall Error(string reason) => new(Verdict.Error, reason);

    public static Shortfall Skip(string reason) => new(Verdict.Skip, reason);
}
