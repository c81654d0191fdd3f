using Harness.Cases.Impact;
using Harness.Schema.Diff;

namespace Harness.Cli.Output;

/// <summary>Changes for a terminal.</summary>
internal static class DiffText
{
    public static void Write(TextWriter output, IReadOnlyList<Change> changes, IReadOnlyList<ImpactFinding>? impact)
    {
        foreach ((string title, IReadOnlyList<Change> those) in DiffClasses.Group(changes))
        {
            output.WriteLine(title);
            foreach (Change change in those)
            {
                output.WriteLine($"  {change.Kind.Code}  {change.Message}  ({DiffClasses.Place(change)})");
                if (change.AlsoIn.Count > 0)
                {
                    output.WriteLine($"            also in {string.Join(", ", change.AlsoIn)}");
                }
            }
        }

        output.WriteLine(DiffClasses.Summary(changes));
        if (impact is not null)
        {
            foreach (ImpactFinding finding in impact)
            {
                output.WriteLine($"{finding.File}:{finding.Line}: {finding.Item}: {finding.Why}");
            }

            output.WriteLine($"{impact.Count} things break in {impact.Select(f => f.File).Distinct().Count()} files");
        }
    }
}
