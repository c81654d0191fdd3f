using Harness.Schema.Examples;
using Harness.Schema.Hx.Syntax;

namespace Harness.Schema.Hx.Prose;

/// <summary>The documentation of a command, read.</summary>
/// <param name="Entry">The table entry that it belongs to; null where there is none.</param>
/// <param name="Arguments">What the text says of the arguments; without members when it says nothing.</param>
/// <param name="Returns">What the text says of the return value; its <see cref="DocumentedReturn.How"/> tells when it says nothing.</param>
/// <param name="ArgumentItems">The bullets of the Arguments part.</param>
/// <param name="ReturnItems">The bullets of the return text.</param>
/// <param name="LooseItems">Bullets that stand under no heading and no sentence that announces them.</param>
internal sealed record HxPage(
    HxSection Section,
    HxEntry? Entry,
    IReadOnlyList<PagePart> Parts,
    IReadOnlyList<DocumentedExchange> Exchanges,
    DocumentedMember Arguments,
    DocumentedReturn Returns,
    IReadOnlyList<ProseItem> ArgumentItems,
    IReadOnlyList<ProseItem> ReturnItems,
    IReadOnlyList<ProseItem> LooseItems)
{
    /// <summary>The command that it documents, by its entry or else by its title.</summary>
    public string Name => Entry?.Name ?? Section.Name;

    public IEnumerable<PagePart> Of(PartKind kind) => Parts.Where(p => p.Kind == kind);

    public IEnumerable<ProseItem.Bullet> Bullets => ArgumentItems.Concat(ReturnItems).Concat(LooseItems).OfType<ProseItem.Bullet>();

    public bool SaysNoArguments => Of(PartKind.Arguments).Any(p => p.Lines.Count > 0 && p.Lines[0].Text.TrimEnd('.').Equals("none", StringComparison.OrdinalIgnoreCase));
}

/// <param name="Value">The value with its members.</param>
/// <param name="How">Whether the text describes it, only names a type, or is silent.</param>
/// <param name="Nothing">The text says that nothing comes back.</param>
internal sealed record DocumentedReturn(DocumentedMember Value, ReturnsDescribed How, bool Nothing)
{
    /// <summary>The text names a type and says that several of it come back.</summary>
    public bool ListOfNamed { get; init; }
}
