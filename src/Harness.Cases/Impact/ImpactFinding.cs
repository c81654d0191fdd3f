namespace Harness.Cases.Impact;

/// <summary>One thing that was made for a schema and no longer holds under another.</summary>
/// <param name="Line">1-based; 0 where it is about the whole file.</param>
/// <param name="Item">A case id, or <c>record 12</c> of a transcript.</param>
/// <param name="Subject">The command or event that it is about.</param>
/// <param name="Why">For people, one line.</param>
public sealed record ImpactFinding(string File, int Line, string Item, string Subject, string Why);
