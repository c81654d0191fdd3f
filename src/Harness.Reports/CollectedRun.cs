using System.Diagnostics;

using Harness.Cases.Run;

namespace Harness.Reports;

/// <summary>The events of a run gathered, for formats that need all of them before they can begin, and for runs read back.</summary>
public sealed class CollectedRun
{
    private readonly List<CaseResult> _results = [];

    public RunEvent.Started? Started { get; private set; }

    public IReadOnlyList<CaseResult> Results => _results;

    public RunEvent.Ended? Ended { get; private set; }

    public IReadOnlyList<string> Stale => Ended?.Stale ?? [];

    /// <summary>Why these are not all results, for people; null for a run that came to its end.</summary>
    public string? Trouble => Ended switch
    {
        null => "the run did not end: these results are incomplete",
        { Complete: false } => $"the run is incomplete: {Ended.Why}",
        _ => null,
    };

    /// <summary>Of the results that are there, whatever the end says.</summary>
    public RunCounts Counts
    {
        get
        {
            int Of(Verdict verdict) => _results.Count(r => r.Verdict == verdict);
            return new RunCounts(Of(Verdict.Pass), Of(Verdict.Fail), Of(Verdict.Error), Of(Verdict.Skip), Of(Verdict.Known));
        }
    }

    /// <summary>Of the end, or all that cases took where there is no end.</summary>
    public TimeSpan Elapsed => Ended?.Elapsed ?? _results.Aggregate(TimeSpan.Zero, (sum, r) => sum + r.Elapsed);

    /// <summary>What a run of several shards, or of all cases, would have reported.</summary>
    public IEnumerable<RunEvent> Events()
    {
        if (Started is not null)
        {
            yield return Started;
        }

        foreach (CaseResult result in _results)
        {
            yield return new RunEvent.Finished(result);
        }

        if (Ended is not null)
        {
            yield return Ended;
        }
    }

    public void Take(RunEvent runEvent)
    {
        switch (runEvent)
        {
            case RunEvent.Started started:
                Started = started;
                break;
            case RunEvent.Finished finished:
                _results.Add(finished.Result);
                break;
            case RunEvent.Ended ended:
                Ended = ended;
                break;
            default:
                throw new UnreachableException(runEvent.GetType().Name);
        }
    }
}
