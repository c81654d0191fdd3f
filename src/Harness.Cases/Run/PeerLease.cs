using Harness.Cases.Compile;
using Harness.Cases.Language;

namespace Harness.Cases.Run;

/// <summary>
/// A worker's peer. Where the target wants it so, each case gets a fresh one; elsewhere it is kept while the cases so far only
/// read and passed, since then the next finds it as a fresh one would be.
/// </summary>
internal sealed class PeerLease(ITarget target) : IAsyncDisposable
{
    private IPeer? _peer;
    private MachineReference? _machine;

    public async ValueTask<IPeer> GetAsync(MachineReference machine, CancellationToken cancel)
    {
        if (_peer is not null && _machine != machine)
        {
            await DisposeAsync();
        }

        _peer ??= await target.StartAsync(machine, cancel);
        _machine = machine;
        return _peer;
    }

    public async ValueTask ReturnAsync(Script script, Verdict verdict)
    {
        bool untouched = verdict == Verdict.Pass && (script.Safety == SafetyClass.Read || script.Kind == CaseKind.Args);
        if (_peer?.Death is not null || (target.StartsFresh && (target.FreshForEachCase || !untouched)))
        {
            await DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        IPeer? peer = _peer;
        _peer = null;
        if (peer is not null)
        {
            await peer.DisposeAsync();
        }
    }
}
