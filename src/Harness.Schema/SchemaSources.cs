using Harness.Schema.Examples;
using Harness.Schema.Hx;
using Harness.Schema.Hx.Check;
using Harness.Schema.Introspection;
using Harness.Schema.Qapi;
using Harness.Schema.Qapi.Docs;
using Harness.Schema.Source;

namespace Harness.Schema;

/// <summary>
/// Reads a schema from whatever the user names: a directory or file in the QAPI language, a legacy .hx document, a saved
/// introspection.
/// </summary>
public static class SchemaSources
{
    public const string EntryFile = "qapi-schema.json";

    private const string HxExtension = ".hx";

    /// <summary>
    /// Loads a schema; everything that makes it doubtful is a diagnostic of the result, nothing is thrown. What is merely wrong in
    /// documentation is left to <see cref="Check"/>.
    /// </summary>
    /// <param name="source">
    /// A directory, whose <c>qapi-schema.json</c> is read; a <c>.json</c> file, QAPI or the reply of <c>query-qmp-schema</c>; a
    /// <c>.hx</c> document.
    /// </param>
    public static LoadResult Load(string source, ISourceFiles? files = null)
    {
        files ??= new DiskSourceFiles();
        LoadResult result = IsHx(source) ? LoadHx(source, files) : LoadJson(source, files);
        return result with { Diagnostics = InOrder(result.Diagnostics) };
    }

    /// <summary>Loads a schema and holds its documentation against it: every statement and example that is wrong is a diagnostic too.</summary>
    /// <param name="source">As for <see cref="Load"/>.</param>
    public static LoadResult Check(string source, ISourceFiles? files = null)
    {
        files ??= new DiskSourceFiles();
        if (IsHx(source))
        {
            return files.Read(source) is { } text
                ? CheckHx(source, text)
                : Missing(source);
        }

        LoadResult result = LoadJson(source, files);
        if (result.Schema is null or { IsMasked: true })
        {
            return result with { Diagnostics = InOrder(result.Diagnostics) };
        }

        SchemaExamples examples = new(result.Schema, files);
        IReadOnlyList<Diagnostic> found = examples.Review();

        // What the compiler says of messages that are not JSON is said here more exactly.
        IEnumerable<Diagnostic> rest = result.Diagnostics.Where(d => !(IsOfMessage(d) && examples.Damaged.Contains((d.Span.File, d.Span.Line))));
        return result with { Diagnostics = InOrder([.. rest, .. found]) };
    }

    /// <summary>Reads what a server answered to <c>query-qmp-schema</c>.</summary>
    /// <param name="name">What diagnostics call it: a file or a target.</param>
    /// <param name="reply">The reply, or the bare array that is its <c>return</c>.</param>
    public static LoadResult FromIntrospection(string name, string reply)
    {
        LoadResult result = IntrospectionReader.Read(name, new SourceText(name, reply));
        return result with { Diagnostics = InOrder(result.Diagnostics) };
    }

    private static bool IsOfMessage(Diagnostic diagnostic) => diagnostic.Code == DocRules.ExampleNotJson.Code || diagnostic.Code == DocRules.ExampleRepaired.Code;

    private static bool IsHx(string source) => source.EndsWith(HxExtension, StringComparison.Ordinal);

    private static LoadResult LoadJson(string source, ISourceFiles files)
    {
        string path = source.TrimEnd('/');
        string entry = files.DirectoryExists(path) ? $"{path}/{EntryFile}" : path;
        return files.Read(entry) is { } text && IntrospectionReader.LooksLike(text)
            ? IntrospectionReader.Read(entry, new SourceText(entry, text))
            : QapiCompiler.Compile(path, entry, files);
    }

    private static LoadResult LoadHx(string source, ISourceFiles files)
    {
        if (files.Read(source) is not { } text)
        {
            return Missing(source);
        }

        HxDocument document = HxDocument.Read(source, new SourceText(source, text));
        return new LoadResult(document.Schema, document.Frame);
    }

    private static LoadResult CheckHx(string source, string text)
    {
        HxDocument document = HxDocument.Read(source, new SourceText(source, text));
        return new LoadResult(document.Schema, InOrder(HxReview.Review(document)));
    }

    private static LoadResult Missing(string source) =>
        new(null, [Hx.Syntax.FrameRules.Unreadable.At(new SourceSpan(source, 0, 0), $"can't read '{source}'")]);

    private static List<Diagnostic> InOrder(IReadOnlyList<Diagnostic> diagnostics) =>
    [
        .. diagnostics.OrderBy(d => d.Span.File, StringComparer.Ordinal).ThenBy(d => d.Span.Line).ThenBy(d => d.Span.Column).ThenBy(d => d.Code, StringComparer.Ordinal),
    ];
}
