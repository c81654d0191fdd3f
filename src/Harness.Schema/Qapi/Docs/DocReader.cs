using System.Text;

using Harness.Schema.Model;
using Harness.Schema.Source;

namespace Harness.Schema.Qapi.Docs;

/// <summary>The documentation block of a definition, by section.</summary>
internal sealed class DocReader
{
    private readonly DocBlock _block;
    private readonly List<Diagnostic> _diagnostics;
    private readonly List<DocumentationSection> _sections = [];
    private readonly List<string> _body = [];
    private readonly List<string> _text = [];
    private OpenSection? _open;
    private bool _inFeatures;
    private string? _tagSeen;

    private DocReader(DocBlock block, List<Diagnostic> diagnostics)
    {
        _block = block;
        _diagnostics = diagnostics;
    }

    public static Documentation Read(DocBlock? block, List<Diagnostic> diagnostics) =>
        block is null ? Documentation.None : new DocReader(block, diagnostics).Read();

    private Documentation Read()
    {
        bool symbolSeen = _block.Symbol is null;
        foreach (DocLine line in _block.Lines)
        {
            if (symbolSeen)
            {
                ReadLine(line);
            }

            symbolSeen |= !line.IsBlank;
        }

        Close();
        return new Documentation(_block.Span, Join(_body), _sections, ExampleScanner.Scan(_block, _diagnostics));
    }

    private void ReadLine(DocLine line)
    {
        SectionMark mark = SectionMark.Read(line.Text);
        switch (mark.Kind)
        {
            case SectionMarkKind.Heading:
                Report(DocRules.Heading, _block.Place(line), "unexpected '=' markup in the documentation of a definition");
                break;
            case SectionMarkKind.Features:
                Close();
                _inFeatures = true;
                break;
            case SectionMarkKind.Member:
                OpenMember(line, mark);
                break;
            case SectionMarkKind.Tag or SectionMarkKind.Directive:
                OpenTagged(line, mark);
                break;
            default:
                AddText(line);
                break;
        }
    }

    private void AddText(DocLine line)
    {
        if (_open is { } open)
        {
            if (!Ends(open, line))
            {
                CheckIndentation(open, line);
                open.IsFlush |= line.IsFlush && _text.TrueForAll(t => t.Length == 0);
                _text.Add(line.Text);
                return;
            }

            Close();
            _inFeatures = false;
        }

        _body.Add(line.Text);
    }

    /// <summary>Text in the first column behind an empty line no longer belongs to the section, unless all of it stands there.</summary>
    private bool Ends(OpenSection open, DocLine line) =>
        line.IsFlush && _text is [.., ""] && (open.Name is not null || !open.IsFlush) && _text.Exists(t => t.Length > 0);

    private void CheckIndentation(OpenSection open, DocLine line)
    {
        if (line.IsFlush && !open.IsFlush && _text.Count > 0 && _text[^1].Length > 0)
        {
            Report(DocRules.Indentation, _block.Place(line), $"this line goes on with the section of line {open.Span.Line} and must be indented");
        }
    }

    private void OpenMember(DocLine line, SectionMark mark)
    {
        Close();
        string name = mark.Name!;
        SectionKind kind = _inFeatures ? SectionKind.Feature : SectionKind.Member;
        SourceSpan span = _block.Place(line, mark.Length);
        if (name.Length == 0)
        {
            Report(DocRules.BadName, span, "a name is missing between '@' and ':'");
        }
        else if (_sections.FirstOrDefault(s => s.Kind == kind && s.Name == name) is { } first)
        {
            Report(DocRules.DuplicateMember, span, $"'{name}' is documented twice", first.Span);
        }
        else if (_tagSeen is not null && !_inFeatures)
        {
            Report(DocRules.MemberAfterSection, span, $"'@{name}:' can't follow section '{_tagSeen}'");
        }

        Open(kind, name, span, mark.Rest);
    }

    private void OpenTagged(DocLine line, SectionMark mark)
    {
        Close();
        _inFeatures = false;
        if (mark.Kind == SectionMarkKind.Tag)
        {
            _tagSeen = mark.Name;
        }

        SourceSpan span = _block.Place(line, mark.Length);
        bool once = mark.Section is SectionKind.Returns or SectionKind.Errors or SectionKind.Since;
        if (once && _sections.FirstOrDefault(s => s.Kind == mark.Section) is { } first)
        {
            Report(DocRules.DuplicateSection, span, $"duplicated section '{mark.Name}'", first.Span);
        }

        Open(mark.Section, null, span, mark.Rest);
    }

    private void Open(SectionKind kind, string? name, SourceSpan span, string rest)
    {
        _open = new OpenSection(kind, name, span);
        if (rest.Length > 0)
        {
            _text.Add(rest);
        }
    }

    private void Close()
    {
        if (_open is not { } open)
        {
            return;
        }

        string text = Join(_text);
        if (text.Length == 0 && open.Name is null)
        {
            Report(DocRules.EmptySection, open.Span, $"section '{open.Kind}' has no text");
        }

        _sections.Add(new DocumentationSection(open.Kind, open.Name, text, open.Span));
        _open = null;
        _text.Clear();
    }

    /// <summary>Text without the indentation that all its lines share, and without empty lines around it.</summary>
    private static string Join(List<string> lines)
    {
        if (lines is [] or [_])
        {
            return lines is [var only] ? only.TrimStart() : "";
        }

        int indent = int.MaxValue;
        for (int i = 1; i < lines.Count; i++)
        {
            int own = lines[i].AsSpan().IndexOfAnyExcept(' ');
            indent = own < 0 ? indent : Math.Min(indent, own);
        }

        StringBuilder text = new();
        for (int i = 0; i < lines.Count; i++)
        {
            ReadOnlySpan<char> line = lines[i];
            text.Append(i == 0 ? line.TrimStart() : line[Math.Min(indent, line.Length)..]).Append('\n');
        }

        return text.ToString().Trim('\n');
    }

    private void Report(Rule rule, SourceSpan span, string message, SourceSpan? related = null) =>
        _diagnostics.Add(rule.At(span, message, related, _block.Symbol));

    private sealed record OpenSection(SectionKind Kind, string? Name, SourceSpan Span)
    {
        /// <summary>The text begins in the first column, below the mark.</summary>
        public bool IsFlush { get; set; }
    }
}
