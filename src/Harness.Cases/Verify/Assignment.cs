namespace Harness.Cases.Verify;

/// <summary>Gives each of several wishes a candidate of its own, whatever their order.</summary>
internal static class Assignment
{
    /// <summary>Trials after which the search gives up; a case with that many alternatives is not one that anybody can read.</summary>
    private const int MaxTrials = 100_000;

    /// <summary>Finds one, looking at wishes and candidates in their order; null where there is none.</summary>
    /// <param name="bound">Names bound so far; left as they are.</param>
    /// <param name="fits">Whether a candidate meets a wish; may bind names in the dictionary that it is given.</param>
    /// <param name="chosen">Receives the index of each wish's candidate; null where nobody asks.</param>
    /// <returns>The names bound when all wishes are met.</returns>
    /// <exception cref="InvalidOperationException">Too many alternatives.</exception>
    public static Dictionary<string, string>? Find<TWish, TCandidate>(
        IReadOnlyList<TWish> wishes,
        IReadOnlyList<TCandidate> candidates,
        Dictionary<string, string> bound,
        Func<TWish, TCandidate, Dictionary<string, string>, bool> fits,
        int[]? chosen = null)
    {
        int trials = 0;
        bool[] used = new bool[candidates.Count];
        return Try(0, bound);

        Dictionary<string, string>? Try(int wish, Dictionary<string, string> names)
        {
            if (wish == wishes.Count)
            {
                return names;
            }

            for (int i = 0; i < candidates.Count; i++)
            {
                if (used[i])
                {
                    continue;
                }

                if (++trials > MaxTrials)
                {
                    throw new InvalidOperationException($"more than {MaxTrials} ways to assign {candidates.Count} candidates to {wishes.Count} patterns");
                }

                Dictionary<string, string> attempt = Bindings.Copy(names);
                if (!fits(wishes[wish], candidates[i], attempt))
                {
                    continue;
                }

                used[i] = true;
                if (chosen is not null)
                {
                    chosen[wish] = i;
                }

                if (Try(wish + 1, attempt) is { } found)
                {
                    return found;
                }

                used[i] = false;
            }

            return null;
        }
    }
}
