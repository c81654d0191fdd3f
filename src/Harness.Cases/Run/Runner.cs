using System.Globalization;

using Harness.Cases.Baseline;
using Harness.Cases.Language;

namespace Harness.Cases.Run;

/// <summary>
/// Runs a plan: several cases at the same time, results reported in the order of the cases. A target that cannot be measured any
/// more ends the run instead of failing every case that is left.
/// </summary>
public sealed class Runner(ITarget target, ICasePlayer player, RunPlan plan, TimeProvider clock, Action<RunEvent> report)
{
    /// <summary>Cases in a row that a working target would have answered, after which there is no point in going on.</summary>
    private const int Patience = 10;

    private readonly CaseResult?[] _results = new CaseResult?[plan.Scripts.Count];
    private readonly DateOnly _today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
    private readonly Lock _lock = new();
    private int _next;
    private int _reported;
    private int _inVain;
    private RunEnding _ending = RunEnding.Complete;
    private string? _why;

    /// <summary>Runs to an end; whatever happens, an <see cref="RunEvent.Ended"/> is reported last.</summary>
    /// <param name="exists">Whether there is a case of that id at all, for stale baseline entries.</param>
    public async Task<RunOutcome> RunAsync(RunEvent.Started started, Func<string, bool> exists, CancellationToken cancel)
    {
        long begin = clock.GetTimestamp();
        report(started);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        int workers = Math.Clamp(plan.Jobs, 1, Math.Max(1, plan.Scripts.Count));
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(() => WorkAsync(stop), CancellationToken.None)));
        if (cancel.IsCancellationRequested)
        {
            (_ending, _why) = (RunEnding.Interrupted, "interrupted");
        }

        ReportTheRest();
        CaseResult[] results = [.. _results.OfType<CaseResult>()];
        RunCounts counts = Count(results);
        IReadOnlyList<string> stale = _ending == RunEnding.Complete ? plan.Baseline.Stale(results, exists) : [];
        report(new RunEvent.Ended(counts, Durations.WholeMicroseconds(clock.GetElapsedTime(begin)), _ending == RunEnding.Complete, _why, stale));
        return new RunOutcome(_ending, _why, counts, stale, results);
    }

    /// <summary>A run that was stopped has cases without a result, and results behind them, the failure that stopped it among these.</summary>
    private void ReportTheRest()
    {
        foreach (CaseResult left in _results.Skip(_reported).OfType<CaseResult>())
        {
            report(new RunEvent.Finished(left));
        }
    }

    private static RunCounts Count(CaseResult[] results)
    {
        int Of(Verdict verdict) => results.Count(r => r.Verdict == verdict);
        return new RunCounts(Of(Verdict.Pass), Of(Verdict.Fail), Of(Verdict.Error), Of(Verdict.Skip), Of(Verdict.Known));
    }

    private async Task WorkAsync(CancellationTokenSource stop)
    {
        await using PeerLease lease = new(target);
        while (!stop.IsCancellationRequested)
        {
            int index = Interlocked.Increment(ref _next) - 1;
            if (index >= plan.Scripts.Count)
            {
                return;
            }

            try
            {
                CaseResult result = await RunOneAsync(plan.Scripts[index], lease, stop.Token);
                result = plan.Baseline.FlakyOf(result, _today) is { } flaky ? await VerifyAloneAsync(plan.Scripts[index], flaky, result, stop.Token) : result;
                Finish(index, plan.Baseline.Apply(result, _today), stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>Plays a case again whose fail is one that comes and goes, on a peer that no other case has used. Failing again, it fails.</summary>
    private async Task<CaseResult> VerifyAloneAsync(Script script, FlakyEntry flaky, CaseResult first, CancellationToken cancel)
    {
        await using PeerLease own = new(target);
        return flaky.Settle(first, await RunOneAsync(script, own, cancel));
    }

    private async Task<CaseResult> RunOneAsync(Script script, PeerLease lease, CancellationToken cancel)
    {
        MachineReference machine = plan.MachineOf(script);
        if (plan.Admission.WhyNot(script, machine) is { } why)
        {
            return new CaseResult(script.Id, script.Kind, script.Command, Verdict.Skip, why, TimeSpan.Zero, []) { Origin = plan.OriginOf(script) };
        }

        long begin = clock.GetTimestamp();
        CaseResult result;
        try
        {
            IPeer peer = await lease.GetAsync(machine, cancel);
            result = await player.PlayAsync(script, target, peer, cancel);
        }
        catch (TargetUnavailableException e)
        {
            result = Trouble(script, e.Message);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A fault of the harness is neither the peer's fail nor a reason to lose the other results.
            result = Trouble(script, $"harness fault: {e.GetType().Name}: {e.Message}");
        }

        await lease.ReturnAsync(script, result.Verdict);
        return result with { Elapsed = Durations.WholeMicroseconds(clock.GetElapsedTime(begin)), Origin = plan.OriginOf(script) };
    }

    private static CaseResult Trouble(Script script, string reason) => new(script.Id, script.Kind, script.Command, Verdict.Error, reason, TimeSpan.Zero, []);

    private void Finish(int index, CaseResult result, CancellationTokenSource stop)
    {
        lock (_lock)
        {
            _results[index] = result;
            while (_reported < _results.Length && _results[_reported] is { } ready)
            {
                report(new RunEvent.Finished(ready));
                _reported++;
            }

            if (plan.FailFast && result.Verdict is Verdict.Fail or Verdict.Error)
            {
                End(RunEnding.FailedFast, $"stopped at the first failure, {result.Id}", stop);
            }

            bool inVain = result.Verdict == Verdict.Error || (result.Verdict == Verdict.Fail && result.Elapsed >= plan.Deadline);
            _inVain = inVain ? _inVain + 1 : result.Verdict == Verdict.Skip ? _inVain : 0;
            if (_inVain >= Patience)
            {
                End(RunEnding.GaveUp, string.Create(CultureInfo.InvariantCulture, $"{Patience} cases in a row found no working target: {result.Reason}"), stop);
            }
        }
    }

    private void End(RunEnding ending, string why, CancellationTokenSource stop)
    {
        if (_ending == RunEnding.Complete)
        {
            (_ending, _why) = (ending, why);
            stop.Cancel();
        }
    }
}
