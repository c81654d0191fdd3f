using System.Text.RegularExpressions;

using Harness.Schema.Source;

namespace Harness.Schema.Hx.Syntax;

/// <summary>The C of the dispatch table as tokens, comments left out.</summary>
internal sealed partial class TableLexer(string path, List<Diagnostic> diagnostics)
{
    private bool _inComment;

    public IEnumerable<TableToken> Read(HxBlock block)
    {
        for (int i = 0; i < block.Lines.Count; i++)
        {
            foreach (TableToken token in ReadLine(block.Lines[i], i))
            {
                yield return token;
            }
        }
    }

    private IEnumerable<TableToken> ReadLine(SourceLine line, int index)
    {
        for (int at = 0; at < line.Text.Length;)
        {
            if (_inComment)
            {
                int end = line.Text.IndexOf("*/", at, StringComparison.Ordinal);
                _inComment = end < 0;
                at = end < 0 ? line.Text.Length : end + 2;
                continue;
            }

            Match match = Token().Match(line.Text, at);
            at += match.Length;
            if (match.Groups["comment"].Success)
            {
                _inComment = match.Value == "/*";
                at = match.Value == "//" ? line.Text.Length : at;
            }
            else if (!string.IsNullOrWhiteSpace(match.Value))
            {
                yield return Make(match, line, index);
            }
        }
    }

    private TableToken Make(Match match, SourceLine line, int index)
    {
        SourceLine whole = new(match.Value, line.Number, line.Column + match.Index);
        if (match.Groups["string"].Success)
        {
            bool closed = match.Value.Length > 1 && match.Value.EndsWith('"');
            if (!closed)
            {
                diagnostics.Add(FrameRules.StringUnclosed.At(new SourceSpan(path, whole.Number, whole.Column, whole.Text.Length), "this string has no closing quote"));
            }

            return new TableToken(TableTokenKind.String, whole with { Text = closed ? match.Value[1..^1] : match.Value[1..], Column = whole.Column + 1 }, index);
        }

        if (match.Groups["field"].Success)
        {
            return new TableToken(TableTokenKind.Field, whole.From(1), index);
        }

        TableTokenKind kind = match.Value switch
        {
            "{" => TableTokenKind.OpenBrace,
            "}" => TableTokenKind.CloseBrace,
            "," => TableTokenKind.Comma,
            "=" => TableTokenKind.Equals,
            _ => match.Groups["word"].Success ? TableTokenKind.Word : TableTokenKind.Other,
        };
        return new TableToken(kind, whole, index);
    }

    [GeneratedRegex(@"\G(?:\s+|(?<comment>/\*|//)|(?<string>""(?:[^""\\]|\\.)*(?:""|$|\\$))|(?<field>\.[A-Za-z_][A-Za-z0-9_.]*)|(?<word>[A-Za-z0-9_]+)|.)")]
    private static partial Regex Token();
}
