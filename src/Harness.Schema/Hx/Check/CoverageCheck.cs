using System.Text.RegularExpressions;

using Harness.Schema.Examples;
using Harness.Schema.Hx.Prose;
using Harness.Schema.Hx.Resolve;
using Harness.Schema.Hx.Syntax;
using Harness.Schema.Source;

namespace Harness.Schema.Hx.Check;

/// <summary>Whether each command of the table has documentation, an example, the right chapter and its condition told.</summary>
internal sealed partial class CoverageCheck(HxDocument document, List<Diagnostic> diagnostics)
{
    public void Check()
    {
        foreach (HxEntry entry in document.File.Entries)
        {
            if (document.PageOf(entry) is not { } page)
            {
                diagnostics.Add(SectionRules.Undocumented.At(entry.NameSpan, $"'{entry.Name}' has no documentation", null, entry.Name));
                continue;
            }

            CheckExamples(page);
            CheckChapter(page);
            CheckCondition(page, entry);
            CheckArgumentsSection(page, entry);
            CheckLooseBullets(page);
            CheckWrongHeading(page, entry);
        }
    }

    private void CheckExamples(HxPage page)
    {
        if (page.Exchanges.Count > 0)
        {
            return;
        }

        PagePart? empty = page.Of(PartKind.Example).FirstOrDefault(p => !p.IsEmpty);
        if (empty?.Heading is { } heading)
        {
            diagnostics.Add(ExampleRules.NoNotation.At(heading, "this section has no line that begins with '->' or '<-'", null, page.Name));
        }
        else if (!page.Of(PartKind.Example).Any())
        {
            diagnostics.Add(SectionRules.NoExample.At(page.Section.TitleSpan, $"the documentation of '{page.Name}' has no example", null, page.Name));
        }
    }

    /// <summary>Chapters divide commands that ask (<c>query-…</c>) from those that do.</summary>
    private void CheckChapter(HxPage page)
    {
        bool asks = page.Name.StartsWith("query-", StringComparison.Ordinal);
        bool mayAsk = asks || Asking().IsMatch(page.Name);
        string chapter = page.Section.Chapter;
        if ((asks && RegularChapter().IsMatch(chapter)) || (!mayAsk && QueryChapter().IsMatch(chapter)))
        {
            string kind = asks ? "a query command" : "no query command";
            diagnostics.Add(SectionRules.WrongChapter.At(page.Section.TitleSpan, $"'{page.Name}' is {kind} and stands in the chapter '{chapter}'", null, page.Name));
        }
    }

    private void CheckCondition(HxPage page, HxEntry entry)
    {
        if (entry.If is { } condition && !page.Section.Lines.Any(l => TellsCondition().IsMatch(l.Text)))
        {
            diagnostics.Add(SectionRules.ConditionUnsaid.At(page.Section.TitleSpan, $"the table has '{page.Name}' only if {condition}; the text does not say so", entry.NameSpan, page.Name));
        }
    }

    private void CheckArgumentsSection(HxPage page, HxEntry entry)
    {
        List<string> table = [.. entry.Arguments.Where(a => !a.IsOpenList).Select(a => a.Name)];
        PagePart? part = page.Of(PartKind.Arguments).FirstOrDefault();
        if (part is null && table.Count > 0)
        {
            diagnostics.Add(SectionRules.NoArguments.At(page.Section.TitleSpan, $"'{page.Name}' has no Arguments section; the table has {Listing.Of(table)}", entry.Arguments[0].Span, page.Name));
        }
        else if (page.SaysNoArguments && (entry.Arguments.Count > 0 || page.ArgumentItems.Count > 0))
        {
            string some = entry.Arguments.Count > 0 ? $"the table has {Listing.Of(entry.Arguments.Select(a => a.Name))}" : "some are listed";
            diagnostics.Add(SectionRules.NoneButSome.At(part!.Heading ?? page.Section.TitleSpan, $"'{page.Name}' is said to have no arguments; {some}", null, page.Name));
        }
    }

    private void CheckLooseBullets(HxPage page)
    {
        if (page.LooseItems.OfType<ProseItem.Bullet>().FirstOrDefault(b => b.Name is not null) is { } bullet)
        {
            diagnostics.Add(SectionRules.LooseBullets.At(bullet.Span, $"'{bullet.Name}' and what follows it stand under no heading and no sentence that says what they are", null, page.Name));
        }
    }

    /// <summary>A documented argument that the table does not have and every example returns is a member of the reply.</summary>
    private void CheckWrongHeading(HxPage page, HxEntry entry)
    {
        ExampleEvidence replies = ExampleEvidence.OfReplies(page.Exchanges);
        foreach (DocumentedMember member in ArgumentPair.Match(entry, page.Arguments).Where(p => p.Kind == PairKind.ProseOnly).Select(p => p.Prose!))
        {
            if (IsReturned(member, replies))
            {
                diagnostics.Add(SectionRules.WrongHeading.At(member.Span, $"'{member.Name}' is listed as an argument; the table does not have it, and the example returns it", null, page.Name));
            }
        }

        foreach (DocumentedMember member in page.Returns.Value.Members.Where(m => !replies.Has("", m.Name)))
        {
            if (entry.Arguments.FirstOrDefault(a => !a.IsOpenList && a.Name == member.Name) is { } argument
                && page.Arguments.Members.All(m => m.Name != member.Name) && page.Of(PartKind.Arguments).Any())
            {
                diagnostics.Add(SectionRules.WrongHeading.At(member.Span, $"'{member.Name}' is listed as returned; it is an argument of the table", argument.Span, page.Name));
            }
        }
    }

    internal static bool IsReturned(DocumentedMember member, ExampleEvidence replies) => replies.Has("", member.Name);

    [GeneratedRegex("-(get|list)(-|$)")]
    private static partial Regex Asking();

    [GeneratedRegex(@"\bRegular\b")]
    private static partial Regex RegularChapter();

    [GeneratedRegex(@"\bQuery\b")]
    private static partial Regex QueryChapter();

    [GeneratedRegex(@"\b(only (available|present|offered|supported|exists)|available only|(built|compiled|configured) (with|for)|requires)\b", RegexOptions.IgnoreCase)]
    private static partial Regex TellsCondition();
}
