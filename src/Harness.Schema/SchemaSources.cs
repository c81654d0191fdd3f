using Harness.Schema.Qapi;
using Harness.Schema.Source;

namespace Harness.Schema;

/// <summary>Reads a schema from whatever the user names: a directory or a file in the QAPI language.</summary>
public static class SchemaSources
{
    public const string EntryFile = "qapi-schema.json";

    /// <summary>Loads a schema; everything wrong in it is a diagnostic of the result, nothing is thrown.</summary>
    /// <param name="source">A directory, whose <c>qapi-schema.json</c> is read, or a <c>.json</c> file.</param>
    public static LoadResult Load(string source, ISourceFiles? files = null)
    {
        files ??= new DiskSourceFiles();
        string path = source.TrimEnd('/');
        string entry = files.DirectoryExists(path) ? $"{path}/{EntryFile}" : path;
        LoadResult result = QapiCompiler.Compile(path, entry, files);
        return result with
        {
            Diagnostics = [.. result.Diagnostics.OrderBy(d => d.Span.File, StringComparer.Ordinal).ThenBy(d => d.Span.Line).ThenBy(d => d.Span.Column)],
        };
    }
}
