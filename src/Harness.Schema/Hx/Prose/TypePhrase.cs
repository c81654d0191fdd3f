using Harness.Schema.Examples;
using Harness.Schema.Source;

namespace Harness.Schema.Hx.Prose;

internal enum PhraseKind
{
    /// <summary>No word tells the type.</summary>
    None,
    String,
    Integer,
    Number,
    Boolean,
    Null,
    Object,
    Array,

    /// <summary>A type by its name.</summary>
    Named,
}

/// <summary>A place where a text names a type.</summary>
/// <param name="Word">As written.</param>
/// <param name="InBrackets">The place for types; elsewhere a word may just be part of a sentence.</param>
/// <param name="Optional">Said in the same brackets.</param>
internal readonly record struct TypeMention(PhraseKind Kind, string Word, SourceSpan Span, bool InBrackets, bool Optional);

/// <summary>What the text of a bullet says of type and presence.</summary>
/// <param name="Mentions">In source order.</param>
/// <param name="Optional">By the word, by a default, or by a condition.</param>
/// <param name="Default">Null when none is stated.</param>
/// <param name="Fixed">The value is always the same and tells objects apart.</param>
internal sealed record TypePhrase(
    IReadOnlyList<TypeMention> Mentions,
    ValueList Values,
    bool Optional,
    ListedValue? Default,
    bool Fixed,
    PresenceCondition? OnlyIf)
{
    /// <summary>The type that counts: what brackets say goes before what sentences say.</summary>
    public TypeMention? Type
    {
        get
        {
            foreach (TypeMention mention in Mentions.OrderBy(m => m.InBrackets ? 0 : 1))
            {
                return mention;
            }

            return null;
        }
    }

    /// <summary>What "json-array of json-int" says of the elements; none where it says nothing.</summary>
    public PhraseKind ElementKind => Mentions is [{ Kind: PhraseKind.Array }, { Kind: not PhraseKind.Named } element, ..] && element.InBrackets == Mentions[0].InBrackets ? element.Kind : PhraseKind.None;

    public PhraseKind Kind => Type?.Kind ?? (Values.Values.Count > 0 ? PhraseKind.String : PhraseKind.None);
}
