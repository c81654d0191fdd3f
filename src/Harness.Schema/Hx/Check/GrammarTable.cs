using System.Text.RegularExpressions;

namespace Harness.Schema.Hx.Check;

/// <summary>Word forms that are wrong wherever they stand.</summary>
internal static partial class GrammarTable
{
    public static IEnumerable<(Match Match, string Advice)> Find(string text)
    {
        foreach ((Regex pattern, string advice) in ((Regex, string)[])
        [
            (EachContain(), "'each' takes a verb with -s"),
            (NoSubject(), "the sentence has no subject"),
            (IsTwice(), "one 'is' is too many"),
            (TryVerb(), "'to' is missing after 'try'"),
            (WantVerb(), "'to' is missing after 'want'"),
            (TimeSpend(), "'spent' is meant"),
            (SmallLetter(), "the sentence begins with a small letter"),
            (BadDefined(), "an adverb in -ly belongs before 'defined'"),
            (ExplicitVerb(), "an adverb in -ly belongs before the participle"),
        ])
        {
            foreach (Match match in pattern.Matches(text))
            {
                yield return (match, advice);
            }
        }
    }

    [GeneratedRegex(@"\b[Ee](ach|very)( [a-z-]+){1,2} (contain|describe|represent|have)\b")]
    private static partial Regex EachContain();

    [GeneratedRegex(@"\bIf (does|do|is|are|has) not\b")]
    private static partial Regex NoSubject();

    [GeneratedRegex(@"\bis (?!what\b|that\b|it\b|this\b)[a-z]+ is\b")]
    private static partial Regex IsTwice();

    [GeneratedRegex(@"\b(will|to|can|may) try (?!to\b|and\b|again\b|out\b|it\b|the\b|a\b|an\b|harder\b|every\b|each\b|all\b|both\b|other\b|another\b|once\b)[a-z]+\b")]
    private static partial Regex TryVerb();

    [GeneratedRegex(@"\b(you|they|we|users) want (track|use|see|set|get|have|know|read|write|run|make|add|remove|change|check)\b")]
    private static partial Regex WantVerb();

    [GeneratedRegex(@"\btime spend\b")]
    private static partial Regex TimeSpend();

    [GeneratedRegex(@"(?<!\b(it|command|which|that|and|reply|call|this|also|then) )\breturns (an? json-|the following)")]
    private static partial Regex SmallLetter();

    [GeneratedRegex(@"\b(bad|good) defined\b")]
    private static partial Regex BadDefined();

    [GeneratedRegex(@"\b(is|are|be|not|been) (explicit|implicit|automatic|correct|complete|full) [a-z]+ed\b")]
    private static partial Regex ExplicitVerb();
}
