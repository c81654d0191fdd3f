using System.Globalization;

using Harness.Cli.Output;
using Harness.Schema;
using Harness.Schema.Hx.Import;
using Harness.Schema.Source;

namespace Harness.Cli.Verbs;

/// <summary><c>spec import</c>: a schema from any source, written in the QAPI language.</summary>
internal static class SpecImport
{
    /// <exception cref="UsageException">The source cannot be read, or the directory has something in it and <paramref name="force"/> is not given.</exception>
    public static int Import(LoadResult loaded, string directory, bool force, TextWriter output)
    {
        if (loaded.Schema is null)
        {
            throw new UsageException(loaded.Diagnostics[0].Message);
        }

        if (!force && Directory.Exists(directory) && Directory.EnumerateFileSystemEntries(directory).Any())
        {
            throw new UsageException($"{directory} is not empty; --force writes into it all the same");
        }

        IReadOnlyList<ImportedFile> files = QapiImport.Write(loaded.Schema);
        Write(files, directory);
        string count = files.Count.ToString(CultureInfo.InvariantCulture);
        output.WriteLine($"{loaded.Schema.Commands.Count} commands and {loaded.Schema.Types.Count} types in {count} files: {Path.Combine(directory, SchemaSources.EntryFile)}");
        return Judge(loaded, SchemaSources.Load(directory), output);
    }

    /// <summary>What is wrong in the source, and what the language cannot say.</summary>
    private static int Judge(LoadResult source, LoadResult written, TextWriter output)
    {
        List<Diagnostic> wrong = [.. source.Diagnostics.Concat(written.Diagnostics).Where(d => d.Severity == Severity.Error)];
        if (wrong.Count == 0)
        {
            return ExitCode.Success;
        }

        DiagnosticOutput.WriteText(output, wrong, 0);
        return ExitCode.Nonconformance;
    }

    private static void Write(IReadOnlyList<ImportedFile> files, string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
            foreach (ImportedFile file in files)
            {
                File.WriteAllText(Path.Combine(directory, file.Name), file.Text);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"cannot write to {directory}: {e.Message}", e);
        }
    }
}
