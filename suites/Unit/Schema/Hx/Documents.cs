using Harness.Schema;
using Harness.Schema.Hx;
using Harness.Schema.Source;

namespace Harness.Unit.Schema.Hx;

/// <summary>The documents of the golden files, and ways to read a text as one.</summary>
internal static class Documents
{
    public const string Folder = "fixtures/hx";

    private const string Name = "test.hx";

    /// <summary>Paths from the root of the source tree.</summary>
    public static IEnumerable<string> All() => Named("*.hx").Concat(Named("*.json"));

    public static IEnumerable<string> Hx() => Named("*.hx");

    public static HxDocument Read(string text) => HxDocument.Read(Name, new SourceText(Name, text));

    public static IReadOnlyList<Diagnostic> Check(string text) => SchemaSources.Check(Name, new OneFile(Name, text)).Diagnostics;

    public static IReadOnlyList<string> Codes(string text) => [.. Check(text).Select(d => d.Code)];

    /// <summary>A document of one command that is right but for what the arguments bring in.</summary>
    /// <param name="table">Its args_type.</param>
    /// <param name="body">What stands below the title.</param>
    public static string OneCommand(string table, string body, string name = "lamp-on") =>
        $$"""
        SQMP
        {{name}}
        {{new string('-', name.Length)}}
        {{body}}
        EQMP
        { .name = "{{name}}", .args_type = "{{table}}", },
        """;

    private static IEnumerable<string> Named(string pattern) =>
        Repository.Files(Folder, pattern).Select(f => $"{Folder}/{Path.GetFileName(f)}");
}
