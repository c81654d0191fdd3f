namespace Harness.Cases.Language;

/// <summary>What somebody who misspelt a word may have meant.</summary>
internal static class NearestWord
{
    /// <summary>The end of a message: <c>; did you mean 'x'?</c>, or all words where none is near.</summary>
    public static string Advice(string word, IEnumerable<string> known)
    {
        string[] words = [.. known];
        string? nearest = words.Where(w => Distance(word, w) <= Math.Max(2, w.Length / 3)).MinBy(w => Distance(word, w));
        return nearest is null ? $"; there is {string.Join(", ", words)}" : $"; did you mean '{nearest}'?";
    }

    /// <summary>Levenshtein distance, case-insensitive. A long word is far from everything.</summary>
    private static int Distance(string a, string b)
    {
        if (a.Length > 40)
        {
            return a.Length;
        }

        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replace = diagonal + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replace, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
