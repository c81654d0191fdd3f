using Harness.Schema.Model;

namespace Harness.Transcripts.Compare;

/// <summary>Types of members by their names, in whatever branch they stand.</summary>
internal static class DocumentedTypes
{
    /// <summary>Null where the type has no such member, or is not known.</summary>
    public static SchemaType? OfMember(SchemaType? type, string name) => type switch
    {
        ObjectType members => members.AllMembers.FirstOrDefault(m => m.Name == name)?.Type
            ?? members.Variants?.Branches.Select(b => OfMember(b.Type, name)).FirstOrDefault(t => t is not null),
        AlternateType alternate => alternate.Arms.Select(a => OfMember(a.Type, name)).FirstOrDefault(t => t is not null),
        _ => null,
    };
}
