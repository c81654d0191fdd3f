using System.Text.RegularExpressions;

using Harness.Schema.Examples;
using Harness.Schema.Hx.Prose;
using Harness.Schema.Hx.Resolve;
using Harness.Schema.Hx.Syntax;
using Harness.Schema.Source;

namespace Harness.Schema.Hx.Check;

/// <summary>The arguments of the table against those of the text.</summary>
internal sealed partial class ArgumentCheck(HxDocument document, List<Diagnostic> diagnostics)
{
    public void Check()
    {
        foreach (HxPage page in document.Pages.Where(p => p.Entry is not null))
        {
            bool open = page.Entry!.Arguments.Any(a => a.IsOpenList);
            ExampleEvidence replies = ExampleEvidence.OfReplies(page.Exchanges);
            foreach (ArgumentPair pair in ArgumentPair.Match(page.Entry, page.Arguments))
            {
                CheckPair(page, pair, open, replies);
            }

            CheckSentences(page);
            CheckArrayBullets(page);
        }
    }

    private void CheckPair(HxPage page, ArgumentPair pair, bool open, ExampleEvidence replies)
    {
        if (pair is { Table: { } table, Prose: { } prose })
        {
            if (pair.Kind != PairKind.SameName)
            {
                Report(page, ArgumentRules.OtherName, prose.Span, $"the text has '{prose.Name}' where the table has '{table.Name}'", table.Span);
            }

            CheckPresence(page, table, prose);
            CheckType(page, table, prose);
        }
        else if (pair.Table is { } undocumented)
        {
            CheckUndocumented(page, undocumented);
        }
        else if (!open && !CoverageCheck.IsReturned(pair.Prose!, replies))
        {
            string has = page.Entry!.Arguments.Count == 0 ? "has no arguments" : $"has {Listing.Of(page.Entry.Arguments.Select(a => a.Name))}";
            Report(page, ArgumentRules.NotInTable, pair.Prose!.Span, $"'{pair.Prose.Name}' is documented as an argument; the table {has}", page.Entry.NameSpan);
        }
    }

    private void CheckPresence(HxPage page, TableArgument table, DocumentedMember prose)
    {
        if (table.Optional && !prose.Phrase.Optional && prose.Bullet is not null)
        {
            Report(page, ArgumentRules.OptionalInTable, prose.Span, $"'{prose.Name}' is not documented as optional; the table has '{table.Name}' as optional", table.Span);
        }
        else if (!table.Optional && prose.Phrase.Optional)
        {
            bool onlyByDefault = prose.Phrase.Default is not null && !prose.Phrase.Mentions.Any(m => m.Optional);
            Report(
                page,
                onlyByDefault ? ArgumentRules.DefaultOfRequired : ArgumentRules.OptionalInText,
                prose.Span,
                onlyByDefault
                    ? $"'{prose.Name}' is documented with the default '{prose.Phrase.Default!.Value.Text}'; the table has '{table.Name}' as required"
                    : $"'{prose.Name}' is documented as optional; the table has '{table.Name}' as required",
                table.Span);
        }
    }

    private void CheckType(HxPage page, TableArgument table, DocumentedMember prose)
    {
        if (prose.Bullet is null || prose.IsArrayByLeadIn)
        {
            return;
        }

        if (prose.Phrase.Kind == PhraseKind.None && !prose.Members.Any())
        {
            Report(page, ArgumentRules.NoType, prose.Span, $"the text does not tell the type of '{prose.Name}'; the table says {table.TypeName}", table.Span);
        }
        else if (prose.Phrase.Type is { } mention && !ArgumentPair.Fits(table, prose))
        {
            Report(page, ArgumentRules.OtherType, mention.Span, $"'{prose.Name}' is documented as {mention.Word}; the table says {table.TypeName}", table.Span);
        }
    }

    private void CheckUndocumented(HxPage page, TableArgument table)
    {
        // Reported elsewhere: that the whole section is missing or empty, a note that calls it invalid, that it is listed as returned.
        bool said = page.Of(PartKind.Note).Any(p => CalledInvalid(p, table.Name) is not null) || page.Returns.Value.Members.Any(m => m.Name == table.Name);
        if (page.Of(PartKind.Arguments).Any(p => !p.IsEmpty) && !page.SaysNoArguments && !said)
        {
            Report(page, ArgumentRules.NotInText, table.Span, $"the table has '{table.Name}'; the text does not describe it", page.Section.TitleSpan);
        }
    }

    private void CheckSentences(HxPage page)
    {
        foreach (PagePart part in page.Of(PartKind.Note))
        {
            LineText text = new(document.File.Path, part.Lines, " ");
            foreach (TableArgument argument in page.Entry!.Arguments)
            {
                if (CalledInvalid(part, argument.Name) is { } at)
                {
                    Report(page, ArgumentRules.SaidInvalid, text.Span(at, argument.Name.Length + 2), $"the text says that '{argument.Name}' must not be used; the table takes it", argument.Span);
                }
            }

            CheckDefaults(page, text);
        }
    }

    private void CheckDefaults(HxPage page, LineText text)
    {
        List<TableArgument> required = [.. page.Entry!.Arguments.Where(a => !a.Optional && !a.IsOpenList)];
        if (AllBooleans().Match(text.Text) is { Success: true } all && required.Where(a => a.Code is 'b').ToList() is { Count: > 0 } booleans)
        {
            Report(page, ArgumentRules.DefaultOfRequired, text.Span(all.Index, all.Length), $"the text has a default for all boolean arguments; the table has {Listing.Of(booleans.Select(b => b.Name))} as required", booleans[0].Span);
        }

        foreach (Match one in OneDefault().Matches(text.Text))
        {
            if (required.FirstOrDefault(a => a.Name == one.Groups["name"].Value) is { } argument)
            {
                Report(page, ArgumentRules.DefaultOfRequired, text.Span(one.Index, one.Length), $"the text has a default for '{argument.Name}'; the table has it as required", argument.Span);
            }
        }
    }

    /// <summary>A bullet below "keys array:" that stands for the array itself.</summary>
    private void CheckArrayBullets(HxPage page)
    {
        foreach (DocumentedMember array in page.Arguments.Members.Where(m => m.IsArrayByLeadIn))
        {
            if (ArrayBullet.Of(array) is { } bullet && bullet.Name != array.Name)
            {
                Report(page, ArgumentRules.OtherName, bullet.Span, $"the text has '{bullet.Name}' where the table has '{array.Name}'", array.Span);
            }
        }
    }

    /// <summary>Offset of the name in the joined text of the part; null where nothing says that it is invalid.</summary>
    private int? CalledInvalid(PagePart part, string name)
    {
        LineText text = new(document.File.Path, part.Lines, " ");
        Match match = Invalid().Matches(text.Text).FirstOrDefault(m => m.Groups["name"].Value == name) ?? Match.Empty;
        return match.Success ? match.Groups["name"].Index - 1 : null;
    }

    private void Report(HxPage page, Rule rule, SourceSpan span, string message, SourceSpan related) =>
        diagnostics.Add(rule.At(span, message, related, page.Name));

    [GeneratedRegex(@"[""'](?<name>[\w-]+)[""'] argument (is|must) (invalid|not (be )?(allowed|supported|valid|used))")]
    private static partial Regex Invalid();

    [GeneratedRegex(@"\b[Aa]ll boolean arguments default to\b")]
    private static partial Regex AllBooleans();

    [GeneratedRegex(@"[""'](?<name>[\w-]+)[""'] argument defaults to\b")]
    private static partial Regex OneDefault();
}
