using Harness.Schema.Model;
using Harness.Schema.Qapi.Check;
using Harness.Schema.Source;

namespace Harness.Schema.Qapi.Resolve;

/// <summary>Members with their types; what cannot be resolved is reported and left out.</summary>
internal sealed class MemberResolver(TypeTable types, List<Diagnostic> diagnostics)
{
    public IReadOnlyList<Member> Members(IReadOnlyList<MemberSyntax> members, Documentation documentation)
    {
        List<Member> result = [];
        foreach (MemberSyntax member in members)
        {
            if (Named(result, member.Name) is { } first)
            {
                diagnostics.Add(ResolveRules.Collision.At(member.Span, $"member '{member.Name}' collides with member '{first.Name}'", first.Span));
            }
            else if (Find(member.Type, $"member '{member.Name}'") is { } type)
            {
                string text = Resolver.Text(documentation, SectionKind.Member, member.Name);
                result.Add(new Member(member.Name, type, member.Optional, member.Span, member.If, Resolver.Features(member.Features, documentation), text));
            }
        }

        return result;
    }

    /// <summary>The member of that name, as the language compares names.</summary>
    public static Member? Named(IReadOnlyList<Member> members, string name)
    {
        foreach (Member member in members)
        {
            if (MemberName.Same(member.Name, name))
            {
                return member;
            }
        }

        return null;
    }

    /// <summary>The type; null, and reported, when there is none of that name.</summary>
    /// <param name="user">What uses it, as a message calls it.</param>
    public SchemaType? Find(TypeSyntax syntax, string user)
    {
        if (syntax.Inline is { } inline)
        {
            return new ObjectType(syntax.Name, null) { Members = Members(inline, Documentation.None) };
        }

        SchemaType? type = types.Find(syntax);
        if (type is null)
        {
            diagnostics.Add(ResolveRules.UnknownType.At(syntax.Span, $"{user} uses unknown type '{syntax.Name}'"));
        }

        return type;
    }
}
