using Harness.Cases.Compile;
using Harness.Schema.Source;

namespace Harness.Cases.Language;

/// <summary>Reads case files from disk.</summary>
public static class CaseFiles
{
    public const string Extension = ".case";

    /// <summary>Reads files and directories, those with all <c>.case</c> files under them, in ordinal order. A case id may be there once only.</summary>
    public static CaseFileResult Load(IEnumerable<string> paths, SafetyTable safety, ISourceFiles? files = null)
    {
        files ??= new DiskSourceFiles();
        CaseFileParser parser = new(safety);
        List<Diagnostic> diagnostics = [];
        Dictionary<string, Script> scripts = new(StringComparer.Ordinal);
        List<Script> ordered = [];
        foreach (string path in paths.SelectMany(Expand))
        {
            CaseFileResult read = files.Read(path) is { } text ? parser.Parse(text, path) : Missing(path);
            diagnostics.AddRange(read.Diagnostics);
            foreach (Script script in read.Scripts)
            {
                if (scripts.TryAdd(script.Id, script))
                {
                    ordered.Add(script);
                }
                else
                {
                    diagnostics.Add(LanguageRules.DuplicateId.At(script.Span, $"there is a case '{script.Id}' already", scripts[script.Id].Span));
                }
            }
        }

        return new CaseFileResult(ordered, diagnostics);
    }

    private static IEnumerable<string> Expand(string path) => Directory.Exists(path)
        ? Directory.EnumerateFiles(path, $"*{Extension}", SearchOption.AllDirectories).Select(f => f.Replace('\\', '/')).Order(StringComparer.Ordinal)
        : [path];

    private static CaseFileResult Missing(string path) =>
        new([], [LanguageRules.FileMissing.At(new SourceSpan(path, 1, 1), $"'{path}' cannot be read, or is larger than {DiskSourceFiles.MaxBytes} bytes")]);
}
