using Harness.Schema.Source;

namespace Harness.Schema.Hx.Prose;

/// <summary>
/// Bullets to a tree. Where bullets are indented differently that decides. Where the document lost its indentation these do, in
/// this order: sentences that name whose members follow; a colon at the end of a bullet; where the examples have the member; and
/// last, that a name stands only once in an object and that groups named alike (<c>io_range</c>, <c>memory_range</c>) are siblings.
/// </summary>
internal sealed class NestingReader
{
    private readonly string _path;
    private readonly bool _indented;
    private readonly ExampleEvidence _evidence;
    private readonly IReadOnlySet<string> _top;
    private readonly DocumentedMember _root;

    /// <summary>What is open, innermost last, each with the indentation of its bullet.</summary>
    private readonly List<(DocumentedMember Member, int Indent)> _open = [];

    private NestingReader(string path, IReadOnlyList<ProseItem> items, ExampleEvidence evidence, IReadOnlySet<string> top, TypePhrase root, SourceSpan place)
    {
        _path = path;
        _indented = items.Where(i => i is ProseItem.Bullet or ProseItem.LeadIn { Kind: LeadKind.Array }).Select(i => i.Indent).Distinct().Count() > 1;
        _evidence = evidence;
        _top = top;
        _root = new DocumentedMember("", place, null, root, null);
        _open.Add((_root, 0));
    }

    /// <param name="top">Names that belong to the value itself wherever they stand: the arguments of the table.</param>
    /// <param name="root">What the text says of the value itself.</param>
    /// <param name="place">Where the value is spoken of.</param>
    public static DocumentedMember Read(
        string path, IReadOnlyList<ProseItem> items, ExampleEvidence evidence, IReadOnlySet<string> top, TypePhrase root, SourceSpan place)
    {
        NestingReader reader = new(path, items, evidence, top, root, place);
        for (int i = 0; i < items.Count; i++)
        {
            if (items[i] is ProseItem.LeadIn leadIn)
            {
                reader.Take(leadIn, isFirst: i == 0);
            }
            else if (items[i] is ProseItem.Bullet { Name: not null } bullet)
            {
                reader.Take(bullet);
            }
        }

        return reader._root;
    }

    private void Take(ProseItem.LeadIn leadIn, bool isFirst)
    {
        switch (leadIn.Kind)
        {
            case LeadKind.Array:
                CloseTo(_root);
                DocumentedMember array = new(leadIn.Subject, leadIn.Text.Span(0, leadIn.Subject.Length), null, new TypePhrase([], ValueList.None, false, null, false, null), _root) { IsArrayByLeadIn = true };
                _root.LastForm.Members.Add(array);
                _open.Add((array, leadIn.Indent));
                break;
            case LeadKind.Variant:
                OpenVariant(leadIn.Subject, leadIn.Value, leadIn.Indent);
                break;
            case LeadKind.Group when !isFirst:
                DocumentedMember owner = Owner(leadIn.Subject);
                CloseTo(owner);

                // Its bullets may stand as far left as the sentence does.
                _open[^1] = (owner, 0);
                owner.Forms.Add(new DocumentedForm(null, null));
                break;
            default:
                break;
        }
    }

    private void Take(ProseItem.Bullet bullet)
    {
        TypePhrase phrase = TypePhraseReader.Read(_path, bullet);
        DocumentedMember parent = _indented ? ParentByIndent(bullet) : ParentByEvidence(bullet);
        CloseTo(parent);
        DocumentedMember member = new(bullet.Name!, bullet.NameSpan, bullet, phrase, parent);
        parent.LastForm.Members.Add(member);
        if (_indented || bullet.Opens)
        {
            _open.Add((member, bullet.Indent));
        }

        if (VariantPhrase.AtEnd(bullet.Text.Text) is { } variant)
        {
            OpenVariant(variant.Tag, variant.Value, bullet.Indent + 1);
        }
    }

    /// <summary>A new form of the innermost member that has one for the same tag, or of the innermost at all.</summary>
    private void OpenVariant(string tag, string value, int indent)
    {
        if (_indented)
        {
            while (_open.Count > 1 && _open[^1].Indent >= indent)
            {
                _open.RemoveAt(_open.Count - 1);
            }
        }
        else if (_open.FindLastIndex(o => o.Member.Forms.Any(f => f.Tag == tag)) is int found and > 0)
        {
            CloseTo(_open[found].Member);
        }

        _open[^1].Member.Forms.Add(new DocumentedForm(tag, value));
    }

    /// <summary>The described member that a sentence speaks of; the value itself when it speaks of none.</summary>
    private DocumentedMember Owner(string subject)
    {
        DocumentedMember? best = null;
        int bestFit = 0;
        foreach (DocumentedMember member in _root.Descendants)
        {
            int fit = LeadSubject.Fit(subject, member.Name);
            if (fit > 0 && fit >= bestFit)
            {
                (best, bestFit) = (member, fit);
            }
        }

        return best ?? _root;
    }

    private void CloseTo(DocumentedMember member)
    {
        while (_open.Count > 0 && _open[^1].Member != member)
        {
            _open.RemoveAt(_open.Count - 1);
        }

        if (_open.Count == 0)
        {
            for (DocumentedMember? m = member; m is not null; m = m.Parent)
            {
                _open.Insert(0, (m, m.Bullet?.Indent ?? 0));
            }
        }
    }

    private DocumentedMember ParentByIndent(ProseItem.Bullet bullet)
    {
        int level = _open.Count - 1;
        while (level > 0 && _open[level].Indent >= bullet.Indent)
        {
            level--;
        }

        return _open[level].Member;
    }

    private DocumentedMember ParentByEvidence(ProseItem.Bullet bullet)
    {
        string name = bullet.Name!;
        List<DocumentedMember> levels = [.. _open.Select(o => o.Member).Reverse()];
        DocumentedMember inner = levels[0];
        if (_top.Contains(name) && !Knows(_root, name) && !(inner != _root && _evidence.Has(inner.Path, name)))
        {
            return _root;
        }

        if (levels.FirstOrDefault(l => !Knows(l, name) && _evidence.Has(l.Path, name)) is { } shown)
        {
            return shown;
        }

        while (inner.Parent is not null && (Knows(inner, name) || IsSiblingGroup(inner, bullet) || IsComplete(inner)))
        {
            inner = inner.Parent;
        }

        return inner;
    }

    private static bool Knows(DocumentedMember owner, string name) => owner.Forms.Count > 0 && owner.LastForm.Member(name) is not null;

    private static bool IsSiblingGroup(DocumentedMember group, ProseItem.Bullet bullet) =>
        bullet.Opens && group.Members.Any() && LastWord(group.Name) == LastWord(bullet.Name!) && LastWord(group.Name) != group.Name;

    /// <summary>A sibling named alike has the same members already: nothing more is to come.</summary>
    private static bool IsComplete(DocumentedMember group) =>
        group.LastForm.Members.Count > 0 && group.Parent!.Members.Any(s => s != group
            && LastWord(s.Name) == LastWord(group.Name)
            && LastWord(s.Name) != s.Name
            && s.Members.Select(m => m.Name).SequenceEqual(group.LastForm.Members.Select(m => m.Name)));

    private static string LastWord(string name) => name[(name.LastIndexOfAny(['-', '_']) + 1)..];
}
