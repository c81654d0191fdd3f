namespace Harness.Cases.Coverage;

/// <summary>What a run knows of its spec beside the cases, so that reports need no spec at hand.</summary>
/// <param name="Elements">What cases can exercise; <see cref="Run.CaseOrigin.Covers"/> are indices of these.</param>
public sealed record SpecOutline(IReadOnlyList<SpecElement> Elements, IReadOnlyList<CommandNote> Commands, IReadOnlyList<SpecFinding> Findings);

/// <param name="Fidelity">What the emulator makes of the command: <c>stateful</c> or <c>schema-only</c>.</param>
/// <param name="Safety">Name of its safety class.</param>
public sealed record CommandNote(string Name, string Fidelity, string Safety);

/// <param name="Excerpt">The source line concerned, marked; empty when the source is not at hand.</param>
public sealed record SpecFinding(Schema.Source.Diagnostic Diagnostic, string Excerpt);
