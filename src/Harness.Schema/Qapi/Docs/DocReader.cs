using Harness.Schema.Model;
using Harness.Schema.Source;

namespace Harness.Schema.Qapi.Docs;

/// <summary>A documentation block by section.</summary>
internal sealed class DocReader
{
    private static readonly (string Tag, SectionKind Kind, bool Once)[] Tags =
    [
        ("Returns", SectionKind.Returns, true),
        ("Errors", SectionKind.Errors, true),
        ("Since", SectionKind.Since, true),
        ("Note", SectionKind.Note, false),
        ("Notes", SectionKind.Note, false),
        ("Example", SectionKind.Example, false),
        ("Examples", SectionKind.Example, false),
        ("TODO", SectionKind.Todo, false),
    ];

    private readonly DocBlock _block;
    private readonly List<Diagnostic> _diagnostics;
    private readonly List<DocumentationSection> _sections = [];
    private readonly List<string> _body = [];
    private readonly List<string> _text = [];
    private (SectionKind Kind, string? Name, SourceSpan Span)? _open;
    private bool _inFeatures;
    private bool _seenTag;

    private DocReader(DocBlock block, List<Diagnostic> diagnostics)
    {
        _block = block;
        _diagnostics = diagnostics;
    }

    public static Documentation Read(DocBlock? block, List<Diagnostic> diagnostics) =>
        block is null ? Documentation.None : new DocReader(block, diagnostics).Read();

    private Documentation Read()
    {
        bool symbolSeen = false;
        foreach (DocLine line in _block.Lines)
        {
            if (!symbolSeen && line.Text.Length > 0)
            {
                symbolSeen = true;
                continue;
            }

            ReadLine(line);
        }

        Close();
        IReadOnlyList<Example> examples = ExampleScanner.Scan(_block, _diagnostics);
        return new Documentation(_block.Span, Join(_body), _sections, examples);
    }

    private void ReadLine(DocLine line)
    {
        if (line.Text.StartsWith('=') && (line.Text.StartsWith("= ", StringComparison.Ordinal) || line.Text.StartsWith("== ", StringComparison.Ordinal)))
        {
            _diagnostics.Add(DocRules.Heading.At(Place(line), "unexpected '=' markup in the documentation of a definition", null, _block.Symbol));
        }
        else if (line.Text == "Features:")
        {
            Close();
            _inFeatures = true;
        }
        else if (TryMember(line, out string name, out string rest))
        {
            OpenMember(line, name, rest);
        }
        else if (TryTag(line.Text, out (string Tag, SectionKind Kind, bool Once) tag, out rest))
        {
            OpenTag(line, tag, rest);
        }
        else if (_open is null)
        {
            AddBody(line);
        }
        else if (_open is { Kind: SectionKind.Member or SectionKind.Feature } && EndsMember(line))
        {
            Close();
            _inFeatures = false;
            AddBody(line);
        }
        else
        {
            _text.Add(line.Text);
        }
    }

    private void AddBody(DocLine line) => _body.Add(line.Text);

    /// <summary>Text in the first column after an empty line no longer belongs to the member before it.</summary>
    private bool EndsMember(DocLine line) =>
        line.Text.Length > 0 && line.Text[0] != ' ' && _text.Count > 0 && _text[^1].Length == 0;

    private static bool TryMember(DocLine line, out string name, out string rest)
    {
        name = rest = "";
        if (!line.Text.StartsWith('@'))
        {
            return false;
        }

        int colon = line.Text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || line.Text.AsSpan(1, colon - 1).ContainsAny(" \t"))
        {
            return false;
        }

        name = line.Text[1..colon];
        rest = line.Text[(colon + 1)..].TrimStart();
        return true;
    }

    private static bool TryTag(string text, out (string Tag, SectionKind Kind, bool Once) tag, out string rest)
    {
        rest = "";
        tag = default;
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || text[0] == ' ')
        {
            return false;
        }

        // "Example 1:" and "Example (2):" count as examples.
        string word = text[..colon].Split(' ')[0];
        foreach ((string Tag, SectionKind Kind, bool Once) candidate in Tags)
        {
            bool numbered = candidate.Kind == SectionKind.Example && text[..colon].Length <= word.Length + 5;
            if (candidate.Tag == word && (text[..colon] == word || numbered) && !(text.Length > colon + 1 && text[colon + 1] == ':'))
            {
                tag = candidate;
                rest = text[(colon + 1)..].TrimStart();
                return true;
            }
        }

        return false;
    }

    private void OpenMember(DocLine line, string name, string rest)
    {
        Close();
        SectionKind kind = _inFeatures ? SectionKind.Feature : SectionKind.Member;
        SourceSpan span = Place(line, name.Length + 2);
        if (name.Length == 0)
        {
            _diagnostics.Add(DocRules.BadName.At(span, "invalid parameter name ''", null, _block.Symbol));
        }
        else if (_sections.FirstOrDefault(s => s.Name == name && s.Kind == kind) is { } first)
        {
            _diagnostics.Add(DocRules.DuplicateMember.At(span, $"'{name}' is documented twice", first.Span, _block.Symbol));
        }
        else if (_seenTag && !_inFeatures)
        {
            _diagnostics.Add(DocRules.MemberAfterSection.At(span, $"'@{name}:' can't follow a tagged section", null, _block.Symbol));
        }

        Open(kind, name, span, rest);
    }

    private void OpenTag(DocLine line, (string Tag, SectionKind Kind, bool Once) tag, string rest)
    {
        Close();
        _inFeatures = false;
        _seenTag = true;
        SourceSpan span = Place(line, tag.Tag.Length + 1);
        if (tag.Once && _sections.FirstOrDefault(s => s.Kind == tag.Kind) is { } first)
        {
            _diagnostics.Add(DocRules.DuplicateSection.At(span, $"duplicated '{tag.Tag}' section", first.Span, _block.Symbol));
        }

        Open(tag.Kind, null, span, rest);
    }

    private void Open(SectionKind kind, string? name, SourceSpan span, string rest)
    {
        _open = (kind, name, span);
        if (rest.Length > 0)
        {
            _text.Add(rest);
        }
    }

    private void Close()
    {
        if (_open is { } open)
        {
            string text = Join(_text);
            if (text.Length == 0 && open.Name is null)
            {
                _diagnostics.Add(DocRules.EmptySection.At(open.Span, $"empty section '{open.Kind}'", null, _block.Symbol));
            }

            _sections.Add(new DocumentationSection(open.Kind, open.Name, text, open.Span));
        }

        _open = null;
        _text.Clear();
    }

    private SourceSpan Place(DocLine line, int length = 0) => new(_block.File, line.Number, line.Column, length == 0 ? line.Text.Length : length);

    /// <summary>Text without the indentation that all its lines share, and without empty lines around it.</summary>
    private static string Join(List<string> lines)
    {
        int indent = lines.Skip(1).Where(l => l.Length > 0).Select(l => l.Length - l.TrimStart().Length).DefaultIfEmpty(0).Min();
        return string.Join('\n', lines.Select((l, i) => i == 0 ? l.TrimStart() : l.Length >= indent ? l[indent..] : "")).Trim('\n');
    }
}
