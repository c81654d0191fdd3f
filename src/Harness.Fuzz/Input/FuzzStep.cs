namespace Harness.Fuzz.Input;

/// <summary>One thing that the fuzzer does to a peer.</summary>
/// <param name="Connection">0-based.</param>
public abstract record FuzzStep(int Connection)
{
    /// <summary>Opens the connection, anew where it is open. A connection that is used without it is opened and negotiated.</summary>
    /// <param name="Negotiates">False: the next step meets a server that waits for negotiation.</param>
    public sealed record Open(int Connection, bool Negotiates) : FuzzStep(Connection);

    /// <summary>Sends bytes as they are: one request, several, or a part of one.</summary>
    public sealed record Send(int Connection, ReadOnlyMemory<byte> Bytes, IReadOnlyList<Mutation> Mutations) : FuzzStep(Connection);
}
