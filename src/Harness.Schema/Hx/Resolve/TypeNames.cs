using System.Globalization;
using System.Text.RegularExpressions;

using Harness.Schema.Model;

namespace Harness.Schema.Hx.Resolve;

/// <summary>Names for the types that a document describes and does not name, such as the QAPI language allows.</summary>
internal sealed partial class TypeNames
{
    private readonly Dictionary<string, SchemaType> _types = new(StringComparer.Ordinal);
    private readonly List<SchemaType> _inOrder = [];

    /// <summary>In the order in which they were made.</summary>
    public IReadOnlyList<SchemaType> All => _inOrder;

    /// <summary>A name of capitalised words that no type has: <c>query-block</c> and <c>inserted</c> give <c>QueryBlockInserted</c>.</summary>
    public string Free(params IEnumerable<string> words)
    {
        string name = string.Concat(words.SelectMany(w => w.Split('-', '_', '.', ' ')).Where(w => w.Length > 0).Select(Capitalise));
        name = name.EndsWith("List", StringComparison.Ordinal) ? $"{name}Items" : name;
        string free = name;
        for (int n = 2; _types.ContainsKey(free); n++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{name}{n}");
        }

        return free;
    }

    public void Add(SchemaType type)
    {
        _types.Add(type.Name, type);
        _inOrder.Add(type);
    }

    /// <summary>An enumeration of that name and these values, when there is one.</summary>
    public EnumType? Enum(string name, IReadOnlyList<string> values) =>
        _types.GetValueOrDefault(name) is EnumType found && found.Values.Select(v => v.Name).SequenceEqual(values) ? found : null;

    /// <summary>True for a value that an enumeration of the QAPI language can have.</summary>
    public static bool CanBeValue(string value) => ValueName().IsMatch(value);

    /// <summary>True for a name that a member can have there.</summary>
    public static bool CanBeMember(string name) => MemberName().IsMatch(name);

    private static string Capitalise(string word)
    {
        bool shouts = word.All(c => !char.IsAsciiLetterLower(c));
        return char.ToUpperInvariant(word[0]) + (shouts ? word[1..].ToLowerInvariant() : word[1..]);
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9_-]*$")]
    private static partial Regex ValueName();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]*$")]
    private static partial Regex MemberName();
}
