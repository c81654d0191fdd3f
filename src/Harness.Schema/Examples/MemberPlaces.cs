using Harness.Schema.Examples.Json;
using Harness.Schema.Model;

namespace Harness.Schema.Examples;

/// <summary>Where a member is documented that stands at another place of a message.</summary>
internal static class MemberPlaces
{
    /// <summary>A member of an object around the innermost one, which has this name and is missing there.</summary>
    /// <param name="enclosing">The objects that the member stands in, outermost first.</param>
    public static Member? Outside(string name, IReadOnlyList<(ObjectType Type, ExampleValue.Object Value)> enclosing)
    {
        for (int i = enclosing.Count - 2; i >= 0; i--)
        {
            if (enclosing[i].Value.Member(name) is null && enclosing[i].Type.AllMembers.FirstOrDefault(m => m.Name == name) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>A member of this name one level deeper, and the member that it belongs to.</summary>
    public static (Member Member, string Owner)? Inside(string name, IReadOnlyList<Member> known)
    {
        foreach (Member owner in known)
        {
            SchemaType type = owner.Type is ArrayType array ? array.Element : owner.Type;
            if (type is ObjectType inner && inner.AllMembers.FirstOrDefault(m => m.Name == name) is { } found)
            {
                return (found, owner.Name);
            }
        }

        return null;
    }
}
