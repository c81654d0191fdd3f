using Harness.Schema.Examples;
using Harness.Schema.Hx.Prose;
using Harness.Schema.Model;
using Harness.Schema.Source;

namespace Harness.Schema.Hx.Resolve;

/// <summary>A page as the documentation that all sources of schemas have.</summary>
internal static class CommandDocs
{
    public static Documentation Make(HxPage page, string path)
    {
        List<DocumentationSection> sections = [];
        foreach (DocumentedMember argument in page.Arguments.Members.Where(m => m.Bullet is not null).DistinctBy(m => m.Name))
        {
            sections.Add(new DocumentationSection(SectionKind.Member, argument.Name, argument.Bullet!.Text.Text, argument.Span));
        }

        foreach (PagePart part in page.Parts.Where(p => KindOf(p.Kind) is not null))
        {
            SourceSpan span = part.Heading ?? Span(part.Lines[0], path);
            sections.Add(new DocumentationSection(KindOf(part.Kind)!.Value, null, Text(ItemReader.Preamble(part.Lines)), span));
        }

        if (page.Returns.Value.Phrase.Type is { } type && sections.TrueForAll(s => s.Kind != SectionKind.Returns))
        {
            sections.Add(new DocumentationSection(SectionKind.Returns, null, page.Returns.Value.Phrase.Type.Value.Word, type.Span));
        }

        string body = Text(page.Of(PartKind.Description).SelectMany(p => ItemReader.Preamble(p.Lines)));
        return new Documentation(page.Section.TitleSpan, body, sections, [.. page.Exchanges.Select((e, i) => Example(e, i + 1))]);
    }

    private static SectionKind? KindOf(PartKind kind) => kind switch
    {
        PartKind.Returns => SectionKind.Returns,
        PartKind.Note => SectionKind.Note,
        PartKind.Since => SectionKind.Since,
        PartKind.Errors => SectionKind.Errors,
        _ => null,
    };

    private static Example Example(DocumentedExchange exchange, int index) =>
        new(exchange.Title, index, [.. exchange.Messages.Select(Line)], exchange.Messages[0].Arrow);

    private static ExampleLine Line(DocumentedMessage message)
    {
        string? json = message.Read.Diagnostics.Count == 0 ? message.Text.Text : message.Read.Value?.ToJson();
        return new ExampleLine(message.FromClient, message.Text.Text, json, message.Read.Elided, message.Arrow, message.Text.LastLine);
    }

    private static string Text(IEnumerable<SourceLine> lines) => string.Join('\n', lines.Select(l => l.Text)).Trim('\n');

    private static SourceSpan Span(SourceLine line, string path) => new(path, line.Number, line.Column, line.Text.Length);
}
