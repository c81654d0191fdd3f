using System.Text.RegularExpressions;

using Harness.Schema.Source;

namespace Harness.Schema.Hx.Prose;

/// <summary>What the sentences of a command's text say of the value that it returns.</summary>
internal static partial class ReturnPhrase
{
    public static TypePhrase Read(LineText text)
    {
        Match named = Named().Match(text.Text);
        if (named.Success)
        {
            return Phrase(PhraseKind.Named, named.Groups["type"], text);
        }

        Match match = Returned().Match(text.Text);
        match = match.Success ? match : WillBeReturned().Match(text.Text);
        match = match.Success ? match : Entries().Match(text.Text);
        if (!match.Success)
        {
            return Phrase();
        }

        PhraseKind kind = match.Groups["type"].Value switch
        {
            "json-object" or "json-dict" or "dictionary" when !match.Value.StartsWith("each", StringComparison.OrdinalIgnoreCase) => PhraseKind.Object,
            "json-string" => PhraseKind.String,
            "json-int" => PhraseKind.Integer,
            "json-bool" => PhraseKind.Boolean,
            "json-number" => PhraseKind.Number,
            _ => PhraseKind.Array,
        };
        return Phrase(kind, match.Groups["type"], text);
    }

    /// <summary>The text names an array of a type, not one of it.</summary>
    public static bool IsListOfNamed(LineText text) => Named().Match(text.Text) is { Success: true } match && match.Groups["list"].Success;

    public static bool SaysNothing(LineText text) => Nothing().IsMatch(text.Text);

    private static TypePhrase Phrase(params IReadOnlyList<TypeMention> mentions) => new(mentions, ValueList.None, false, null, false, null);

    private static TypePhrase Phrase(PhraseKind kind, Group word, LineText text) =>
        Phrase(new TypeMention(kind, word.Value, text.Span(word.Index, word.Length), false, false));

    [GeneratedRegex(@"\b[Rr]eturn(?:s|ed)?(?: value)?\b[^.:]*?\b(?<type>json-object|json-array|json-string|json-int|json-bool|json-number|dictionary|list|array)\b")]
    private static partial Regex Returned();

    [GeneratedRegex(@"\b(?<type>json-object|json-array|json-string|json-int|json-bool|json-number|list|array)\b[^.]*\breturned\b")]
    private static partial Regex WillBeReturned();

    [GeneratedRegex(@"\b[Ee]ach (?<type>json-object|array entry|entry|element)\b")]
    private static partial Regex Entries();

    [GeneratedRegex(@"\b[Rr]eturns?:? (?:an? |the )?(?<list>list of |array of )?(?=\w{6})(?<type>[A-Z][A-Za-z0-9]*[a-z][A-Z][A-Za-z0-9]*|[A-Z]{2,}[a-z]{2,}[A-Za-z]*)\b")]
    private static partial Regex Named();

    [GeneratedRegex(@"^[Nn]othing\b|\b[Rr]eturns? nothing\b")]
    private static partial Regex Nothing();
}
