using Harness.Schema.Source;

namespace Harness.Schema.Hx.Prose;

/// <summary>A member that the text describes, with those that it says it contains.</summary>
/// <param name="name">Empty for the described value itself.</param>
/// <param name="bullet">Null for the value itself, and for a member that only a sentence introduces.</param>
internal sealed class DocumentedMember(string name, SourceSpan span, ProseItem.Bullet? bullet, TypePhrase phrase, DocumentedMember? parent)
{
    public string Name { get; } = name;

    public SourceSpan Span { get; } = span;

    public ProseItem.Bullet? Bullet { get; } = bullet;

    public TypePhrase Phrase { get; } = phrase;

    public DocumentedMember? Parent { get; private set; } = parent;

    /// <summary>Objects that the value can be. Mostly one; several where the text tells kinds of objects apart.</summary>
    public List<DocumentedForm> Forms { get; } = [];

    /// <summary>A sentence says that it is an array of what follows.</summary>
    public bool IsArrayByLeadIn { get; init; }

    /// <summary>Names from the value itself down, joined by dots, as examples spell the place.</summary>
    public string Path => Parent is null ? "" : Parent.Path.Length == 0 ? Name : $"{Parent.Path}.{Name}";

    public IEnumerable<DocumentedMember> Members => Forms.SelectMany(f => f.Members);

    public DocumentedForm LastForm
    {
        get
        {
            if (Forms.Count == 0)
            {
                Forms.Add(new DocumentedForm(null, null));
            }

            return Forms[^1];
        }
    }

    /// <summary>All members below this one, in source order, parents first.</summary>
    public IEnumerable<DocumentedMember> Descendants => Members.SelectMany(m => m.Descendants.Prepend(m));
}

/// <param name="Tag">The member beside the value whose value selects this form; null where none does.</param>
internal sealed record DocumentedForm(string? Tag, string? TagValue)
{
    public List<DocumentedMember> Members { get; } = [];

    public DocumentedMember? Member(string name) => Members.FirstOrDefault(m => m.Name == name);
}
