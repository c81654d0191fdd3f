using Harness.Schema.JsonSchema;
using Harness.Schema.Model;

namespace Harness.Cli.Verbs;

/// <summary><c>spec export</c>: JSON Schemas, one file a command or event, <c>index.json</c>, and <c>openrpc.json</c>.</summary>
internal static class SpecExport
{
    /// <param name="force">Writes into a folder that is not empty; files of other names stay.</param>
    /// <exception cref="UsageException">The folder is not empty, or cannot be written.</exception>
    public static int Export(QmpSchema schema, string folder, bool force, TextWriter output)
    {
        try
        {
            if (!force && Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            {
                throw new UsageException($"{folder} is not empty; name another folder, or write over it with --force");
            }

            int files = 0;
            foreach ((string name, byte[] document) in Documents(schema))
            {
                string path = Path.Combine(folder, name);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllBytes(path, document);
                files++;
            }

            output.WriteLine($"wrote {files} files to {folder}");
            return ExitCode.Success;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"cannot write to {folder}: {e.Message}", e);
        }
    }

    private static IEnumerable<(string Name, byte[] Document)> Documents(QmpSchema schema) =>
    [
        .. schema.Commands.Select(c => (SchemaDocuments.FileOf(c), SchemaDocuments.OfCommand(c))),
        .. schema.Events.Select(e => (SchemaDocuments.FileOf(e), SchemaDocuments.OfEvent(e))),
        ("index.json", SchemaDocuments.Index(schema)),
        ("openrpc.json", SchemaDocuments.OpenRpc(schema)),
    ];
}
