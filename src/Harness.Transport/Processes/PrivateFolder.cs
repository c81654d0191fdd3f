namespace Harness.Transport.Processes;

/// <summary>A folder for sockets that only we can enter (0700), removed with all that is in it.</summary>
internal sealed class PrivateFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("qmp-");

    /// <exception cref="EndpointUnavailableException">The system's folder for temporary files has too long a path.</exception>
    public Endpoint.Unix Socket(int number)
    {
        Endpoint.Unix endpoint = new(Path.Combine(_folder.FullName, $"{number}.sock"));
        _ = UnixAddress.Of(endpoint);
        return endpoint;
    }

    public void Dispose()
    {
        try
        {
            _folder.Delete(recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Somebody else has cleaned up.
        }
    }
}
