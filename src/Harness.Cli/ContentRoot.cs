namespace Harness.Cli;

/// <summary>
/// Where <c>spec/</c>, <c>suites/</c> and <c>fixtures/</c> are: the nearest folder at or above the working directory
/// that has them, else beside the program (a published tool carries copies).
/// </summary>
internal sealed class ContentRoot
{
    private static readonly string Marker = Path.Combine("spec", "protocol.json");

    private ContentRoot(string path) => Folder = path;

    public string Folder { get; }

    /// <exception cref="UsageException">Neither place has the content.</exception>
    public static ContentRoot Find() => TryFind()
        ?? throw new UsageException($"no {Marker} at or above {Directory.GetCurrentDirectory()} nor beside the program; run from the source tree or reinstall the tool");

    public static ContentRoot? TryFind()
    {
        string? found = Ancestors(Directory.GetCurrentDirectory()).Concat(Ancestors(AppContext.BaseDirectory)).FirstOrDefault(d => File.Exists(Path.Combine(d, Marker)));
        return found is null ? null : new ContentRoot(found);
    }

    /// <summary>The path below the content root, relative to the working directory where that is shorter.</summary>
    public string Resolve(params string[] parts)
    {
        string full = Path.Combine([Folder, .. parts]);
        string relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), full);
        return relative.Length < full.Length ? relative : full;
    }

    private static IEnumerable<string> Ancestors(string? directory)
    {
        for (; directory is not null; directory = Path.GetDirectoryName(directory))
        {
            yield return directory;
        }
    }
}
