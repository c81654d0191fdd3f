using Harness.Cases.Compile;
using Harness.Schema.Source;

namespace Harness.Cases.Language;

/// <summary>One file while it is parsed.</summary>
internal sealed class CaseFileReading(SourceText source, SafetyTable safety)
{
    private readonly CaseCursor _cursor = new(source);
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly List<Script> _scripts = [];
    private readonly Dictionary<string, SourceSpan> _ids = new(StringComparer.Ordinal);

    public CaseFileResult Read()
    {
        _cursor.SkipTrivia();
        if (!_cursor.AtEnd && !_cursor.AtCase)
        {
            Report(LanguageRules.OutsideCase, _cursor.Here(), "the file must begin with 'case ID'; this line belongs to no case");
            SkipToCase();
        }

        while (!_cursor.AtEnd)
        {
            ReadCase();
        }

        return new CaseFileResult(_scripts, [.. _diagnostics.OrderBy(d => d.Span.Line).ThenBy(d => d.Span.Column)]);
    }

    private void ReadCase()
    {
        int errors = _diagnostics.Count;
        (string id, SourceSpan head) = ReadHead();
        CaseHeaders headers = ReadHeaders(id, head);
        List<Step> steps = ReadSteps();
        if (_diagnostics.Count == errors && steps.Count == 0)
        {
            Report(LanguageRules.NoSteps, head, $"case '{id}' has no steps");
        }

        if (_diagnostics.Count == errors)
        {
            _scripts.Add(headers.Build(id, steps, head, safety));
        }
    }

    private (string Id, SourceSpan Head) ReadHead()
    {
        int start = _cursor.Position;
        _cursor.TryTake("case");
        _cursor.SkipBlanks();
        int at = _cursor.Position;
        string id = _cursor.TakeText();
        SourceSpan head = source.Span(at, id.Length);
        if (CaseIds.Trouble(id) is { } trouble)
        {
            Report(LanguageRules.BadId, id.Length > 0 ? head : source.Span(start, 4), trouble);
        }
        else if (!_ids.TryAdd(id, head))
        {
            _diagnostics.Add(LanguageRules.DuplicateId.At(head, $"there is a case '{id}' already", _ids[id]));
        }

        return (id, head);
    }

    private CaseHeaders ReadHeaders(string id, SourceSpan head)
    {
        CaseHeaders headers = new(_diagnostics);
        for (_cursor.SkipTrivia(); !_cursor.AtEnd && !_cursor.AtStep && !_cursor.AtCase; _cursor.SkipTrivia())
        {
            ReadHeader(headers);
        }

        headers.CheckRequired(id, head);
        return headers;
    }

    private void ReadHeader(CaseHeaders headers)
    {
        int start = _cursor.Position;
        string name = _cursor.TakeWord();
        SourceSpan place = _cursor.SpanFrom(start);
        _cursor.SkipBlanks();
        int valueAt = _cursor.Position;
        string value = _cursor.TakeText();
        headers.Add(name, place, value, source.Span(valueAt, value.Length));
    }

    private List<Step> ReadSteps()
    {
        List<Step> steps = [];
        StepParser parser = new(_cursor, _diagnostics);
        for (_cursor.SkipTrivia(); !_cursor.AtEnd && !_cursor.AtCase; _cursor.SkipTrivia())
        {
            if (!_cursor.AtStep)
            {
                ReportStray();
            }
            else if (parser.Parse() is { } step)
            {
                steps.Add(step);
            }
        }

        return steps;
    }

    private void ReportStray()
    {
        int start = _cursor.Position;
        string word = _cursor.TakeWord();
        SourceSpan place = _cursor.SpanFrom(start);
        if (word == "}")
        {
            Report(LanguageRules.BadBlock, place, "'}' closes nothing");
        }
        else if (CaseHeaders.Names.Contains(word))
        {
            Report(LanguageRules.HeaderAfterStep, place, $"header '{word}' must stand before the first step");
        }
        else
        {
            Report(LanguageRules.NotAStep, place, $"'{word}' begins neither a step nor a case; steps begin with ->, <- or --, comments with #");
        }

        _cursor.SkipToNextStep(inBlock: false);
    }

    private void SkipToCase()
    {
        while (!_cursor.AtEnd && !_cursor.AtCase)
        {
            _cursor.SkipLine();
            _cursor.SkipTrivia();
        }
    }

    private void Report(Rule rule, SourceSpan span, string message) => _diagnostics.Add(rule.At(span, message));
}
