using Harness.Cases.Run;
using Harness.Fuzz.Findings;
using Harness.Fuzz.Generate;
using Harness.Fuzz.Input;
using Harness.Fuzz.Oracles;
using Harness.Fuzz.Play;
using Harness.Fuzz.Shrink;

namespace Harness.Fuzz;

/// <summary>
/// Plays cases in blocks: within a block in any order by several workers, then its breaches in order of their numbers. So the findings, their
/// order and the case that each is shrunk from do not depend on the number of workers.
/// </summary>
/// <param name="confirm">Plays the script of a finding as anyone would; the verdict must be fail, or error where the peer died.</param>
/// <param name="report">Told everything, on one thread at a time.</param>
public sealed class Fuzzer(FuzzMaterial material, FuzzPlan plan, ICasePlayer confirm, Action<FuzzEvent> report)
{
    private readonly FuzzSetting _setting = material.Setting;
    private readonly Dictionary<string, bool> _known = new(StringComparer.Ordinal);
    private readonly FindingScript _writer = new(material.Setting);
    private readonly long _start = material.Setting.Clock.GetTimestamp();
    private long _repeats;
    private int _findings;
    private int _lost;
    private FuzzWorker[] _workers = [];

    /// <returns>How it ended; <see cref="FuzzEvent.Ended"/> was reported.</returns>
    /// <exception cref="TargetUnavailableException">The target cannot be started or reached.</exception>
    public async Task<FuzzEvent.Ended> RunAsync(CancellationToken cancel)
    {
        _workers = [.. Enumerable.Range(0, plan.Jobs).Select(_ => new FuzzWorker(material, plan.Phases))];
        string? why = null;
        try
        {
            int block = _setting.Target.VirtualTime ? 512 : 64;
            for (long from = 0; why is null; from += block)
            {
                await PlayBlockAsync(from, Math.Min(from + block, plan.Cases ?? long.MaxValue), cancel).ConfigureAwait(false);
                report(new FuzzEvent.Progress(Totals()));
                why = WhyEnd(from + block);
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            why = "interrupted";
        }
        finally
        {
            foreach (FuzzWorker worker in _workers)
            {
                await worker.DisposeAsync().ConfigureAwait(false);
            }
        }

        Coverage coverage = new();
        foreach (FuzzWorker worker in _workers)
        {
            coverage.Add(worker.Player.Coverage);
        }

        FuzzEvent.Ended ended = new(Totals(), coverage, why, cancel.IsCancellationRequested);
        report(ended);
        return ended;
    }

    private string? WhyEnd(long next) =>
        _findings >= plan.MaxFailures ? $"{_findings} findings, as many as --max-failures allows"
        : next >= plan.Cases ? "all cases played"
        : plan.Time is { } time && _setting.Clock.GetElapsedTime(_start) >= time ? "time is up"
        : null;

    private FuzzTotals Totals() => new(
        _workers.Sum(w => w.Cases), _workers.Sum(w => w.Player.Requests), _workers.Aggregate(0UL, (sum, w) => unchecked(sum + w.Digest)),
        _findings, _repeats, _lost, _workers.Sum(w => w.Restarts), _setting.Clock.GetElapsedTime(_start));

    private async Task PlayBlockAsync(long from, long to, CancellationToken cancel)
    {
        (FuzzCase Case, Breach Breach)?[] breaches = new (FuzzCase, Breach)?[to - from];
        long next = from - 1;
        await Task.WhenAll(_workers.Select(worker => Task.Run(
            async () =>
            {
                for (long number = Interlocked.Increment(ref next); number < to; number = Interlocked.Increment(ref next))
                {
                    cancel.ThrowIfCancellationRequested();
                    if (plan.Shard?.Holds(CaseGenerator.IdOf(number, plan.Phases).Id) == false)
                    {
                        continue;
                    }

                    (FuzzCase fuzzCase, Breach? breach) = await worker.PlayAsync(number, cancel).ConfigureAwait(false);
                    breaches[number - from] = breach is null ? null : (fuzzCase, breach);
                }
            },
            cancel))).ConfigureAwait(false);
        foreach ((FuzzCase fuzzCase, Breach breach) in breaches.OfType<(FuzzCase, Breach)>())
        {
            if (_findings < plan.MaxFailures)
            {
                await TakeAsync(fuzzCase, breach, cancel).ConfigureAwait(false);
            }
        }
    }

    private async Task TakeAsync(FuzzCase found, Breach breach, CancellationToken cancel)
    {
        if (_known.TryGetValue(breach.Identity, out bool reproduced))
        {
            _repeats++;
            if (reproduced)
            {
                return;
            }
        }

        string? why = "it did not show again on a fresh peer";
        Shrinker shrinker = new(c => _workers[0].PlayFreshAsync(c, cancel), _setting.Target.VirtualTime ? 400 : 60);
        if (await shrinker.ShrinkAsync(found, breach.Identity).ConfigureAwait(false) is { } shrunk)
        {
            Finding finding = new(shrunk.Breach, found, shrunk.Case, _writer.Write(shrunk.Case, shrunk.Breach));
            why = await WhyNotConfirmedAsync(finding, cancel).ConfigureAwait(false);
            if (why is null)
            {
                _known[breach.Identity] = true;
                _findings++;
                report(new FuzzEvent.Found(finding));
                return;
            }
        }

        // Once is told; what never shows again would otherwise be told each time.
        if (_known.TryAdd(breach.Identity, false))
        {
            _lost++;
            report(new FuzzEvent.NotReproduced(found.Id, breach, why));
        }
    }

    private async Task<string?> WhyNotConfirmedAsync(Finding finding, CancellationToken cancel)
    {
        IPeer peer = await _setting.Target.StartAsync(finding.Shrunk.Machine, cancel).ConfigureAwait(false);
        await using (peer.ConfigureAwait(false))
        {
            CaseResult result = await confirm.PlayAsync(finding.Script, _setting.Target, peer, cancel).ConfigureAwait(false);
            return Rerun.Of(finding.Id, result, peer) == Rerun.Failed ? null : $"its case, played alone, gave {result.Verdict}: {result.Reason}";
        }
    }
}
