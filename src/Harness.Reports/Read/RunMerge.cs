using System.Globalization;

using Harness.Cases.Run;

namespace Harness.Reports.Read;

/// <summary>Shards of one run put together again: what comes out is what the whole run would have reported, in its order.</summary>
public static class RunMerge
{
    /// <param name="files">At least one.</param>
    /// <exception cref="FormatException">They are not all shards of one run, each once; the message names the one concerned.</exception>
    public static CollectedRun Merge(IReadOnlyList<RunFile> files)
    {
        RunFile first = files[0];
        foreach (RunFile file in files)
        {
            RefuseOther(first, file);
        }

        RefuseIncompleteSet(files);
        RefuseDoubledCases(files);
        return Join(files);
    }

    private static void RefuseOther(RunFile first, RunFile file)
    {
        RunEvent.Started a = first.Run.Started!;
        RunEvent.Started b = file.Run.Started!;
        (string What, string First, string Other)[] members =
        [
            ("schema digest", a.Digest, b.Digest),
            ("target", a.Target, b.Target),
            ("tool", a.Tool, b.Tool),
            ("seed", a.Seed.ToString(CultureInfo.InvariantCulture), b.Seed.ToString(CultureInfo.InvariantCulture)),
        ];
        foreach ((string what, string mine, string other) in members.Where(m => m.First != m.Other))
        {
            throw new FormatException($"not shards of one run: the {what} of {first.Name} is '{mine}', of {file.Name} '{other}'");
        }
    }

    private static void RefuseIncompleteSet(IReadOnlyList<RunFile> files)
    {
        if (files is [{ Run.Started.Shard: null }])
        {
            return;
        }

        Dictionary<Shard, RunFile> byShard = [];
        foreach (RunFile file in files)
        {
            Shard shard = Shard.Parse(file.Run.Started!.Shard ?? "") ?? throw new FormatException($"{file.Name} is no shard (it was not run with --shard), and cannot be merged with others");
            if (!byShard.TryAdd(shard, file))
            {
                throw new FormatException($"shard {shard} is there twice: {byShard[shard].Name} and {file.Name}");
            }
        }

        int count = byShard.Keys.First().Count;
        if (byShard.FirstOrDefault(s => s.Key.Count != count) is { Value: { } odd })
        {
            throw new FormatException($"{files[0].Name} is shard {files[0].Run.Started!.Shard}, {odd.Name} is {odd.Run.Started!.Shard}: not parts of one whole");
        }

        string[] missing = [.. Enumerable.Range(1, count).Select(i => new Shard(i, count)).Where(s => !byShard.ContainsKey(s)).Select(s => s.ToString())];
        if (missing.Length > 0)
        {
            throw new FormatException($"missing {(missing.Length == 1 ? "shard" : "shards")} {string.Join(", ", missing.Take(20))}{(missing.Length > 20 ? $" and {missing.Length - 20} more" : "")}");
        }
    }

    private static void RefuseDoubledCases(IReadOnlyList<RunFile> files)
    {
        Dictionary<string, string> seen = new(StringComparer.Ordinal);
        foreach ((string id, string name) in files.SelectMany(f => f.Run.Results.Select(r => (r.Id, f.Name))))
        {
            if (!seen.TryAdd(id, name))
            {
                throw new FormatException($"case {id} is there twice: in {seen[id]} and in {name}");
            }
        }
    }

    private static CollectedRun Join(IReadOnlyList<RunFile> files)
    {
        RunEvent.Started first = files[0].Run.Started!;
        CollectedRun run = new();
        run.Take(first with { Shard = null, Selected = files.Sum(f => f.Run.Started!.Selected), Reproduce = WithoutShard(first) });
        foreach (CaseResult result in files.SelectMany(f => f.Run.Results).OrderBy(r => r.Kind).ThenBy(r => r.Origin?.Ordinal ?? int.MaxValue).ThenBy(r => r.Id, StringComparer.Ordinal))
        {
            run.Take(new RunEvent.Finished(result));
        }

        string[] troubles = [.. files.Where(f => f.Run.Trouble is not null).Select(f => $"{(f.Run.Started!.Shard is { } shard ? $"shard {shard}" : f.Name)}: {f.Run.Trouble}")];
        run.Take(new RunEvent.Ended(
            run.Counts,
            files.Max(f => f.Run.Elapsed),
            troubles.Length == 0,
            troubles.Length == 0 ? null : string.Join("; ", troubles),
            [.. files.SelectMany(f => f.Run.Stale).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]));
        return run;
    }

    private static string WithoutShard(RunEvent.Started started) =>
        started.Shard is null ? started.Reproduce : started.Reproduce.Replace($" --shard {started.Shard}", "", StringComparison.Ordinal);
}
