namespace Harness.Schema.Source;

/// <summary>A rule that inputs can break, with its permanent code.</summary>
/// <param name="Meaning">One line for the catalogue of codes.</param>
public sealed record Rule(string Code, Severity Severity, string Meaning)
{
    public Diagnostic At(SourceSpan span, string message, SourceSpan? related = null, string? command = null) =>
        new(Code, Severity, message, span, related, command);
}
