namespace Harness.Transcripts.Import;

/// <summary>What of another tool's file could not be used. The rest was.</summary>
/// <param name="Line">1-based.</param>
public readonly record struct ImportTrouble(int Line, string Why)
{
    public override string ToString() => FormattableString.Invariant($"line {Line}: {Why}");
}
