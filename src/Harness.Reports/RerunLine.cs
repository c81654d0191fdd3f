using System.Text;

namespace Harness.Reports;

/// <summary>The command line that repeats one case of a run: that of the run, without what chose its cases and its reports.</summary>
public static class RerunLine
{
    private static readonly string[] WithValue =
        ["--run", "--skip", "--shard", "--report", "--report-dir", "--rerun-failed", "--min-cases", "--format", "-j", "--jobs"];

    private static readonly string[] Alone = ["--fail-fast", "-q", "--quiet", "-v", "--verbose", "--no-color", "--update-baseline"];

    public static string Of(string reproduce, string id) => $"{Prefix(reproduce)} -v --run {(id.All(c => char.IsAsciiLetterOrDigit(c) || "-_./:".Contains(c, StringComparison.Ordinal)) ? id : $"'{id.Replace("'", "'\\''", StringComparison.Ordinal)}'")}";

    /// <summary>All that is the same for every case.</summary>
    public static string Prefix(string reproduce)
    {
        List<string> kept = [];
        bool isValue = false;
        foreach (string word in Words(reproduce))
        {
            if (isValue)
            {
                isValue = false;
            }
            else if (WithValue.Contains(word))
            {
                isValue = true;
            }
            else if (!Alone.Contains(word) && !WithValue.Any(w => word.StartsWith(w + "=", StringComparison.Ordinal)))
            {
                kept.Add(word);
            }
        }

        return string.Join(' ', kept);
    }

    /// <summary>The words of a shell, each as it stands there, quotes kept.</summary>
    private static IEnumerable<string> Words(string line)
    {
        StringBuilder word = new();
        bool isQuoted = false;
        foreach (char c in line)
        {
            isQuoted ^= c == '\'';
            if (c == ' ' && !isQuoted)
            {
                yield return word.ToString();
                word.Clear();
            }
            else
            {
                word.Append(c);
            }
        }

        yield return word.ToString();
    }
}
