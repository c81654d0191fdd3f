namespace Harness.Transport;

/// <summary>An endpoint could not be connected to, listened on or started. The message names it and says why, for people.</summary>
public sealed class EndpointUnavailableException : Exception
{
    public EndpointUnavailableException(string endpoint, string reason, Exception? inner = null)
        : base($"{endpoint}: {reason}", inner)
    {
        Endpoint = endpoint;
        Reason = reason;
    }

    public EndpointUnavailableException(string message)
        : base(message)
    {
    }

    public EndpointUnavailableException(string message, Exception inner)
        : base(message, inner)
    {
    }

    public EndpointUnavailableException()
    {
    }

    /// <summary>As the user typed it.</summary>
    public string Endpoint { get; } = "";

    public string Reason { get; } = "";
}
