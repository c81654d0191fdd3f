using Harness.Schema.Source;

namespace Harness.Schema.Hx.Check;

/// <summary>How bullets are written, and how sentences are.</summary>
internal static class StyleRules
{
    public static readonly Rule NoQuotes = new("HX0601", Severity.Note, "a name is not in quotes where other names are");
    public static readonly Rule TypeWord = new("HX0602", Severity.Note, "a word for a type that is not the agreed one");
    public static readonly Rule TypeOutside = new("HX0603", Severity.Note, "a type is not in brackets");
    public static readonly Rule Unbalanced = new("HX0604", Severity.Warning, "a bracket of the text has no partner");
    public static readonly Rule NoColon = new("HX0605", Severity.Warning, "a name is not followed by a colon");
    public static readonly Rule BlankBeforeColon = new("HX0606", Severity.Note, "a blank stands before a colon");
    public static readonly Rule NoBlank = new("HX0607", Severity.Note, "a blank is missing before a bracket");
    public static readonly Rule HalfQuoted = new("HX0608", Severity.Warning, "a name has only one of its quotes");
    public static readonly Rule OddQuotes = new("HX0609", Severity.Warning, "a quote of the text has no partner");
    public static readonly Rule NoFullStop = new("HX0610", Severity.Note, "a description does not end with a full stop where others do");

    public static readonly Rule RepeatedWord = new("HX0701", Severity.Note, "a word stands twice in a row");
    public static readonly Rule Article = new("HX0702", Severity.Note, "'a' stands before a vowel, or 'an' before a consonant");
    public static readonly Rule Grammar = new("HX0703", Severity.Note, "a word has the wrong form");
    public static readonly Rule Abbreviation = new("HX0704", Severity.Note, "an abbreviation is misspelt");
}
