using Harness.Cases.Language;

namespace Harness.Cases.Run;

/// <summary>Plays one case on a peer and judges it.</summary>
public interface ICasePlayer
{
    /// <summary>Plays the case on connections of its own, which it closes. What the peer does wrong is the result's verdict, never an exception.</summary>
    Task<CaseResult> PlayAsync(Script script, ITarget target, IPeer peer, CancellationToken cancel);
}
