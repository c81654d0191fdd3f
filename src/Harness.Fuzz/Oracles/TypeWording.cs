using System.Text.RegularExpressions;

using Harness.Schema.Model;

namespace Harness.Fuzz.Oracles;

/// <summary>
/// The descriptions with which servers refuse arguments for their type. Descriptions are not specified, so this only ever finds
/// what a server says by itself: one that words it otherwise is not accused, nor one that speaks of what the schema leaves open.
/// One instance a thread.
/// </summary>
internal sealed partial class TypeWording
{
    private readonly Dictionary<ObjectType, Reach> _known = [];

    /// <summary>The argument, as the server calls it, that is refused for its type; null where the description says something else.</summary>
    public string? Argument(string description, ObjectType arguments)
    {
        Match match = Wordings().Match(description);
        if (!match.Success)
        {
            return null;
        }

        string name = match.Groups["name"].Value;
        Reach reach = ReachOf(arguments);
        bool meant = reach.Names.Contains(Last(name)) || (reach.IsClosed && description.EndsWith("is unexpected", StringComparison.Ordinal));
        return meant ? name : null;
    }

    /// <summary>The member that a path ends with: servers name an inner member with or without its path.</summary>
    private static string Last(string path)
    {
        string last = path[(path.LastIndexOf('.') + 1)..];
        return last.Split('[')[0];
    }

    private Reach ReachOf(ObjectType arguments)
    {
        if (!_known.TryGetValue(arguments, out Reach? reach))
        {
            reach = new Reach();
            reach.Add(arguments);
            _known.Add(arguments, reach);
        }

        return reach;
    }

    [GeneratedRegex(@"^(Invalid parameter type for '(?<name>[^']*)', expected: |Parameter '(?<name>[^']*)' (is missing|is unexpected|does not accept value|expects u?int(8|16|32|64)?(_t)?$))", RegexOptions.CultureInvariant)]
    private static partial Regex Wordings();

    /// <summary>What can stand in the arguments of a command.</summary>
    private sealed class Reach
    {
        private readonly HashSet<SchemaType> _seen = [];

        /// <summary>Of members, at any depth.</summary>
        public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

        /// <summary>False where members may have any name somewhere.</summary>
        public bool IsClosed { get; private set; } = true;

        public void Add(SchemaType type)
        {
            if (!_seen.Add(type))
            {
                return;
            }

            switch (type)
            {
                case BuiltinType { Kind: BuiltinKind.Any }:
                    IsClosed = false;
                    break;
                case ArrayType array:
                    Add(array.Element);
                    break;
                case AlternateType alternate:
                    Array.ForEach([.. alternate.Arms], a => Add(a.Type));
                    break;
                case ObjectType members:
                    AddMembers(members);
                    break;
                default:
                    break;
            }
        }

        private void AddMembers(ObjectType type)
        {
            IsClosed &= !type.IsOpen;
            foreach (Member member in type.AllMembers)
            {
                Names.Add(member.Name);
                Add(member.Type);
            }

            foreach (Branch branch in type.Variants?.Branches ?? [])
            {
                Add(branch.Type);
            }
        }
    }
}
