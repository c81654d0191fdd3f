using Harness.Schema.Source;

namespace Harness.Cases.Language;

/// <summary>Case files, read.</summary>
/// <param name="Scripts">The cases without errors, in the order of files and lines.</param>
/// <param name="Diagnostics">Everything that is wrong, in the same order.</param>
public sealed record CaseFileResult(IReadOnlyList<Script> Scripts, IReadOnlyList<Diagnostic> Diagnostics)
{
    public bool HasErrors => Diagnostics.Any(d => d.Severity == Severity.Error);
}
