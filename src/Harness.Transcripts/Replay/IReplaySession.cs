namespace Harness.Transcripts.Replay;

/// <summary>One client's connection to a transcript. Pure: no clock, no socket.</summary>
public interface IReplaySession : IDisposable
{
    /// <summary>What comes before the client has said anything.</summary>
    IReadOnlyList<ReplayStep> Start();

    /// <summary>Takes bytes of the client, however they are cut.</summary>
    IReadOnlyList<ReplayStep> Receive(ReadOnlyMemory<byte> chunk);

    /// <summary>The client sends nothing more.</summary>
    IReadOnlyList<ReplayStep> ClientEnded();
}
