using System.Text.RegularExpressions;

using Harness.Schema.Model;

namespace Harness.Fuzz.Oracles;

/// <summary>
/// The descriptions with which servers refuse arguments for their type. Descriptions are not specified, so this only ever finds
/// what a server says by itself: one that words it otherwise is not accused.
/// </summary>
internal static partial class TypeWording
{
    /// <summary>
    /// The argument that is refused for its type, being there or not; null where the description says something else. What is
    /// missing must be an argument of the command: in a certain state a server may want what no type can ask for.
    /// </summary>
    public static string? Argument(string description, ObjectType arguments)
    {
        Match match = Wordings().Match(description);
        string name = match.Groups["name"].Value;
        bool meant = match.Success && (!description.EndsWith("is missing", StringComparison.Ordinal) || arguments.AllMembers.Any(m => m.Name == name));
        return meant ? name : null;
    }

    [GeneratedRegex(@"^(Invalid parameter type for '(?<name>[^']*)', expected: |Parameter '(?<name>[^']*)' (is missing|is unexpected|does not accept value|expects u?int(8|16|32|64)?(_t)?$)|Invalid parameter '(?<name>[^']*)'$)", RegexOptions.CultureInvariant)]
    private static partial Regex Wordings();
}
