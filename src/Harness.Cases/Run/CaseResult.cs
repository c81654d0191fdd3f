namespace Harness.Cases.Run;

/// <summary>Design "Verdict". <see cref="Known"/> is a fail that the baseline expects.</summary>
public enum Verdict
{
    Pass,
    Fail,
    Error,
    Skip,
    Known,
}

/// <summary>What one case showed.</summary>
/// <param name="Reason">Why not pass: for people, one line; null for pass.</param>
/// <param name="Exchange">What went over the wire, oldest first; kept whole for cases that did not pass, empty otherwise unless asked for.</param>
/// <param name="Expected">What the failing step wanted, in arrow notation; null when no step failed.</param>
/// <param name="Actual">What came instead, in arrow notation; null when no step failed.</param>
public sealed record CaseResult(
    string Id,
    CaseKind Kind,
    string? Command,
    Verdict Verdict,
    string? Reason,
    TimeSpan Elapsed,
    IReadOnlyList<ExchangeLine> Exchange,
    string? Expected = null,
    string? Actual = null)
{
    /// <summary>Null where nobody said.</summary>
    public CaseOrigin? Origin { get; init; }
}

/// <summary>One observed message or happening.</summary>
/// <param name="Mark"><c>-></c>, <c><-</c> (reply), <c>!</c> (event), <c>--</c> (note: silence, closed, reconnect).</param>
/// <param name="Text">The bytes as text; anything not printable is escaped <c>\xHH</c>.</param>
public sealed record ExchangeLine(string Mark, int Connection, string Text)
{
    /// <summary>Since the case began.</summary>
    public TimeSpan At { get; init; }
}

/// <summary>Design §6, in the order in which they are listed and run.</summary>
public enum CaseKind
{
    Protocol,
    Surface,
    Args,
    Returns,
    Example,
    Behaviour,

    /// <summary>What the fuzzer found, saved as a case.</summary>
    Fuzz,
}
