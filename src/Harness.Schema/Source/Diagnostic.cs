namespace Harness.Schema.Source;

public enum Severity
{
    Note,
    Warning,
    Error,
}

/// <summary>One thing wrong in an input file. Collected, never thrown; the reader goes on.</summary>
/// <param name="Code">Permanent id, e.g. <c>QAPI0107</c>; a retired code is never used again.</param>
/// <param name="Message">What is wrong, naming both parties; no trailing full stop.</param>
/// <param name="Span">Where.</param>
/// <param name="Related">The other party, e.g. the first of two definitions.</param>
/// <param name="Command">The command, event or type concerned, where there is one.</param>
public sealed record Diagnostic(
    string Code,
    Severity Severity,
    string Message,
    SourceSpan Span,
    SourceSpan? Related = null,
    string? Command = null)
{
    public override string ToString() => $"{Span}: {Severity.ToString().ToLowerInvariant()} {Code}: {Message}";
}
