namespace Harness.Schema.Diff;

/// <summary>A kind of change, with its permanent code.</summary>
/// <param name="Meaning">One line for the catalogue of codes.</param>
public sealed record ChangeKind(string Code, Breaks Breaks, string Meaning);
