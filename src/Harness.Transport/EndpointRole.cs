namespace Harness.Transport;

/// <summary>What an endpoint is given for: some can only be served on.</summary>
public enum EndpointRole
{
    Connect,
    Listen,
}
