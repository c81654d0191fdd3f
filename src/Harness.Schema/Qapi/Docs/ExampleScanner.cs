using Harness.Schema.Model;
using Harness.Schema.Source;

namespace Harness.Schema.Qapi.Docs;

/// <summary>
/// Finds exchanges in documentation, whatever frame they stand in: <c>Example:</c> sections, literal blocks,
/// <c>.. qmp-example::</c> directives. What counts is the arrow at the beginning of a line. Each request begins an example;
/// the replies and events up to the next request belong to it.
/// </summary>
internal sealed class ExampleScanner
{
    private readonly DocBlock _block;
    private readonly List<Diagnostic> _diagnostics;
    private readonly List<Example> _examples = [];
    private List<ExampleLine> _exchange = [];
    private string _exchangeTitle = "";
    private string _title = "";
    private int _index;

    private ExampleScanner(DocBlock block, List<Diagnostic> diagnostics)
    {
        _block = block;
        _diagnostics = diagnostics;
    }

    public static IReadOnlyList<Example> Scan(DocBlock block, List<Diagnostic> diagnostics)
    {
        ExampleScanner scanner = new(block, diagnostics);
        for (; scanner._index < block.Lines.Count; scanner._index++)
        {
            scanner.ScanLine(block.Lines[scanner._index].Text.AsSpan().TrimStart());
        }

        scanner.Finish();
        return scanner._examples;
    }

    private static bool IsArrow(ReadOnlySpan<char> text) => text is ['-', '>', ..] or ['<', '-', ..];

    private void ScanLine(ReadOnlySpan<char> text)
    {
        if (!IsArrow(text))
        {
            _title = text.IsEmpty ? _title : TitleAt(text);
            return;
        }

        // Prose between events sets them apart; a reply belongs to the request before it whatever stands between.
        bool fromClient = text[0] == '-';
        if (fromClient || (_title.Length > 0 && _exchange is [{ FromClient: false }, ..]))
        {
            Finish();
        }

        if (_exchange.Count == 0)
        {
            _exchangeTitle = _title;
        }

        _title = "";
        _exchange.Add(Message(fromClient));
    }

    private void Finish()
    {
        if (_exchange.Count > 0)
        {
            _examples.Add(new Example(_exchangeTitle, _examples.Count + 1, _exchange, _exchange[0].Span));
            _exchange = [];
        }
    }

    /// <summary>What the paragraph before an exchange says of it: prose, a numbered heading, a directive's title.</summary>
    private string TitleAt(ReadOnlySpan<char> text)
    {
        if (text.StartsWith(":title:"))
        {
            return text[7..].Trim().ToString();
        }

        if (text[0] == ':')
        {
            return _title;
        }

        bool frame = text.StartsWith("Example") || text.StartsWith("..") || text[0] == '@';
        bool goesOn = _index > 0 && !_block.Lines[_index - 1].IsBlank && _title.Length > 0;
        string line = text.TrimEnd(':').ToString();
        return frame ? "" : goesOn ? $"{_title} {line}" : line;
    }

    /// <summary>Takes the message that begins at the line and goes on while its brackets are open.</summary>
    private ExampleLine Message(bool fromClient)
    {
        DocLine first = _block.Lines[_index];
        int indent = first.Text.Length - first.Text.AsSpan().TrimStart().Length;
        SourceLine line = Trimmed(first, indent + 2);
        List<SourceLine> lines = line.IsBlank ? [] : [line];
        int open = OpenBrackets(line.Text);
        while (_index + 1 < _block.Lines.Count && Continues(_block.Lines[_index + 1].Text, open > 0 || lines is [], indent))
        {
            line = Trimmed(_block.Lines[++_index], 0);
            lines.Add(line);
            open += OpenBrackets(line.Text);
        }

        SourceSpan span = _block.Place(first with { Column = first.Column + indent }, first.Text.Length - indent);
        LineText text = new(span.File, lines, "\n");
        DocumentedJson json = DocumentedJson.Read(text, span, _block.Symbol, _diagnostics);
        return new ExampleLine(fromClient, text.Text, json.Json, json.Elided, span, _block.Lines[_index].Number);
    }

    private static SourceLine Trimmed(DocLine line, int from)
    {
        ReadOnlySpan<char> rest = line.Text.AsSpan(from).TrimStart();
        return new SourceLine(rest.ToString(), line.Number, line.Column + line.Text.Length - rest.Length);
    }

    private static bool Continues(string line, bool isOpen, int indent)
    {
        ReadOnlySpan<char> text = line.AsSpan().TrimStart();
        return !text.IsEmpty && !IsArrow(text) && (isOpen || (line.Length - text.Length > indent && text[0] is '{' or '}' or ']' or '['));
    }

    /// <summary>How many more brackets a line opens than it closes; strings do not go over line ends.</summary>
    private static int OpenBrackets(string line)
    {
        int open = 0;
        bool quoted = false;
        for (int i = 0; i < line.Length; i++)
        {
            switch (line[i])
            {
                case '"':
                    quoted = !quoted;
                    break;
                case '\\' when quoted:
                    i++;
                    break;
                case '{' or '[' when !quoted:
                    open++;
                    break;
                case '}' or ']' when !quoted:
                    open--;
                    break;
                default:
                    break;
            }
        }

        return open;
    }
}
