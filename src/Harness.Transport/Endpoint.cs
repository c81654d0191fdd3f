using System.Globalization;

namespace Harness.Transport;

/// <summary>Where to connect to or listen, as users type it: <c>unix:PATH</c>, <c>tcp:HOST:PORT</c>, <c>stdio</c>.</summary>
public abstract record Endpoint
{
    /// <summary>As it is typed.</summary>
    public abstract override string ToString();

    /// <summary>Reads what a user typed.</summary>
    /// <param name="why">What is wrong and what to write instead, for people; null when an endpoint came out.</param>
    public static Endpoint? Parse(string text, EndpointRole role, out string? why) => EndpointParser.Parse(text, role, out why);

    /// <param name="Path">Of the socket file, absolute or relative to the working directory.</param>
    public sealed record Unix(string Path) : Endpoint
    {
        /// <summary>What the system's address of a unix socket holds, in bytes.</summary>
        public const int MaxPathBytes = 107;

        public override string ToString() => $"unix:{Path}";
    }

    /// <param name="Host">Name or address; an IPv6 address without its brackets.</param>
    /// <param name="Port">0 to listen on any free port.</param>
    public sealed record Tcp(string Host, int Port) : Endpoint
    {
        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"tcp:{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}");
    }

    /// <summary>Our own standard input and output.</summary>
    public sealed record Stdio : Endpoint
    {
        public override string ToString() => "stdio";
    }
}
