using System.Text.RegularExpressions;

using Harness.Schema.Examples;
using Harness.Schema.Hx.Check;
using Harness.Schema.Hx.Syntax;
using Harness.Schema.Source;

namespace Harness.Schema.Hx.Prose;

/// <summary>Cuts a section at its headings: Arguments, Returns, Example, Note, Since, Errors.</summary>
internal sealed partial class PartCutter
{
    private static readonly Dictionary<string, PartKind> Words = new(StringComparer.Ordinal)
    {
        ["Arguments"] = PartKind.Arguments, ["Returns"] = PartKind.Returns, ["Return"] = PartKind.Returns, ["Example"] = PartKind.Example,
        ["Examples"] = PartKind.Example, ["Note"] = PartKind.Note, ["Notes"] = PartKind.Note, ["Since"] = PartKind.Since, ["Errors"] = PartKind.Errors,
    };

    private readonly HxFile _file;
    private readonly HxSection _section;
    private readonly List<Diagnostic> _diagnostics;
    private readonly List<PagePart> _parts = [];
    private List<SourceLine> _lines = [];
    private PartKind _kind = PartKind.Description;
    private SourceSpan? _heading;
    private string _label = "";

    private PartCutter(HxFile file, HxSection section, List<Diagnostic> diagnostics)
    {
        _file = file;
        _section = section;
        _diagnostics = diagnostics;
    }

    public static IReadOnlyList<PagePart> Cut(HxFile file, HxSection section, List<Diagnostic> diagnostics)
    {
        PartCutter cutter = new(file, section, diagnostics);
        foreach (SourceLine line in section.Lines)
        {
            cutter.Take(line);
        }

        cutter.End();
        return cutter._parts;
    }

    private void Take(SourceLine line)
    {
        bool deeper = _file.Indented && line.Column > 1;
        if (!deeper && TryHeading(line) is { } heading)
        {
            End();
            (_kind, _heading, _label) = (heading.Kind, heading.Span, heading.Label);
            if (heading.Beside.Text.Length > 0)
            {
                _lines.Add(heading.Beside);
            }

            return;
        }

        if (!deeper && _kind == PartKind.Arguments && ReturnSentence().IsMatch(line.Text))
        {
            End();
            (_kind, _heading, _label) = (PartKind.Returns, null, "");
        }
        else if (_kind == PartKind.Since && _lines.Count > 0 && !deeper)
        {
            // A version is one line; what follows goes on with the description.
            End();
            (_kind, _heading, _label) = (PartKind.Description, null, "");
        }

        _lines.Add(line);
    }

    private void End()
    {
        if (_lines.Count > 0 || _heading is not null)
        {
            _parts.Add(new PagePart(_kind, _heading, _label, _lines));
        }

        _lines = [];
    }

    private (PartKind Kind, SourceSpan Span, string Label, SourceLine Beside)? TryHeading(SourceLine line)
    {
        Match match = Heading().Match(line.Text);
        if (!match.Success)
        {
            return null;
        }

        string word = match.Groups["word"].Value;
        bool colon = match.Groups["colon"].Success;
        SourceLine rest = line.From(match.Length);
        SourceSpan span = new(_file.Path, line.Number, line.Column, match.Groups["head"].Length);
        if (Words.TryGetValue(word, out PartKind kind) && (colon || rest.Text.Length == 0))
        {
            if (!colon)
            {
                Misnamed(span, $"the heading '{match.Groups["head"].Value}' has no colon");
            }

            return (kind, span, match.Groups["label"].Value, rest);
        }

        // Anything else is a heading only where it stands alone on its line and is nearly one.
        if (rest.Text.Length > 0 || NearestWord(word) is not { } meant)
        {
            return null;
        }

        Misnamed(span, $"'{match.Groups["head"].Value}' is no heading; '{meant}:' may be meant");
        return (Words[meant], span, match.Groups["label"].Value, rest);
    }

    private static string? NearestWord(string word) =>
        Words.Keys.FirstOrDefault(w => w.Equals(word, StringComparison.OrdinalIgnoreCase)) ?? NearName.Find(word, Words.Keys);

    private void Misnamed(SourceSpan span, string message) =>
        _diagnostics.Add(SectionRules.MisnamedHeading.At(span, message, null, _section.Name));

    [GeneratedRegex(@"^(?<head>(?<word>[A-Za-z]+)\s*(?<label>\(?\d+\)?)?\s*(?<colon>:)?)\s*")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^(Returns?|returns?) (a|an|the|list|nothing|information)\b|^The returned value\b|^Each (json-object|array entry)\b")]
    private static partial Regex ReturnSentence();
}
