using System.Text.RegularExpressions;

using Harness.Schema.Hx.Prose;
using Harness.Schema.Source;

namespace Harness.Schema.Hx.Check;

/// <summary>What the bullets of a command say of types and values.</summary>
internal sealed partial class MemberCheck(HxDocument document, List<Diagnostic> diagnostics)
{
    public void Check()
    {
        foreach (HxPage page in document.Pages)
        {
            List<DocumentedMember> members = [.. page.Arguments.Descendants, .. page.Returns.Value.Descendants];
            foreach (DocumentedMember member in members.Where(m => m.Bullet is not null))
            {
                CheckValues(page, member);
                CheckTypeTwice(page, member);
                CheckUnique(page, member);
                CheckQuotedNumber(page, member);
            }

            foreach (DocumentedMember member in page.Returns.Value.Descendants.Where(m => m.Phrase.Kind == PhraseKind.None && !m.Members.Any()))
            {
                Report(page, ArgumentRules.TypeMissing, member.Span, $"the text does not tell the type of '{member.Name}'", null);
            }

            foreach (DocumentedMember owner in (DocumentedMember[])[page.Arguments, page.Returns.Value, .. members])
            {
                CheckTwice(page, owner);
                CheckSameText(page, owner);
            }
        }
    }

    private void CheckValues(HxPage page, DocumentedMember member)
    {
        Dictionary<string, ListedValue> seen = new(StringComparer.Ordinal);
        foreach (ListedValue value in member.Phrase.Values.Values)
        {
            if (!seen.TryAdd(value.Text, value))
            {
                Report(page, StatementRules.RepeatedValue, value.Span, $"the value '{value.Text}' of '{member.Name}' is listed already", seen[value.Text].Span);
            }
        }

        if (member.Phrase.Default is { } standard && seen.Count > 0 && !seen.ContainsKey(standard.Text))
        {
            Report(page, StatementRules.DefaultNotListed, standard.Span, $"the default of '{member.Name}' is '{standard.Text}', which is none of the values listed", member.Phrase.Values.Values[0].Span);
        }
    }

    /// <summary>Two brackets with a type in one bullet, as when the end of another bullet got into it.</summary>
    private void CheckTypeTwice(HxPage page, DocumentedMember member)
    {
        List<TypeMention> stated = [.. member.Phrase.Mentions.Where(m => m.InBrackets && m.Kind != PhraseKind.Named)];
        TypeMention? second = stated.Skip(1).Cast<TypeMention?>().FirstOrDefault(m => m!.Value.Span.Line != stated[0].Span.Line
            && (m.Value.Kind != stated[0].Kind || m.Value.Optional != stated[0].Optional));
        if (second is { } other)
        {
            string first = $"{stated[0].Word}{(stated[0].Optional ? ", optional" : "")}";
            Report(page, ArgumentRules.TypeTwice, other.Span, $"'{member.Name}' is said to be {first} and, here, {other.Word}{(other.Optional ? ", optional" : "")}", stated[0].Span);
        }
    }

    /// <summary>Only what is made new must have a name that nothing has; what is removed or changed must be there.</summary>
    private void CheckUnique(HxPage page, DocumentedMember member)
    {
        int at = member.Bullet!.Text.Text.IndexOf("must be unique", StringComparison.Ordinal);
        bool names = page.Entry?.Arguments.FirstOrDefault(a => a.Name == member.Name) is { Code: 'B' };
        string summary = page.Of(PartKind.Description).SelectMany(p => p.Lines).FirstOrDefault(l => !l.IsBlank).Text ?? "";
        if (at >= 0 && (names || Undoing().IsMatch(summary)))
        {
            Report(page, ArgumentRules.MustBeUnique, member.Bullet.Text.Span(at, "must be unique".Length), $"'{member.Name}' names something that exists already; it cannot have to be unique", null);
        }
    }

    private void CheckTwice(HxPage page, DocumentedMember owner)
    {
        foreach (DocumentedForm form in owner.Forms)
        {
            foreach (IGrouping<string, DocumentedMember> same in form.Members.Where(m => m.Bullet is { OneOfSeveral: false }).GroupBy(m => m.Name).Where(g => g.Count() > 1))
            {
                Report(page, ArgumentRules.Twice, same.ElementAt(1).Span, $"'{same.Key}' is documented already", same.First().Span);
            }
        }
    }

    /// <summary>Words that describe two members tell nobody what makes them two.</summary>
    private void CheckSameText(HxPage page, DocumentedMember owner)
    {
        foreach (DocumentedForm form in owner.Forms)
        {
            foreach (IGrouping<string, DocumentedMember> same in form.Members.Where(m => m.Bullet is { OneOfSeveral: false }).GroupBy(m => m.Bullet!.Text.Text))
            {
                string words = Brackets().Replace(same.Key, "").Trim();
                if (same.Select(m => m.Name).Distinct().Count() > 1 && words.Split(' ').Length >= 3 && words != "true or false" && !words.EndsWith(':'))
                {
                    Report(page, StatementRules.SameText, same.ElementAt(1).Span, $"'{same.ElementAt(1).Name}' is described by the same words as '{same.First().Name}': \"{words}\"", same.First().Span);
                }
            }
        }
    }

    private void CheckQuotedNumber(HxPage page, DocumentedMember member)
    {
        if (member.Phrase.Kind == PhraseKind.Integer && QuotedNumber().Match(member.Bullet!.Text.Text) is { Success: true } number)
        {
            Report(page, StatementRules.QuotedNumber, member.Bullet.Text.Span(number.Index, number.Length), $"'{member.Name}' is an integer; {number.Value} in quotes is a string", member.Phrase.Type?.Span);
        }
    }

    private void Report(HxPage page, Rule rule, SourceSpan span, string message, SourceSpan? related) =>
        diagnostics.Add(rule.At(span, message, related, page.Name));

    [GeneratedRegex(@"\([^()]*\)")]
    private static partial Regex Brackets();

    [GeneratedRegex(@"""-?\d+""")]
    private static partial Regex QuotedNumber();

    [GeneratedRegex("^(Remove|Delete|Resize|Set|Change|Stop|Cancel|Eject|Disconnect|Detach|Unplug)s?\\b")]
    private static partial Regex Undoing();
}
