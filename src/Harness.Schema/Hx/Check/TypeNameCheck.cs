using System.Text.RegularExpressions;

using Harness.Schema.Hx.Prose;
using Harness.Schema.Hx.Syntax;
using Harness.Schema.Source;

namespace Harness.Schema.Hx.Check;

/// <summary>Types that the text names without a word on what they are.</summary>
internal sealed partial class TypeNameCheck(HxDocument document, List<Diagnostic> diagnostics)
{
    public void Check()
    {
        HashSet<string> defined = [.. document.File.Sections.SelectMany(s => s.Lines).Select(l => Definition().Match(l.Text)).Where(m => m.Success).Select(m => m.Groups["name"].Value)];
        foreach (HxPage page in document.Pages)
        {
            HashSet<SourceSpan> seen = [];
            foreach (TypeMention mention in Mentions(page).Where(m => m.Kind == PhraseKind.Named && !defined.Contains(m.Word) && seen.Add(m.Span)))
            {
                diagnostics.Add(StatementRules.UndefinedType.At(mention.Span, $"the type '{mention.Word}' is named here and described nowhere", null, page.Name));
            }
        }
    }

    private IEnumerable<TypeMention> Mentions(HxPage page)
    {
        foreach (TypeMention mention in page.Bullets.SelectMany(b => TypePhraseReader.Read(document.File.Path, b).Mentions.Concat(InWords(b.Text))))
        {
            yield return mention;
        }

        if (page.Returns.Value.Phrase.Type is { } returned)
        {
            yield return returned;
        }

        foreach (PagePart part in page.Parts.Where(p => p.Kind is not PartKind.Example))
        {
            LineText text = new(document.File.Path, part.Lines, " ");
            foreach (Match member in MemberOfType().Matches(text.Text))
            {
                Group name = member.Groups["name"];
                yield return new TypeMention(PhraseKind.Named, name.Value, text.Span(name.Index, name.Length), false, false);
            }
        }
    }

    /// <summary>"key union", "qcode enum": a type called by its kind.</summary>
    private static IEnumerable<TypeMention> InWords(LineText text) =>
        TypeInWords().Matches(text.Text).Select(m => new TypeMention(PhraseKind.Named, m.Value, text.Span(m.Index, m.Length), false, false));

    [GeneratedRegex(@"^(?:- )?""?(?<name>[A-Z]\w+)""?(?: is | can be |: )")]
    private static partial Regex Definition();

    [GeneratedRegex(@"\b(?=\w{6})(?<name>[A-Z][A-Za-z0-9]*[a-z][A-Z]\w*)\.[a-z][\w-]*\b")]
    private static partial Regex MemberOfType();

    [GeneratedRegex(@"\b(?!(?:a|an|the|this|or|of|be|as|and)\b)[a-z]+ (union|enum)\b")]
    private static partial Regex TypeInWords();
}
