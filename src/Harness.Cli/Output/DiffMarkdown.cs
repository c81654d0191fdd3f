using Harness.Cases.Impact;
using Harness.Schema.Diff;

namespace Harness.Cli.Output;

/// <summary>Changes for a release note or a review. Names come from schemas and files: nothing in them becomes markup.</summary>
internal static class DiffMarkdown
{
    public static void Write(TextWriter output, IReadOnlyList<Change> changes, IReadOnlyList<ImpactFinding>? impact)
    {
        output.WriteLine(DiffClasses.Summary(changes));
        foreach ((string title, IReadOnlyList<Change> those) in DiffClasses.Group(changes))
        {
            Head(output, char.ToUpperInvariant(title[0]) + title[1..], "Code", "Change", "Also in");
            foreach (Change change in those)
            {
                output.WriteLine($"| {change.Kind.Code} | {Safe(change.Message)} | {Safe(string.Join(", ", change.AlsoIn))} |");
            }
        }

        if (impact is { Count: > 0 })
        {
            Head(output, "What breaks", "File", "What", "Why");
            foreach (ImpactFinding finding in impact)
            {
                output.WriteLine($"| {Safe($"{finding.File}:{finding.Line}")} | {Safe(finding.Item)} | {Safe(finding.Why)} |");
            }
        }
    }

    private static void Head(TextWriter output, string title, params string[] columns)
    {
        output.WriteLine();
        output.WriteLine($"## {title}");
        output.WriteLine();
        output.WriteLine($"| {string.Join(" | ", columns)} |");
        output.WriteLine($"|{string.Concat(columns.Select(_ => "---|"))}");
    }

    private static string Safe(string text) => string.Concat(text.Select(c => c switch
    {
        '|' or '*' or '_' or '`' or '[' or ']' or '<' or '>' or '\\' or '#' or '&' or '~' => $"\\{c}",
        < ' ' => " ",
        _ => c.ToString(),
    }));
}
