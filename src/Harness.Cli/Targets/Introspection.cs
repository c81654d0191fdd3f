using System.Text.Json;

using Harness.Cases.Run;
using Harness.Schema;

namespace Harness.Cli.Targets;

/// <summary><c>introspect:TARGET</c> as a schema source: what a server answers to <c>query-qmp-schema</c>.</summary>
internal static class Introspection
{
    private const string Prefix = "introspect:";

    private const string Query = "query-qmp-schema";

    /// <summary>A program may take that long to start; nothing is measured here.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>The target that the source names; null for a source of another kind.</summary>
    public static string? TargetOf(string source) => source.StartsWith(Prefix, StringComparison.Ordinal) ? source[Prefix.Length..] : null;

    /// <exception cref="UsageException">Not a target that can be asked, or one that has no such command.</exception>
    /// <exception cref="TargetUnavailableException">It cannot be reached, or does not answer.</exception>
    public static async Task<LoadResult> AskAsync(string text, CancellationToken cancel)
    {
        await using ITarget target = TargetParser.ParseServer(text, Deadline)
            ?? throw new UsageException($"{Prefix}{text}: give unix:PATH, tcp:HOST:PORT or exec:COMMAND…; the emulator has the schema that --spec names");
        JsonElement reply = await new TargetQuestion(target, Deadline, TimeProvider.System).AskAsync(Query, cancel)
            ?? throw new TargetUnavailableException($"{target.Description} greets, and answers nothing that can be read to {Query} within {Deadline.TotalSeconds:0} s");
        return reply.TryGetProperty("return", out _)
            ? SchemaSources.FromIntrospection($"{Prefix}{text}", reply.GetRawText())
            : throw new UsageException($"{target.Description} does not answer {Query}, which came with QEMU 2.5: {reply.GetRawText()}");
    }
}
