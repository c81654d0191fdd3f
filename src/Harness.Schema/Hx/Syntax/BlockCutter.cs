using Harness.Schema.Model;
using Harness.Schema.Source;

namespace Harness.Schema.Hx.Syntax;

/// <summary>Cuts a file at its marks: SQMP, EQMP, HXCOMM, STEXI, ETEXI and the preprocessor's lines.</summary>
internal sealed class BlockCutter
{
    private readonly SourceText _source;
    private readonly List<Diagnostic> _diagnostics;
    private readonly ConditionStack _conditions;
    private readonly List<HxBlock> _blocks = [];
    private List<SourceLine> _lines = [];
    private List<Condition?> _lineConditions = [];
    private SourceSpan _start;
    private bool _documentation;
    private bool _texinfo;

    private BlockCutter(SourceText source, List<Diagnostic> diagnostics)
    {
        _source = source;
        _diagnostics = diagnostics;
        _conditions = new ConditionStack(diagnostics);
        _start = source.Span(0);
    }

    public static IReadOnlyList<HxBlock> Cut(SourceText source, List<Diagnostic> diagnostics)
    {
        BlockCutter cutter = new(source, diagnostics);
        for (int number = 1; number <= source.LineCount; number++)
        {
            cutter.Take(number);
        }

        cutter.Finish();
        return cutter._blocks;
    }

    private void Take(int number)
    {
        string whole = _source.Line(number);
        string text = whole.Trim();
        SourceSpan span = new(_source.Path, number, whole.Length - whole.TrimStart().Length + 1, text.Length);
        if (text.StartsWith("HXCOMM", StringComparison.Ordinal) || IsFrameLine(text, number))
        {
            return;
        }

        if (text is "STEXI" or "ETEXI")
        {
            // Texinfo is the manual of the human monitor.
            _texinfo = text == "STEXI";
        }
        else if (text is "SQMP" or "EQMP")
        {
            Mark(text == "SQMP", span);
        }
        else if (!_documentation && text.StartsWith('#'))
        {
            _conditions.Take(text, span);
        }
        else if (!_texinfo)
        {
            _lines.Add(new SourceLine(text, number, span.Column));
            _lineConditions.Add(_documentation ? null : _conditions.Current());
        }
    }

    /// <summary>Tables that a document was cut out of leave a stroke before the first and after the last line.</summary>
    private bool IsFrameLine(string text, int number) =>
        text == "|" && (number == 1 || Enumerable.Range(number + 1, _source.LineCount - number).All(n => string.IsNullOrWhiteSpace(_source.Line(n))));

    private void Mark(bool begins, SourceSpan span)
    {
        if (begins && _documentation)
        {
            _diagnostics.Add(FrameRules.Nested.At(span, "SQMP inside documentation: EQMP is missing before it", _start));
        }
        else if (!begins && !_documentation)
        {
            _diagnostics.Add(FrameRules.Unopened.At(span, "EQMP without SQMP"));
            return;
        }

        EndBlock();
        _documentation = begins;
        _start = span;
    }

    private void EndBlock()
    {
        if (_lines.Count > 0)
        {
            _blocks.Add(new HxBlock(_documentation, _start, _lines, _lineConditions));
        }

        _lines = [];
        _lineConditions = [];
    }

    private void Finish()
    {
        if (_documentation)
        {
            _diagnostics.Add(FrameRules.Unclosed.At(_start, "the documentation that begins here is not ended by EQMP"));
        }

        EndBlock();
        _conditions.Finish();
    }
}
