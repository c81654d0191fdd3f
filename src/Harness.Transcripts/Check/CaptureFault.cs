namespace Harness.Transcripts.Check;

/// <summary>Which side broke the protocol.</summary>
public enum Side
{
    Client,
    Server,
}

/// <summary>One thing in a capture that the protocol or the schema does not allow.</summary>
/// <param name="Code">A permanent word: <c>reply-without-request</c>.</param>
/// <param name="Record">Number of the record.</param>
public sealed record CaptureFault(string Code, Side Side, long Record, int Connection, string Message)
{
    public override string ToString() => FormattableString.Invariant($"record {Record}: {(Side == Side.Client ? "client" : "server")}: {Message} [{Code}]");
}
