using System.Text.RegularExpressions;

namespace Harness.Schema.Hx.Prose;

/// <summary>Whose members a sentence announces: "The PCI device json-object contains the following:" those of a PCI device.</summary>
internal static partial class LeadSubject
{
    /// <summary>The words of the subject in small letters, joined by blanks; empty for the returned value itself.</summary>
    public static string Of(string sentence)
    {
        Match plural = Plural().Match(sentence);
        Match match = plural.Success ? plural : Subject().Matches(sentence).LastOrDefault() ?? Match.Empty;
        string words = match.Groups["words"].Value.Trim().ToLowerInvariant();
        return words is "main" or "json" or "" ? "" : words;
    }

    /// <summary>The subject that a text refers to in quotes: the same members as the 'PCI device json-object'. Empty when there is none.</summary>
    public static string Referred(string text) => InQuotes().Match(text).Groups["words"].Value.ToLowerInvariant();

    /// <summary>How well a subject fits a member's name: 2 all words, 1 the last word, 0 not at all.</summary>
    public static int Fit(string subject, string name)
    {
        string[] words = [.. subject.Split(' ').Select(Singular)];
        string[] named = [.. name.ToLowerInvariant().Split('-', '_', '.').Select(Singular)];
        return words.SequenceEqual(named) ? 2 : words[^1] == named[^1] ? 1 : 0;
    }

    private static string Singular(string word) => word.Length > 3 && word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) ? word[..^1] : word;

    [GeneratedRegex(@"\b(?:[Tt]he|[Aa]n?|[Ee]ach)\s+(?<words>(?:[\w/-]+\s+){0,3}?)json-object")]
    private static partial Regex Subject();

    [GeneratedRegex(@"\bsame members\b.*?['""](?<words>[^'""]+?)(?: json-object)?['""]")]
    private static partial Regex InQuotes();

    [GeneratedRegex(@"^(?<words>[A-Z][a-z]+)s are (?:described|represented) by\b")]
    private static partial Regex Plural();
}
