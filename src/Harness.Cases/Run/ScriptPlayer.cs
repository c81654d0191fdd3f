using Harness.Cases.Judge;
using Harness.Cases.Language;
using Harness.Cases.Verify;

namespace Harness.Cases.Run;

/// <summary>
/// Plays a script against a peer and says what it showed. Every connection that it opens is closed when it returns, so that the peer
/// can be used for the next script. Keeps no state: one player may play several scripts at the same time.
/// </summary>
/// <param name="types">Holds values against types of the schema, for scripts that ask for it.</param>
public sealed class ScriptPlayer(ITypeJudge types, PlayOptions options) : ICasePlayer
{
    /// <summary>
    /// Plays the script. <em>Fail</em> is what the peer did wrong while it was alive; <em>error</em> is a peer that died or could not be
    /// reached, or a fault of the harness; <em>skip</em> is a target that lacks what the script needs.
    /// </summary>
    /// <param name="peer">In the state that the script's machine describes.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was set.</exception>
    public async Task<CaseResult> PlayAsync(Script script, ITarget target, IPeer peer, CancellationToken cancel)
    {
        long start = options.Clock.GetTimestamp();
        ExchangeLog log = new(options.Clock);
        Shortfall? shortfall = await TryPlayAsync(script, target, peer, log, cancel).ConfigureAwait(false);
        return new CaseResult(
            script.Id,
            script.Kind,
            script.Command,
            shortfall?.Verdict ?? Verdict.Pass,
            shortfall?.Reason,
            options.Clock.GetElapsedTime(start),
            shortfall is null && !options.KeepExchange ? [] : log.Lines,
            shortfall?.Expected,
            shortfall?.Actual);
    }

    private async Task<Shortfall?> TryPlayAsync(Script script, ITarget target, IPeer peer, ExchangeLog log, CancellationToken cancel)
    {
        try
        {
            PatternMatcher matcher = new(types, exactly: script.Command is { } command && target.AnswersExactly(command));
            ScriptPlayerRun run = new(script, target, peer, new ExpectationVerifier(matcher), options, log);
            await using (run.ConfigureAwait(false))
            {
                return await run.PlayAsync(cancel).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is TargetUnavailableException or CannotJudgeException)
        {
            return Shortfall.Error(e.Message);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            // A judge that throws has not judged: that is never "did not fit", and one broken case must not end the run.
            return Shortfall.Error($"the harness failed: {e.GetType().Name}: {e.Message}");
        }
    }
}
