using Harness.Schema.Model;
using Harness.Schema.Source;

namespace Harness.Schema;

/// <summary>A schema source, read.</summary>
/// <param name="Schema">What could be understood; null only when the entry file could not be read or holds no schema at all.</param>
/// <param name="Diagnostics">Everything that is wrong, in the order of files and lines.</param>
public sealed record LoadResult(QmpSchema? Schema, IReadOnlyList<Diagnostic> Diagnostics)
{
    public bool HasErrors => Diagnostics.Any(d => d.Severity == Severity.Error);
}
