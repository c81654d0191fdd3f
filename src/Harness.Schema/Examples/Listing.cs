namespace Harness.Schema.Examples;

/// <summary>Names in a message: the first few, quoted.</summary>
internal static class Listing
{
    private const int Most = 6;

    public static string Of(IEnumerable<string> names)
    {
        List<string> all = [.. names];
        string shown = string.Join(", ", all.Take(Most).Select(n => $"'{n}'"));
        return all.Count > Most ? $"{shown} and {all.Count - Most} more" : shown;
    }
}
