using System.Globalization;
using System.Text.RegularExpressions;

using Harness.Schema.Examples;
using Harness.Schema.Hx.Prose;
using Harness.Schema.Hx.Syntax;
using Harness.Schema.Source;

namespace Harness.Schema.Hx.Check;

/// <summary>Titles, headings and their order, section by section.</summary>
internal sealed partial class SectionCheck(HxDocument document, List<Diagnostic> diagnostics)
{
    public void Check()
    {
        foreach (HxSection section in document.File.Sections)
        {
            HxPage? page = document.Pages.FirstOrDefault(p => p.Section == section);
            CheckUnderline(section, page?.Name);
            if (section is { Level: SectionLevel.Text, Title: "" } && section.Lines.FirstOrDefault(l => l.Text.StartsWith("-> {", StringComparison.Ordinal)) is { Text: not null })
            {
                diagnostics.Add(SectionRules.NoTitle.At(section.TitleSpan, "this documentation shows an exchange and has no title: nobody can say which command it is for"));
            }
        }

        int withAt = document.Pages.Count(p => p.Section.HasAtSign);
        foreach (HxPage page in document.Pages)
        {
            CheckTitle(page, atIsTheRule: withAt * 2 > document.Pages.Count);
            CheckSummary(page);
            CheckHeadings(page);
            CheckNumbering(page);
        }
    }

    private void CheckUnderline(HxSection section, string? command)
    {
        if (section.Underline is not { } underline)
        {
            if (section.Level == SectionLevel.Command)
            {
                diagnostics.Add(SectionRules.NoUnderline.At(section.TitleSpan, $"the title '{section.Title}' is not underlined", null, command));
            }
        }
        else if (underline.Length != section.Title.Length)
        {
            diagnostics.Add(SectionRules.UnderlineLength.At(
                underline, $"the underline has {Number(underline.Length)} characters, the title '{section.Title}' has {Number(section.Title.Length)}", section.TitleSpan, command));
        }
    }

    private void CheckTitle(HxPage page, bool atIsTheRule)
    {
        HxSection section = page.Section;
        if (section.HasAtSign && !atIsTheRule)
        {
            diagnostics.Add(SectionRules.AtSign.At(section.TitleSpan, $"the title '{section.Title}' begins with '@', other titles do not", null, page.Name));
        }

        if (page.Entry is null)
        {
            diagnostics.Add(SectionRules.NoEntry.At(section.TitleSpan, $"the table has no command '{section.Name}'", null, section.Name));
        }
        else if (page.Entry.Name != section.Name)
        {
            diagnostics.Add(SectionRules.MisnamedTitle.At(section.TitleSpan, $"this section is titled '{section.Name}' and documents '{page.Entry.Name}'", page.Entry.NameSpan, page.Entry.Name));
        }
        else if (document.PageOf(page.Entry) is { } first && first != page)
        {
            diagnostics.Add(SectionRules.DocumentedTwice.At(section.TitleSpan, $"'{page.Name}' is documented already", first.Section.TitleSpan, page.Name));
        }
    }

    /// <summary>The description begins with what the command does; what it returns comes after that.</summary>
    private void CheckSummary(HxPage page)
    {
        SourceLine first = page.Of(PartKind.Description).SelectMany(p => p.Lines).FirstOrDefault(l => !l.IsBlank);
        if (first.Text is null)
        {
            diagnostics.Add(SectionRules.NoSummary.At(page.Section.TitleSpan, $"no sentence says what '{page.Name}' is for", null, page.Name));
        }
        else if (OnlyShape().IsMatch(first.Text))
        {
            diagnostics.Add(SectionRules.NoSummary.At(Span(first), $"this says in which form '{page.Name}' answers; no sentence before it says what the command is for", null, page.Name));
        }
    }

    private void CheckHeadings(HxPage page)
    {
        SourceSpan? example = null;
        foreach (PagePart part in page.Parts)
        {
            if (part.Kind != PartKind.Example && !PageReader.HasExchange(part))
            {
                CheckHeading(page, part, example);
            }
            else if (part.Kind != PartKind.Example)
            {
                SourceLine line = part.Lines.First(l => ExampleReader.IsArrow(l.Text));
                diagnostics.Add(SectionRules.NoExampleHeading.At(Span(line), "this exchange stands under no 'Example:' heading", null, page.Name));
            }

            example ??= part.Kind == PartKind.Example ? part.Heading : null;
            if (part is { IsEmpty: true, Heading: { } heading })
            {
                diagnostics.Add(SectionRules.Empty.At(heading, $"nothing stands under this heading{Advice(page, part)}", null, page.Name));
            }
        }
    }

    private static string Advice(HxPage page, PagePart part) =>
        part.Kind == PartKind.Arguments && page.Entry is { Arguments.Count: 0 } ? "; 'Arguments: None.' says that there are none"
        : part.Kind == PartKind.Arguments && page.Entry is not null ? $"; the table has {Listing.Of(page.Entry.Arguments.Select(a => a.Name))}"
        : "";

    private void CheckHeading(HxPage page, PagePart part, SourceSpan? example)
    {
        if (part.Heading is not { } heading || part.Kind is PartKind.Note or PartKind.Description)
        {
            return;
        }

        PagePart first = page.Of(part.Kind).First(p => p.Heading is not null);
        if (first != part)
        {
            diagnostics.Add(SectionRules.HeadingTwice.At(heading, $"the section has a heading '{part.Kind}' already", first.Heading, page.Name));
        }

        if (example is { } before && part.Kind is PartKind.Arguments or PartKind.Returns)
        {
            diagnostics.Add(SectionRules.Order.At(heading, $"'{part.Kind}' stands after the example; it belongs before", before, page.Name));
        }
    }

    private void CheckNumbering(HxPage page)
    {
        List<PagePart> numbered = [.. page.Of(PartKind.Example).Where(p => p.Label.Length > 0)];
        if (numbered.Count == 1 && page.Of(PartKind.Example).Count() == 1)
        {
            diagnostics.Add(SectionRules.Numbering.At(numbered[0].Heading!.Value, $"this example is numbered {numbered[0].Label}, and there is no other", null, page.Name));
            return;
        }

        List<(int Number, SourceSpan Span)> numbers = numbered.Count > 0
            ? [.. numbered.Select(p => (NumberOf(p.Label), p.Heading!.Value))]
            : [.. page.Of(PartKind.Example).SelectMany(p => p.Lines).Where(l => NumberedTitle().IsMatch(l.Text)).Select(l => (NumberOf(l.Text), Span(l)))];
        for (int i = 0; i < numbers.Count; i++)
        {
            if (numbers[i].Number != i + 1)
            {
                diagnostics.Add(SectionRules.Numbering.At(numbers[i].Span, $"this example is numbered {Number(numbers[i].Number)}; it is number {Number(i + 1)} of the section", null, page.Name));
                return;
            }
        }
    }

    private static int NumberOf(string label) =>
        int.TryParse(Digits().Match(label).Value, CultureInfo.InvariantCulture, out int number) ? number : 0;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private SourceSpan Span(SourceLine line) => new(document.File.Path, line.Number, line.Column, line.Text.Length);

    [GeneratedRegex(@"^\d{1,3}\. [A-Za-z]")]
    private static partial Regex NumberedTitle();

    [GeneratedRegex(@"^Returns? an? json-(object|array)\b|^Each [\w ]+ is represented by\b|^- ")]
    private static partial Regex OnlyShape();

    [GeneratedRegex(@"\d{1,6}")]
    private static partial Regex Digits();
}
