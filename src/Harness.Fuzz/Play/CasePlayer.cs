using Harness.Cases.Run;
using Harness.Fuzz.Input;
using Harness.Fuzz.Oracles;

namespace Harness.Fuzz.Play;

/// <summary>Plays fuzz cases against a peer and holds each answer against the oracles. Keeps scratch state: one instance a thread.</summary>
public sealed class CasePlayer(FuzzSetting setting)
{
    private readonly RequestReader _reader = new(setting.Schema, setting.Offered);
    private readonly ReplyJudge _judge = new(setting.Schema);
    private readonly StateWatch _watch = new(setting);

    /// <summary>Requests whose replies were judged, those of the fuzzer itself left out.</summary>
    public long Requests { get; private set; }

    /// <summary>What the case has exercised of the schema is noted here.</summary>
    public Coverage Coverage { get; } = new();

    /// <summary>The first oracle that the peer breaks; null for a clean case.</summary>
    /// <exception cref="TargetUnavailableException">The peer cannot be connected to.</exception>
    public async ValueTask<Breach?> PlayAsync(FuzzCase fuzzCase, IPeer peer, CancellationToken cancel)
    {
        CasePlay play = new(setting, peer, _reader, _judge, _watch, Coverage);
        await using (play.ConfigureAwait(false))
        {
            Breach? breach = await play.RunAsync(fuzzCase, cancel).ConfigureAwait(false);
            Requests += play.Requests;
            return breach;
        }
    }
}
