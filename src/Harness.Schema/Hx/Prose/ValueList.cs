using System.Text.RegularExpressions;

using Harness.Schema.Source;

namespace Harness.Schema.Hx.Prose;

internal readonly record struct ListedValue(string Text, SourceSpan Span);

/// <summary>The values that a text allows.</summary>
/// <param name="Values">In source order, repeated ones included.</param>
/// <param name="Default">The one that is marked as default; null when none is.</param>
internal sealed partial record ValueList(IReadOnlyList<ListedValue> Values, string? Default)
{
    public static ValueList None { get; } = new([], null);

    public IReadOnlyList<string> Distinct => [.. Values.Select(v => v.Text).Distinct(StringComparer.Ordinal)];

    /// <summary>
    /// Finds a list of values: after "Possible values:", after "one of", in quotes with "or" right after the colon, between
    /// strokes, or one a line. Lists with <c>...</c> are open and count as none.
    /// </summary>
    public static ValueList Find(LineText text)
    {
        foreach (Regex introduction in (Regex[])[Introduced(), Includes()])
        {
            if (introduction.Match(text.Text) is { Success: true } found)
            {
                return introduction == Introduced() ? Quoted(text, found.Index + found.Length) : EveryQuoted(text, found.Index + found.Length);
            }
        }

        if (Alternatives().Match(text.Text) is { Success: true } alternatives)
        {
            return Quoted(text, alternatives.Groups["first"].Index);
        }

        if (Fixed().Match(text.Text) is { Success: true } single)
        {
            return Quoted(text, single.Groups["first"].Index);
        }

        return Strokes().Match(text.Text) is { Success: true } strokes ? BetweenStrokes(text, strokes) : None;
    }

    /// <summary>Lines that each begin with a quoted value and a dash.</summary>
    public static ValueList ByLines(string path, IReadOnlyList<SourceLine> lines) => new(
        [.. lines.Select(l => (Line: l, Match: OneALine().Match(l.Text))).Where(l => l.Match.Success).Select(l =>
            new ListedValue(l.Match.Groups["value"].Value, new SourceSpan(path, l.Line.Number, l.Line.Column, l.Match.Groups["value"].Length + 2)))],
        null);

    private static ValueList Quoted(LineText text, int start)
    {
        List<ListedValue> values = [];
        string? standard = null;
        for (int at = start; Item().Match(text.Text, at) is { Success: true } item; at = item.Index + item.Length)
        {
            Group value = item.Groups["value"];
            values.Add(new ListedValue(value.Value, text.Span(value.Index - 1, value.Length + 2)));
            standard = item.Groups["remark"].Value == "default" ? value.Value : standard;
            if (item.Groups["more"].Length == 0)
            {
                return new ValueList(values, standard);
            }
        }

        // A comma with no quoted value behind it: the list goes on in words, so that it is no list of all.
        return None;
    }

    private static ValueList EveryQuoted(LineText text, int start)
    {
        int end = text.Text.IndexOf('(', start);
        string sentence = end < 0 ? text.Text : text.Text[..end];
        return new ValueList(
            [.. AnyQuoted().Matches(sentence, start).Select(m => new ListedValue(m.Groups["value"].Value, text.Span(m.Index, m.Length)))],
            null);
    }

    private static ValueList BetweenStrokes(LineText text, Match match)
    {
        List<ListedValue> values = [];
        foreach (Match word in StrokeWord().Matches(match.Value))
        {
            values.Add(new ListedValue(word.Value, text.Span(match.Index + word.Index, word.Length)));
        }

        // "+secs" stands for any number: such a list shows forms, not values.
        return values.All(v => char.IsAsciiLetter(v.Text[0])) ? new ValueList(values, null) : None;
    }

    [GeneratedRegex(@"\b[Pp]ossible values( are)?:?\s*(?="")|\bone of:?\s*(?=['""])")]
    private static partial Regex Introduced();

    [GeneratedRegex(@"\bpossibilities (include|are)\b")]
    private static partial Regex Includes();

    [GeneratedRegex(@"(^|: )(?<first>""[^""]+"")(?=(, ""[^""]+"")*,? or "")")]
    private static partial Regex Alternatives();

    [GeneratedRegex(@"^(?<first>""[^""]+"") \([^)]*\bfixed\b")]
    private static partial Regex Fixed();

    [GeneratedRegex(@"(\[ )?[+\w-]+( ?\| ?[+\w-]+)+( \])?")]
    private static partial Regex Strokes();

    [GeneratedRegex(@"[+\w-]+")]
    private static partial Regex StrokeWord();

    [GeneratedRegex(@"\G\s*(?:(?:or|and) )?(?:""(?<value>[^""]+)""|'(?<value>[^']+)')\s*(?:\((?<remark>[^)]*)\))?(?<more>,|(?= (?:or|and) ['""]))?")]
    private static partial Regex Item();

    [GeneratedRegex(@"""(?<value>[\w.+-]+)""|'(?<value>[\w.+-]+)'")]
    private static partial Regex AnyQuoted();

    [GeneratedRegex(@"^""(?<value>[^""]+)"" - ")]
    private static partial Regex OneALine();
}
