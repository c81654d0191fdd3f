using Harness.Schema.Source;

namespace Harness.Unit.Schema;

/// <summary>Files of one folder of the source tree by their names in it, so that diagnostics look the same on every machine.</summary>
internal sealed class FolderFiles(string repoRelativeFolder) : ISourceFiles
{
    private readonly DiskSourceFiles _disk = new();

    public string? Read(string path) => _disk.Read(Full(path));

    public bool DirectoryExists(string path) => _disk.DirectoryExists(Full(path));

    private string Full(string path) => Path.Combine(Repository.Root, repoRelativeFolder, path);
}
