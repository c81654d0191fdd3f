using Harness.Schema.Introspection;
using Harness.Schema.Qapi;
using Harness.Schema.Source;

namespace Harness.Schema;

/// <summary>Reads a schema from whatever the user names: a directory or a file in the QAPI language, or a saved introspection.</summary>
public static class SchemaSources
{
    public const string EntryFile = "qapi-schema.json";

    /// <summary>Loads a schema; everything wrong in it is a diagnostic of the result, nothing is thrown.</summary>
    /// <param name="source">
    /// A directory, whose <c>qapi-schema.json</c> is read, or a <c>.json</c> file: QAPI, or the reply of <c>query-qmp-schema</c>.
    /// </param>
    public static LoadResult Load(string source, ISourceFiles? files = null)
    {
        files ??= new DiskSourceFiles();
        string path = source.TrimEnd('/');
        string entry = files.DirectoryExists(path) ? $"{path}/{EntryFile}" : path;
        return files.Read(entry) is { } text && IntrospectionReader.LooksLike(text)
            ? FromIntrospection(entry, text)
            : Sorted(QapiCompiler.Compile(path, entry, files));
    }

    /// <summary>Reads what a server answered to <c>query-qmp-schema</c>.</summary>
    /// <param name="name">What diagnostics call it: a file or a target.</param>
    /// <param name="reply">The reply, or the bare array that is its <c>return</c>.</param>
    public static LoadResult FromIntrospection(string name, string reply) => Sorted(IntrospectionReader.Read(name, new SourceText(name, reply)));

    private static LoadResult Sorted(LoadResult result) => result with
    {
        Diagnostics = [.. result.Diagnostics.OrderBy(d => d.Span.File, StringComparer.Ordinal).ThenBy(d => d.Span.Line).ThenBy(d => d.Span.Column)],
    };
}
