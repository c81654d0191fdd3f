using Harness.Cases.Compile;
using Harness.Schema;
using Harness.Schema.Model;
using Harness.Schema.Source;

namespace Harness.Cli;

/// <summary>Schemas and the tables beside them, for the verbs.</summary>
internal static class Specs
{
    /// <summary>The source that is meant when none is named.</summary>
    public static string Source(string? given) => given ?? ContentRoot.Find().Resolve("spec", "qmp-2.3");

    /// <exception cref="UsageException">It cannot be read, or it has errors.</exception>
    public static QmpSchema Load(string? given)
    {
        string source = Source(given);
        return Usable(source, SchemaSources.Load(source));
    }

    /// <exception cref="UsageException">What was read from the source has errors.</exception>
    public static QmpSchema Usable(string source, LoadResult result)
    {
        Diagnostic? error = result.Diagnostics.FirstOrDefault(d => d.Severity == Severity.Error);
        if (error is not null)
        {
            int more = result.Diagnostics.Count(d => d.Severity == Severity.Error) - 1;
            string rest = more > 0 ? $" (and {more} more: qmp-harness spec check {source})" : "";
            throw new UsageException($"{error.Message}{(error.Span.Line > 0 ? $" at {error.Span}" : "")}{rest}");
        }

        return result.Schema!;
    }

    /// <exception cref="UsageException">The table beside the specs is damaged.</exception>
    public static SafetyTable Safety()
    {
        string? path = ContentRoot.TryFind()?.Resolve("spec", "safety.json");
        if (path is null || !File.Exists(path))
        {
            return SafetyTable.Empty;
        }

        try
        {
            return SafetyTable.Parse(File.ReadAllText(path), path);
        }
        catch (FormatException e)
        {
            throw new UsageException(e.Message, e);
        }
    }
}
