using Harness.Schema.Hx.Prose;
using Harness.Schema.Model;

namespace Harness.Schema.Hx.Resolve;

/// <summary>
/// Objects of several forms to unions: forms told apart by a member with a fixed value, and a member whose form the value of its
/// neighbour selects. Forms that nothing tells apart become one object in which what only some have is optional.
/// </summary>
internal sealed class FormResolver(TypeMaker types, TypeNames names)
{
    public void Fill(ObjectType type, DocumentedMember owner)
    {
        if (DependentMember(owner) is { } dependent)
        {
            FillByNeighbour(type, owner, dependent);
        }
        else if (owner.Forms.Count > 1 && FixedTag(owner) is { } tag)
        {
            FillByFixedValue(type, owner, tag);
        }
        else
        {
            type.Members = Merge(owner);
        }
    }

    /// <summary>The member whose forms depend on a member beside it.</summary>
    private static DocumentedMember? DependentMember(DocumentedMember owner) =>
        owner.Members.FirstOrDefault(m => m.Forms.Any(f => f.Tag is { } tag && owner.Members.Any(o => o.Name == tag && o != m)));

    private static string? FixedTag(DocumentedMember owner) =>
        owner.Forms[0].Members.FirstOrDefault(m => owner.Forms.All(f => f.Member(m.Name) is { Phrase: { Fixed: true, Values.Values.Count: 1 } }))?.Name;

    private IReadOnlyList<Member> Merge(DocumentedMember owner)
    {
        IReadOnlyList<Member> members = types.Members(owner.Members);
        bool alike = owner.Forms.All(f => f.Members.Count == 0 || f.Members.Select(m => m.Name).ToHashSet().SetEquals(members.Select(m => m.Name)));
        return owner.Forms.Count == 1 || alike
            ? members
            : [.. members.Select(m => owner.Forms.All(f => f.Members.Count == 0 || f.Member(m.Name) is not null) ? m : m with { Optional = true })];
    }

    private void FillByNeighbour(ObjectType type, DocumentedMember owner, DocumentedMember dependent)
    {
        List<DocumentedForm> forms = [.. dependent.Forms.Where(f => f.TagValue is not null)];
        DocumentedMember tag = owner.Members.First(m => m.Name == forms[0].Tag);
        Member tagMember = types.Describe(tag, TagType(type.Name, tag, [.. forms.Select(f => f.TagValue!)]), optional: false);
        type.Members = [tagMember, .. types.Members(owner.Members.Where(m => m != tag && m != dependent))];
        List<Branch> branches = [];
        foreach (DocumentedForm form in forms)
        {
            ObjectType content = Named(type.Name, form.TagValue!, dependent);
            content.Members = types.Members(form.Members);
            ObjectType wrapper = Named(type.Name, $"{form.TagValue}-{dependent.Name}", dependent);
            wrapper.Members = [types.Describe(dependent, content, dependent.Phrase.Optional)];
            branches.Add(new Branch(form.TagValue!, wrapper, dependent.Span, null));
        }

        type.Variants = new Variants(tagMember, branches);
    }

    private void FillByFixedValue(ObjectType type, DocumentedMember owner, string tagName)
    {
        DocumentedMember tag = owner.Forms[0].Member(tagName)!;
        Member tagMember = types.Describe(tag, TagType(type.Name, tag, [.. owner.Forms.Select(f => f.Member(tagName)!.Phrase.Values.Values[0].Text)]), optional: false);
        List<string> common = [.. owner.Forms[0].Members.Select(m => m.Name).Where(n => n != tagName && owner.Forms.All(f => f.Member(n) is not null))];
        type.Members = [tagMember, .. types.Members(owner.Forms[0].Members.Where(m => common.Contains(m.Name)))];
        List<Branch> branches = [];
        foreach (DocumentedForm form in owner.Forms)
        {
            List<DocumentedMember> own = [.. form.Members.Where(m => m.Name != tagName && !common.Contains(m.Name))];
            if (own.Count > 0)
            {
                string value = form.Member(tagName)!.Phrase.Values.Values[0].Text;
                ObjectType branch = Named(type.Name, value, owner);
                branch.Members = types.Members(own);
                branches.Add(new Branch(value, branch, own[0].Span, null));
            }
        }

        type.Variants = new Variants(tagMember, branches);
    }

    private EnumType TagType(string owner, DocumentedMember tag, IReadOnlyList<string> values)
    {
        string name = names.Free(owner, tag.Name);
        EnumType type = new(
            name,
            types.Define(name, tag),
            [.. values.Distinct(StringComparer.Ordinal).Select(v => new EnumValue(v, tag.Span, null, [], ""))]);
        names.Add(type);
        return type;
    }

    private ObjectType Named(string owner, string word, DocumentedMember member)
    {
        string name = names.Free(owner, word);
        ObjectType type = new(name, types.Define(name, member));
        names.Add(type);
        return type;
    }
}
