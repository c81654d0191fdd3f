using System.Text.RegularExpressions;

namespace Harness.Schema.Hx.Prose;

/// <summary>The sentence <c>When "type" is "x":</c>, which makes what follows depend on a member beside it.</summary>
internal static partial class VariantPhrase
{
    public static (string Tag, string Value)? AtEnd(string text)
    {
        Match match = Ending().Match(text);
        return match.Success ? (match.Groups["tag"].Value, match.Groups["value"].Value) : null;
    }

    [GeneratedRegex(@"\bWhen ""(?<tag>[^""]+)"" is ""(?<value>[^""]+)"":$")]
    private static partial Regex Ending();
}
