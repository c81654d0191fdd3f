using Harness.Cases.Run;

namespace Harness.Cli.Options;

/// <summary><c>--run</c> and <c>--skip</c>: patterns, or <c>@FILE</c> with one a line (<c>#</c> begins a comment).</summary>
internal static class PatternOption
{
    /// <exception cref="UsageException">A file that cannot be read.</exception>
    public static IReadOnlyList<CasePattern> Parse(IReadOnlyList<string> given) => [.. given.SelectMany(Lines).Select(p => new CasePattern(p))];

    private static IEnumerable<string> Lines(string given)
    {
        if (!given.StartsWith('@'))
        {
            return [given];
        }

        string path = given[1..];
        try
        {
            return [.. File.ReadAllLines(path).Select(l => l.Split('#')[0].Trim()).Where(l => l.Length > 0)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"cannot read the pattern file '{path}': {e.Message}", e);
        }
    }
}
