using Harness.Cases.Run;
using Harness.Fuzz.Generate;
using Harness.Fuzz.Input;
using Harness.Fuzz.Oracles;
using Harness.Fuzz.Play;

namespace Harness.Fuzz;

/// <summary>
/// Makes and plays cases, one at a time. A peer that costs nothing is fresh for each case; a program is kept for many, until it dies or
/// breaks an oracle, since whatever it shows must show again on a fresh one.
/// </summary>
internal sealed class FuzzWorker(FuzzMaterial material, IReadOnlyList<FuzzPhase> phases) : IAsyncDisposable
{
    private const int CasesOfAProgram = 5000;

    private readonly FuzzSetting _setting = material.Setting;
    private readonly CaseGenerator _generator = new(material, phases);
    private IPeer? _peer;
    private int _played;

    public CasePlayer Player { get; } = new(material.Setting);

    /// <summary>Sum of the digests of the cases made.</summary>
    public ulong Digest { get; private set; }

    public long Cases { get; private set; }

    /// <summary>Peers started anew because the one before had died or broken an oracle.</summary>
    public int Restarts { get; private set; }

    public async ValueTask<(FuzzCase Case, Breach? Breach)> PlayAsync(long number, CancellationToken cancel)
    {
        FuzzCase fuzzCase = _generator.Make(number);
        Digest = unchecked(Digest + fuzzCase.Digest());
        Cases++;
        bool fresh = _setting.Target.FreshForEachCase;
        if (fresh || _peer is null || _played++ >= CasesOfAProgram)
        {
            await RenewAsync(fuzzCase.Machine, cancel).ConfigureAwait(false);
        }

        Breach? breach = await PlayAsync(fuzzCase, cancel).ConfigureAwait(false);
        if (fresh || breach is { LeavesDoubt: true } || _peer!.Death is not null)
        {
            Restarts += fresh ? 0 : 1;
            await DisposeAsync().ConfigureAwait(false);
        }

        return (fuzzCase, breach);
    }

    /// <summary>Plays a case on a peer of its own.</summary>
    public async ValueTask<Breach?> PlayFreshAsync(FuzzCase fuzzCase, CancellationToken cancel)
    {
        await RenewAsync(fuzzCase.Machine, cancel).ConfigureAwait(false);
        Breach? breach = await PlayAsync(fuzzCase, cancel).ConfigureAwait(false);
        await DisposeAsync().ConfigureAwait(false);
        return breach;
    }

    public async ValueTask DisposeAsync()
    {
        IPeer? peer = _peer;
        _peer = null;
        _played = 0;
        if (peer is not null)
        {
            await peer.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>A peer that cannot be connected to because it died is a crash; one that never could is not measured.</summary>
    private async ValueTask<Breach?> PlayAsync(FuzzCase fuzzCase, CancellationToken cancel)
    {
        try
        {
            return await Player.PlayAsync(fuzzCase, _peer!, cancel).ConfigureAwait(false);
        }
        catch (TargetUnavailableException e) when (_peer!.Death is not null)
        {
            return new Breach(Oracle.Crash, "session", "ended", fuzzCase.Steps.Count - 1, e.Message);
        }
    }

    private async ValueTask RenewAsync(MachineReference machine, CancellationToken cancel)
    {
        await DisposeAsync().ConfigureAwait(false);
        _peer = await _setting.Target.StartAsync(machine, cancel).ConfigureAwait(false);
    }
}
