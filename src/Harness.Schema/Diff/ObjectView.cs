using Harness.Schema.Model;

namespace Harness.Schema.Diff;

/// <summary>An object type as one set of members, those of union branches included.</summary>
internal sealed class ObjectView
{
    private readonly Dictionary<string, Member> _all = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];
    private readonly ObjectType _type;

    public ObjectView(ObjectType type)
    {
        _type = type;
        foreach (Member member in type.AllMembers)
        {
            Add(member);
        }

        Common = new HashSet<string>(_names, StringComparer.Ordinal);
        foreach (Member member in FromBranches(type))
        {
            Add(member);
        }
    }

    /// <summary>Names of members that do not depend on a tag.</summary>
    public IReadOnlySet<string> Common { get; }

    /// <summary>Names of all members, in source order.</summary>
    public IReadOnlyList<string> Names => _names;

    public string? Tag => _type.Variants?.Tag.Name;

    public IEnumerable<string> TagValues => ((_type.Variants?.Tag.Type as EnumType)?.Values ?? []).Select(v => v.Name);

    /// <summary>The member of that name; one that only some branches have is optional.</summary>
    public Member? Find(string name) => _all.GetValueOrDefault(name);

    /// <summary>What a tag value adds.</summary>
    public ObjectView Branch(string value) => new(_type.Variants?.For(value)?.Type ?? new ObjectType("empty", null));

    private void Add(Member member)
    {
        if (_all.TryAdd(member.Name, member))
        {
            _names.Add(member.Name);
        }
    }

    private static IEnumerable<Member> FromBranches(ObjectType type)
    {
        if (type.Variants is not { } variants)
        {
            yield break;
        }

        int values = ((EnumType)variants.Tag.Type).Values.Count;
        List<Member> members = [.. variants.Branches.Select(b => new ObjectView(b.Type)).SelectMany(v => v.Names.Select(n => v.Find(n)!))];
        foreach (IGrouping<string, Member> same in members.GroupBy(m => m.Name, StringComparer.Ordinal))
        {
            bool always = same.Count() == values && same.All(m => !m.Optional);
            yield return always ? same.First() : same.First() with { Optional = true };
        }
    }
}
