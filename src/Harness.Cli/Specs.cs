using Harness.Cases.Compile;
using Harness.Cases.Run;
using Harness.Cli.Targets;
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
    /// <exception cref="TargetUnavailableException">The source is <c>introspect:TARGET</c>, which cannot be reached.</exception>
    public static async Task<QmpSchema> LoadAsync(string? given, CancellationToken cancel)
    {
        string source = Source(given);
        return Usable(source, await ReadAsync(source, cancel));
    }

    /// <summary>For callers that cannot wait: a source on disk.</summary>
    /// <exception cref="UsageException">It cannot be read, or it has errors.</exception>
    public static QmpSchema Load(string? given) => Usable(Source(given), SchemaSources.Load(Source(given)));

    /// <summary>Reads a source as users name it; what is wrong in it stands in the result.</summary>
    public static async Task<LoadResult> ReadAsync(string source, CancellationToken cancel) =>
        Introspection.TargetOf(source) is { } target ? await Introspection.AskAsync(target, cancel) : SchemaSources.Load(source);

    /// <summary>Reads a source and holds its documentation against it; a server that is asked has none.</summary>
    public static async Task<LoadResult> CheckAsync(string source, CancellationToken cancel) =>
        Introspection.TargetOf(source) is { } target ? await Introspection.AskAsync(target, cancel) : SchemaSources.Check(source);

    /// <exception cref="UsageException">What was read from the source has errors.</exception>
    private static QmpSchema Usable(string source, LoadResult result)
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
