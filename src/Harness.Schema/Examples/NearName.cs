namespace Harness.Schema.Examples;

/// <summary>Names that one slip of the pen turns into one another.</summary>
internal static class NearName
{
    private const int MaxLength = 64;

    /// <summary>The candidate that the name most likely stands for; null where none is near. The first wins among equals.</summary>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        string? best = null;
        int bestDistance = int.MaxValue;
        foreach (string candidate in candidates.Where(c => c != name))
        {
            int distance = Distance(name, candidate);
            if (distance < bestDistance && IsNear(name, candidate, distance))
            {
                (best, bestDistance) = (candidate, distance);
            }
        }

        return best;
    }

    /// <summary>Edits, among them swapped neighbours, that turn one into the other; case and the difference of - and _ count nothing.</summary>
    public static int Distance(string first, string second)
    {
        string a = Plain(first);
        string b = Plain(second);
        if (a.Length > MaxLength || b.Length > MaxLength)
        {
            return a == b ? 0 : MaxLength;
        }

        int[,] cost = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                cost[i, j] = Cost(cost, a, b, i, j);
            }
        }

        return cost[a.Length, b.Length];
    }

    private static int Cost(int[,] cost, string a, string b, int i, int j)
    {
        if (i == 0 || j == 0)
        {
            return i + j;
        }

        int same = a[i - 1] == b[j - 1] ? 0 : 1;
        int best = Math.Min(cost[i - 1, j - 1] + same, Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1);
        bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
        return swapped ? Math.Min(best, cost[i - 2, j - 2] + 1) : best;
    }

    /// <summary>One edit in every five characters, in short names one; in names of three or fewer none but case and dashes.</summary>
    private static bool IsNear(string name, string candidate, int distance)
    {
        int length = Math.Min(name.Length, candidate.Length);
        return distance == 0 || (length > 3 && distance <= Math.Max(1, length / 5));
    }

    private static string Plain(string name) => name.Replace('_', '-').ToLowerInvariant();
}
