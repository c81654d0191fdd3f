namespace Harness.Cases.Verify;

/// <summary>Names that patterns have bound, with the JSON text of their values.</summary>
internal static class Bindings
{
    public static Dictionary<string, string> Copy(Dictionary<string, string> bound) => new(bound, StringComparer.Ordinal);

    public static void Overwrite(Dictionary<string, string> bound, Dictionary<string, string> found)
    {
        foreach ((string name, string value) in found)
        {
            bound[name] = value;
        }
    }
}
