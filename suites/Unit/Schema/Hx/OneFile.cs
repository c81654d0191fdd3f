using Harness.Schema.Source;

namespace Harness.Unit.Schema.Hx;

/// <summary>A file that is only a text.</summary>
internal sealed class OneFile(string path, string text) : ISourceFiles
{
    public string? Read(string name) => name == path ? text : null;

    public bool DirectoryExists(string name) => false;
}
