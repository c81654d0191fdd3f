using Harness.Schema.Source;

namespace Harness.Unit.Schema.Hx;

/// <summary>Files by their path from the root of the source tree, so that reports are the same wherever the tree is.</summary>
internal sealed class RepositoryFiles : ISourceFiles
{
    private readonly DiskSourceFiles _disk = new();

    public string? Read(string path) => _disk.Read(Path.Combine(Repository.Root, path))?.ReplaceLineEndings("\n");

    public bool DirectoryExists(string path) => _disk.DirectoryExists(Path.Combine(Repository.Root, path));
}
