using Harness.Cases.Impact;
using Harness.Cli.Output;
using Harness.Cli.Running;
using Harness.Schema.Diff;
using Harness.Schema.Model;

namespace Harness.Cli.Verbs;

/// <summary><c>spec diff A B</c>: exit 0 when nothing breaks whom it concerns, 1 when something does, 2 when a source cannot be read.</summary>
internal static class SpecDiff
{
    /// <param name="concerned">Whose breaking makes the exit code 1.</param>
    /// <param name="impactIn">Folders in which to look for what breaks; it does not change the exit code.</param>
    /// <exception cref="UsageException">A folder or a file in it cannot be read.</exception>
    public static int Diff(QmpSchema old, QmpSchema now, Breaks concerned, IReadOnlyList<string> impactIn, DiffFormat format, TextWriter output)
    {
        IReadOnlyList<Change> changes = SchemaDiff.Compare(old, now);
        IReadOnlyList<ImpactFinding>? impact = impactIn.Count > 0 ? new ImpactSearch(old, now).In(impactIn) : null;
        switch (format)
        {
            case DiffFormat.Json:
                DiffJson.Write(output, changes, impact);
                break;
            case DiffFormat.Markdown:
                DiffMarkdown.Write(output, changes, impact);
                break;
            default:
                DiffText.Write(output, changes, impact);
                break;
        }

        return changes.Any(c => (c.Kind.Breaks & concerned) != 0) ? ExitCode.Nonconformance : ExitCode.Success;
    }
}
