using Harness.Cases.Run;

namespace Harness.Cases.Baseline;

/// <summary>The expected fails of a known target, by case id. Everything else is expected to pass.</summary>
public sealed class ExpectedResults
{
    private readonly SortedDictionary<string, BaselineEntry> _entries = new(StringComparer.Ordinal);

    public ExpectedResults(string target, IEnumerable<BaselineEntry> entries, IReadOnlyList<FlakyEntry>? flaky = null)
    {
        Target = target;
        Flaky = flaky ?? [];
        foreach (BaselineEntry entry in entries)
        {
            _entries.Add(entry.Id, entry);
        }
    }

    public static ExpectedResults None { get; } = new("", []);

    /// <summary>What the entries are about, for people: <c>QEMU 7.2.22, machine none</c>.</summary>
    public string Target { get; }

    /// <summary>In the order of their ids.</summary>
    public IReadOnlyCollection<BaselineEntry> Entries => _entries.Values;

    /// <summary>Fails that come and go, in the order of the file.</summary>
    public IReadOnlyList<FlakyEntry> Flaky { get; }

    /// <summary>The entry that makes a result worth a second try; null for one that stands.</summary>
    /// <param name="today">The day that decides about expiry.</param>
    public FlakyEntry? FlakyOf(CaseResult result, DateOnly today) => Flaky.FirstOrDefault(f => f.Excuses(result, today));

    /// <summary>A fail that an entry in force expects becomes known, with the entry's reason; anything else stays as it is.</summary>
    /// <param name="today">The day that decides about expiry.</param>
    public CaseResult Apply(CaseResult result, DateOnly today)
    {
        if (result.Verdict != Verdict.Fail || !_entries.TryGetValue(result.Id, out BaselineEntry? entry))
        {
            return result;
        }

        return entry.Expires is { } day && today >= day
            ? result with { Reason = $"{result.Reason} (its baseline entry expired on {day:yyyy-MM-dd})" }
            : result with { Verdict = Verdict.Known, Reason = entry.Reason };
    }

    /// <summary>Cases that failed although they have an entry: its day has come.</summary>
    /// <param name="today">The day that decides about expiry.</param>
    public IReadOnlyList<string> Expired(IEnumerable<CaseResult> results, DateOnly today) =>
        [.. results.Where(r => r.Verdict == Verdict.Fail && _entries.TryGetValue(r.Id, out BaselineEntry? entry) && today >= entry.Expires).Select(r => r.Id)];

    /// <summary>Entries that no longer hold: the case passed, or there is no such case.</summary>
    /// <param name="exists">Whether there is a case of that id, selected or not.</param>
    public IReadOnlyList<string> Stale(IEnumerable<CaseResult> results, Func<string, bool> exists)
    {
        HashSet<string> passed = [.. results.Where(r => r.Verdict == Verdict.Pass).Select(r => r.Id)];
        return [.. _entries.Keys.Where(id => passed.Contains(id) || !exists(id))];
    }

    /// <summary>The baseline that these results would need: reasons and days of entries that still fail are kept, entries of cases that did not run stay.</summary>
    public ExpectedResults Update(IEnumerable<CaseResult> results, Func<string, bool> exists)
    {
        SortedDictionary<string, BaselineEntry> updated = new(StringComparer.Ordinal);
        foreach (BaselineEntry entry in _entries.Values.Where(e => exists(e.Id)))
        {
            updated[entry.Id] = entry;
        }

        foreach (CaseResult result in results)
        {
            if (result.Verdict == Verdict.Pass)
            {
                updated.Remove(result.Id);
            }
            else if (result.Verdict is Verdict.Fail && !updated.ContainsKey(result.Id))
            {
                updated[result.Id] = new BaselineEntry(result.Id, $"{BaselineFile.Unexplained}: {result.Reason}", null);
            }
        }

        return new ExpectedResults(Target, updated.Values, Flaky);
    }
}
