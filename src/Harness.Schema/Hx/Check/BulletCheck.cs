using Harness.Schema.Hx.Prose;
using Harness.Schema.Source;

namespace Harness.Schema.Hx.Check;

/// <summary>How bullets write names and types. Where a document is consistently otherwise, that is its style and no mistake.</summary>
internal sealed class BulletCheck(HxDocument document, List<Diagnostic> diagnostics)
{
    public void Check()
    {
        List<(HxPage Page, ProseItem.Bullet Bullet)> bullets = [.. document.Pages.SelectMany(p => p.Bullets.Where(b => b.Name is not null).Select(b => (p, b)))];
        bool quotes = bullets.Count(b => Has(b.Bullet, BulletForm.Quoted)) * 2 > bullets.Count;
        bool tight = bullets.Count(b => !Has(b.Bullet, BulletForm.BlankBeforeColon)) * 2 > bullets.Count;
        foreach ((HxPage page, ProseItem.Bullet bullet) in bullets)
        {
            CheckName(page, bullet, quotes, tight);
            CheckTypes(page, bullet);
        }
    }

    private static bool Has(ProseItem.Bullet bullet, BulletForm form) => (bullet.Form & form) != 0;

    private void CheckName(HxPage page, ProseItem.Bullet bullet, bool quotes, bool tight)
    {
        if (Has(bullet, BulletForm.OpeningQuoteMissing | BulletForm.ClosingQuoteMissing))
        {
            Report(page, StyleRules.HalfQuoted, bullet.NameSpan, $"the name '{bullet.Name}' has only one of its quotes");
        }
        else if (quotes && !Has(bullet, BulletForm.Quoted))
        {
            Report(page, StyleRules.NoQuotes, bullet.NameSpan, $"the name '{bullet.Name}' is not in quotes; other names are");
        }

        if (!Has(bullet, BulletForm.HasColon))
        {
            Report(page, StyleRules.NoColon, bullet.NameSpan, $"the name '{bullet.Name}' is not followed by a colon");
        }
        else if (tight && Has(bullet, BulletForm.BlankBeforeColon))
        {
            Report(page, StyleRules.BlankBeforeColon, bullet.NameSpan, $"a blank stands between '{bullet.Name}' and its colon; elsewhere there is none");
        }
    }

    private void CheckTypes(HxPage page, ProseItem.Bullet bullet)
    {
        TypePhrase phrase = TypePhraseReader.Read(document.File.Path, bullet);
        foreach (TypeMention mention in phrase.Mentions.Where(m => m.Kind != PhraseKind.Named))
        {
            if (TypePhraseReader.AgreedWord(mention) is { } agreed)
            {
                Report(page, StyleRules.TypeWord, mention.Span, $"'{mention.Word}' is no word for a type; {agreed} is");
            }

            bool scalar = mention.Kind is PhraseKind.Integer or PhraseKind.String or PhraseKind.Boolean or PhraseKind.Number;
            if (scalar && !mention.InBrackets && mention == phrase.Type && !BracketBalance.HasStray(bullet.Text.Text))
            {
                Report(page, StyleRules.TypeOutside, mention.Span, $"the type {mention.Word} of '{bullet.Name}' is not in brackets");
            }
        }
    }

    private void Report(HxPage page, Rule rule, SourceSpan span, string message) => diagnostics.Add(rule.At(span, message, null, page.Name));
}
