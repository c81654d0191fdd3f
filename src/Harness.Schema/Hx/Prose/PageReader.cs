using Harness.Schema.Examples;
using Harness.Schema.Hx.Syntax;
using Harness.Schema.Source;

namespace Harness.Schema.Hx.Prose;

/// <summary>Reads the section of a command: parts, examples, and the members that its bullets describe.</summary>
internal sealed class PageReader(HxFile file, List<Diagnostic> diagnostics)
{
    private static readonly HashSet<string> None = [];

    public HxPage Read(HxSection section, HxEntry? entry)
    {
        IReadOnlyList<PagePart> parts = PartCutter.Cut(file, section, diagnostics);
        string name = entry?.Name ?? section.Name;
        IReadOnlyList<DocumentedExchange> exchanges = ExampleReader.Read(file.Path, parts.Where(HasExchange), name, diagnostics);
        IReadOnlyList<ProseItem> described = Items(parts, PartKind.Description);
        bool announced = described is [ProseItem.LeadIn { Kind: LeadKind.Group }, ..];
        IReadOnlyList<ProseItem> returns = [.. announced ? described : [], .. Items(parts, PartKind.Returns)];
        IReadOnlyList<ProseItem> loose = announced ? [] : [.. described.Where(i => i is ProseItem.Bullet)];
        IReadOnlyList<ProseItem> arguments = Items(parts, PartKind.Arguments);
        return new HxPage(
            section,
            entry,
            parts,
            exchanges,
            Arguments(arguments, exchanges, entry, section),
            Returns(parts, returns.Count > 0 ? returns : entry is { Arguments.Count: 0 } ? loose : [], exchanges, section),
            arguments,
            returns,
            loose);
    }

    /// <summary>Examples stand under their heading; an arrow elsewhere is one too, where a message follows it.</summary>
    internal static bool HasExchange(PagePart part) =>
        part.Kind == PartKind.Example || part.Lines.Any(l => ExampleReader.IsArrow(l.Text) && l.Text.AsSpan(2).TrimStart() is ['{', ..]);

    private IReadOnlyList<ProseItem> Items(IReadOnlyList<PagePart> parts, PartKind kind) =>
        [.. parts.Where(p => p.Kind == kind).SelectMany(p => ItemReader.Read(file.Path, file.Indented, p.Lines))];

    private DocumentedMember Arguments(IReadOnlyList<ProseItem> items, IReadOnlyList<DocumentedExchange> exchanges, HxEntry? entry, HxSection section)
    {
        HashSet<string> table = entry is null ? None : [.. entry.Arguments.Where(a => !a.IsOpenList).Select(a => a.Name)];
        TypePhrase nothing = new([], ValueList.None, false, null, false, null);
        return NestingReader.Read(file.Path, items, ExampleEvidence.OfRequests(exchanges, entry?.Name ?? section.Name), table, nothing, section.TitleSpan);
    }

    private DocumentedReturn Returns(IReadOnlyList<PagePart> parts, IReadOnlyList<ProseItem> items, IReadOnlyList<DocumentedExchange> exchanges, HxSection section)
    {
        LineText text = new(file.Path, parts.Where(p => p.Kind is PartKind.Description or PartKind.Returns).SelectMany(p => ItemReader.Preamble(p.Lines)), " ");
        LineText headed = new(file.Path, parts.Where(p => p.Kind == PartKind.Returns && p.Heading is not null).SelectMany(p => p.Lines), " ");
        TypePhrase phrase = ReturnPhrase.Read(text);
        ExampleEvidence evidence = ExampleEvidence.OfReplies(exchanges);
        DocumentedMember value = NestingReader.Read(file.Path, items, evidence, None, phrase, phrase.Type?.Span ?? section.TitleSpan);
        return new DocumentedReturn(value, How(value, evidence), ReturnPhrase.SaysNothing(headed.Text.Length > 0 ? headed : text))
        {
            ListOfNamed = ReturnPhrase.IsListOfNamed(text),
        };
    }

    private static ReturnsDescribed How(DocumentedMember value, ExampleEvidence evidence)
    {
        if (value.Members.Any())
        {
            return ReturnsDescribed.InFull;
        }

        return value.Phrase.Kind switch
        {
            PhraseKind.Named => ReturnsDescribed.ByName,
            PhraseKind.Array or PhraseKind.Object when evidence.ObjectsAt("").Any(o => o.Members.Count > 0) => ReturnsDescribed.Nowhere,
            PhraseKind.None => ReturnsDescribed.Nowhere,
            _ => ReturnsDescribed.InFull,
        };
    }
}
