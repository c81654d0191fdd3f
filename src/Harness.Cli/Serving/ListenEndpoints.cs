using Harness.Transport;
using Harness.Transport.Listening;

namespace Harness.Cli.Serving;

/// <summary><c>--listen</c> as users type it.</summary>
internal static class ListenEndpoints
{
    /// <exception cref="UsageException">Not an endpoint, or one that cannot be listened on.</exception>
    public static async Task<IListener> OpenAsync(string text, ListenOptions options, CancellationToken cancel)
    {
        try
        {
            return await new Listeners(TimeProvider.System).OpenAsync(Parse(text), options, cancel);
        }
        catch (EndpointUnavailableException e)
        {
            throw new UsageException($"cannot listen on {e.Message}", e);
        }
    }

    /// <exception cref="UsageException">Not an endpoint.</exception>
    public static Endpoint Parse(string text) =>
        Endpoint.Parse(text, EndpointRole.Listen, out string? why) ?? throw new UsageException($"--listen {text}: {why}");
}
