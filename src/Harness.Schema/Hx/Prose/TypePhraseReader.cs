using System.Text.RegularExpressions;

using Harness.Schema.Examples;
using Harness.Schema.Source;

namespace Harness.Schema.Hx.Prose;

/// <summary>Reads what a bullet says of the type and the presence of its member.</summary>
internal static partial class TypePhraseReader
{
    private static readonly Dictionary<string, PhraseKind> Kinds = new(StringComparer.Ordinal)
    {
        ["int"] = PhraseKind.Integer, ["integer"] = PhraseKind.Integer, ["string"] = PhraseKind.String, ["str"] = PhraseKind.String,
        ["bool"] = PhraseKind.Boolean, ["boolean"] = PhraseKind.Boolean, ["number"] = PhraseKind.Number, ["num"] = PhraseKind.Number,
        ["object"] = PhraseKind.Object, ["objects"] = PhraseKind.Object, ["dict"] = PhraseKind.Object, ["dictionary"] = PhraseKind.Object,
        ["array"] = PhraseKind.Array, ["arrays"] = PhraseKind.Array, ["list"] = PhraseKind.Array, ["null"] = PhraseKind.Null,
    };

    /// <summary>The words that the documents agreed on, after <c>json-</c>.</summary>
    private static readonly string[] Agreed = ["int", "string", "bool", "number", "object", "objects", "array", "arrays", "null"];

    public static TypePhrase Read(string path, ProseItem.Bullet bullet)
    {
        LineText text = bullet.Text;
        List<TypeMention> mentions = [.. Mentions(text)];
        ValueList values = Values(path, bullet);
        Match standard = Default().Match(text.Text);
        ListedValue? stated = standard.Success ? new ListedValue(standard.Groups["value"].Value, text.Span(standard.Groups["value"].Index, standard.Groups["value"].Length)) : null;
        return new TypePhrase(
            mentions,
            values,
            bullet.OneOfSeveral || MayBeAbsent().IsMatch(text.Text) || values.Default is not null,
            stated,
            FixedWord().IsMatch(text.Text),
            Condition(text));
    }

    /// <summary>The agreed word for a type word that nobody agreed on; null where it is in order.</summary>
    public static string? AgreedWord(TypeMention mention)
    {
        if (!mention.Word.StartsWith("json", StringComparison.Ordinal) || (mention.Word[4] == '-' && Agreed.Contains(mention.Word[5..])))
        {
            return null;
        }

        return mention.Kind switch
        {
            PhraseKind.Integer => "json-int",
            PhraseKind.Boolean => "json-bool",
            PhraseKind.None => "a json type",
            _ => $"json-{mention.Kind.ToString().ToLowerInvariant()}",
        };
    }

    private static IEnumerable<TypeMention> Mentions(LineText text)
    {
        List<Match> brackets = Brackets().Matches(text.Text).ToList();
        foreach (Match word in TypeWord().Matches(text.Text))
        {
            Match? around = brackets.FirstOrDefault(b => word.Index > b.Index && word.Index < b.Index + b.Length);
            bool optional = around is not null && OptionalWord().IsMatch(around.Value);
            if (word.Groups["json"].Success)
            {
                yield return new TypeMention(JsonKind(word.Groups["json"].Value), word.Value, text.Span(word.Index, word.Length), around is not null, optional);
            }
            else if (word.Groups["named"].Success && around is not null)
            {
                yield return new TypeMention(PhraseKind.Named, word.Value, text.Span(word.Index, word.Length), true, optional);
            }
            else if (word.Groups["plain"].Success && around is null)
            {
                PhraseKind kind = word.Groups["plain"].Value.StartsWith("dict", StringComparison.Ordinal) ? PhraseKind.Object : PhraseKind.Array;
                yield return new TypeMention(kind, word.Value, text.Span(word.Index, word.Length), false, optional);
            }
        }
    }

    private static PhraseKind JsonKind(string word) =>
        Kinds.TryGetValue(word, out PhraseKind kind) ? kind
        : NearName.Find(word, Kinds.Keys) is { } near ? Kinds[near]
        : PhraseKind.None;

    private static ValueList Values(string path, ProseItem.Bullet bullet)
    {
        ValueList own = ValueList.Find(bullet.Text);
        if (own.Values.Count > 0)
        {
            return own;
        }

        if (bullet.Text.Text.Contains("one of the following", StringComparison.Ordinal))
        {
            return ValueList.ByLines(path, bullet.Lines);
        }

        return bullet.Remarks.Select(ValueList.Find).FirstOrDefault(v => v.Values.Count > 0) ?? ValueList.None;
    }

    private static PresenceCondition? Condition(LineText text)
    {
        Match match = OnlyIf().Match(text.Text);
        return match.Success
            ? new PresenceCondition(match.Groups["sibling"].Value, match.Groups["value"].Success ? match.Groups["value"].Value : null, text.Span(match.Index, match.Length))
            : null;
    }

    [GeneratedRegex(@"\([^()]*\)")]
    private static partial Regex Brackets();

    [GeneratedRegex(@"\bjson[-_](?<json>[a-z]+)\b|\b(?=\w{6})(?<named>[A-Z][A-Za-z0-9]*[a-z][A-Z][A-Za-z0-9]*|[A-Z]{2,}[a-z]{2,}[A-Za-z]*)\b|\b(?<plain>dictionary|an? (?:optional )?list\b(?= of)|list(?= of)|an? array\b(?= of)|array(?= of))")]
    private static partial Regex TypeWord();

    [GeneratedRegex(@"\boptional\b")]
    private static partial Regex OptionalWord();

    [GeneratedRegex(@"\boptional\b|\b[Dd]efaults? to\b|\([^()]*\bdefault\b[^()]*\)|\bonly present\b|\bnot\s+present\b|\bis omitted\b|\bif assigned\b|\bif there's any\b|\b[Ii]f (this argument is )?not (specified|given|provided)\b")]
    private static partial Regex MayBeAbsent();

    [GeneratedRegex(@"\b[Dd]efaults? to ['""]?(?<value>[\w.+-]*\w)|\bdefault(?: is)? ['""](?<value>[\w.+-]+)['""]|\([^()]*\bdefault (?<value>\d\w*)")]
    private static partial Regex Default();

    [GeneratedRegex(@"\([^()]*\bfixed\b[^()]*\)")]
    private static partial Regex FixedWord();

    [GeneratedRegex(@"\bonly present if (?:""(?<sibling>[^""]+)"" is ""(?<value>[^""]+)""|""?(?<sibling>[a-z][\w-]*)""?(?=,|\s\())")]
    private static partial Regex OnlyIf();
}
