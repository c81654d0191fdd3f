namespace Harness.Schema.Source;

/// <summary>The only way to files that a schema compiler has.</summary>
public interface ISourceFiles
{
    /// <summary>Text of a file; null when there is none that can be read.</summary>
    string? Read(string path);

    bool DirectoryExists(string path);
}

/// <summary>The real file system, bounded: a schema file larger than <see cref="MaxBytes"/> reads as none.</summary>
public sealed class DiskSourceFiles : ISourceFiles
{
    public const long MaxBytes = 32 * 1024 * 1024;

    public string? Read(string path)
    {
        try
        {
            FileInfo file = new(path);
            return file.Exists && file.Length <= MaxBytes ? File.ReadAllText(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public bool DirectoryExists(string path) => Directory.Exists(path);
}
