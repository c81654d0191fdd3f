using System.Globalization;
using System.Text;

namespace Harness.Cases.Run;

/// <summary>One of <paramref name="Count"/> disjoint parts of all cases, chosen by a hash of the id: independent of selection, order and machine.</summary>
/// <param name="Index">1-based.</param>
public readonly record struct Shard(int Index, int Count)
{
    /// <summary>Reads <c>i/n</c> with 1 ≤ i ≤ n ≤ 100,000; null for anything else.</summary>
    public static Shard? Parse(string text)
    {
        string[] parts = text.Split('/');
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            && index >= 1 && index <= count && count <= 100_000
            ? new Shard(index, count)
            : null;
    }

    public bool Holds(string id) => Hash(id) % (ulong)Count == (ulong)(Index - 1);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Index}/{Count}");

    /// <summary>FNV-1a over UTF-8, folded once more: permanent, since workers on different machines must agree.</summary>
    private static ulong Hash(string id)
    {
        ulong hash = 14695981039346656037;
        foreach (byte b in Encoding.UTF8.GetBytes(id))
        {
            hash = unchecked((hash ^ b) * 1099511628211);
        }

        return hash ^ (hash >> 32);
    }
}
