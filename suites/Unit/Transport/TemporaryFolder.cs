namespace Harness.Unit.Transport;

internal sealed class TemporaryFolder : IAsyncDisposable, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("unit-");

    public string File(string name) => Path.Combine(_folder.FullName, name);

    public void Dispose() => _folder.Delete(recursive: true);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
