namespace Harness.Schema.Source;

/// <summary>What is left of diagnostics after suppression.</summary>
/// <param name="Remaining">Those that nothing covers, and a warning for each suppression that covers nothing.</param>
public sealed record SuppressionResult(IReadOnlyList<Diagnostic> Remaining, IReadOnlyList<(Diagnostic Diagnostic, string Reason)> Suppressed);

/// <summary>
/// A file of suppressions: one a line, <c>CODE PLACE REASON</c>; <c>#</c> begins a comment line. A reason is required, and a
/// suppression that covers nothing is reported, so that the file cannot rot.
/// </summary>
public sealed class SuppressionFile
{
    internal static readonly Rule Unused = new("SUP0101", Severity.Warning, "a suppression covers nothing");
    internal static readonly Rule Malformed = new("SUP0102", Severity.Error, "a line of a suppression file is not CODE PLACE REASON");
    internal static readonly Rule UnknownCode = new("SUP0103", Severity.Error, "a suppression names a code that does not exist");

    private SuppressionFile(IReadOnlyList<Suppression> entries, IReadOnlyList<Diagnostic> problems)
    {
        Entries = entries;
        Problems = problems;
    }

    public static SuppressionFile Empty { get; } = new([], []);

    public IReadOnlyList<Suppression> Entries { get; }

    /// <summary>What is wrong in the file itself.</summary>
    public IReadOnlyList<Diagnostic> Problems { get; }

    public static SuppressionFile Parse(SourceText source)
    {
        List<Suppression> entries = [];
        List<Diagnostic> problems = [];
        for (int number = 1; number <= source.LineCount; number++)
        {
            string line = source.Line(number).Trim();
            if (line.Length > 0 && !line.StartsWith('#'))
            {
                Take(line, new SourceSpan(source.Path, number, 1, line.Length), entries, problems);
            }
        }

        return new SuppressionFile(entries, problems);
    }

    /// <summary>Several files as one.</summary>
    public static SuppressionFile Join(IEnumerable<SuppressionFile> files)
    {
        List<SuppressionFile> all = [.. files];
        return new SuppressionFile([.. all.SelectMany(f => f.Entries)], [.. all.SelectMany(f => f.Problems)]);
    }

    public SuppressionResult Apply(IReadOnlyList<Diagnostic> diagnostics)
    {
        HashSet<Suppression> used = new(ReferenceEqualityComparer.Instance);
        List<Diagnostic> remaining = [];
        List<(Diagnostic, string)> suppressed = [];
        foreach (Diagnostic diagnostic in diagnostics)
        {
            List<Suppression> covering = [.. Entries.Where(e => e.Covers(diagnostic))];
            used.UnionWith(covering);
            if (covering.Count > 0)
            {
                suppressed.Add((diagnostic, covering[0].Reason));
            }
            else
            {
                remaining.Add(diagnostic);
            }
        }

        foreach (Suppression entry in Entries.Where(e => !used.Contains(e)))
        {
            remaining.Add(Unused.At(entry.Span, $"nothing wrong of code {entry.Code} is found at '{entry.Place}': the suppression can go"));
        }

        return new SuppressionResult(remaining, suppressed);
    }

    private static void Take(string line, SourceSpan span, List<Suppression> entries, List<Diagnostic> problems)
    {
        string[] parts = line.Split((char[]?)null, 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length < 3)
        {
            problems.Add(Malformed.At(span, "a suppression is CODE PLACE REASON; the place is a command, FILE:LINE, FILE or *, and the reason is required"));
            return;
        }

        Suppression entry = new(parts[0], parts[1], parts[2], span);
        if (!RuleCatalogue.All.Any(r => entry.CoversCode(r.Code)))
        {
            problems.Add(UnknownCode.At(span with { Length = parts[0].Length }, $"there is no code '{parts[0]}'"));
            return;
        }

        entries.Add(entry);
    }
}
