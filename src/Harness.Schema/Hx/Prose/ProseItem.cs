using Harness.Schema.Source;

namespace Harness.Schema.Hx.Prose;

/// <summary>What stands in a list of members: bullets and the sentences that say whose members follow.</summary>
internal abstract record ProseItem(int Indent)
{
    /// <param name="Name">Null for a bullet without a name.</param>
    /// <param name="Form">How the name is written.</param>
    /// <param name="Text">What follows the name.</param>
    /// <param name="Lines">The same by lines.</param>
    /// <param name="Remarks">Bullets without a name below this one.</param>
    /// <param name="OneOfSeveral">One of several names for what a bullet without a name describes.</param>
    public sealed record Bullet(
        int Indent,
        SourceSpan Span,
        string? Name,
        SourceSpan NameSpan,
        BulletForm Form,
        LineText Text,
        IReadOnlyList<SourceLine> Lines,
        IReadOnlyList<LineText> Remarks,
        bool OneOfSeveral) : ProseItem(Indent)
    {
        /// <summary>Its text ends with a colon: what follows belongs to it.</summary>
        public bool Opens => Text.Text.EndsWith(':');
    }

    public sealed record LeadIn(int Indent, LeadKind Kind, string Subject, string Value, LineText Text) : ProseItem(Indent);
}

[Flags]
internal enum BulletForm
{
    None = 0,
    Quoted = 1,
    HasColon = 2,
    BlankBeforeColon = 4,
    OpeningQuoteMissing = 8,
    ClosingQuoteMissing = 16,
}

internal enum LeadKind
{
    /// <summary>"The PCI device json-object contains the following:" — the subject is the sentence up to its verb.</summary>
    Group,

    /// <summary>"actions array:" — the subject is the name.</summary>
    Array,

    /// <summary>When "type" is "x": — the subject is the member, the value its value.</summary>
    Variant,
}
