namespace Harness.Cases.Baseline;

/// <summary>A case that is expected to fail on the target that the baseline is for.</summary>
/// <param name="Reason">Why that is so: what the documentation says and what the target does.</param>
/// <param name="Expires">Day from which the entry no longer excuses; null for never.</param>
public sealed record BaselineEntry(string Id, string Reason, DateOnly? Expires);
