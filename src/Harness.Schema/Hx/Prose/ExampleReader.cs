using System.Text.RegularExpressions;

using Harness.Schema.Examples;
using Harness.Schema.Examples.Json;
using Harness.Schema.Source;

namespace Harness.Schema.Hx.Prose;

/// <summary>
/// Finds the exchanges in the example parts of a section. A message begins with its arrow and goes on while its brackets are
/// open; a line of prose ends it even then, so that a missing bracket does not swallow what follows.
/// </summary>
internal sealed partial class ExampleReader
{
    private readonly string _path;
    private readonly string _command;
    private readonly List<Diagnostic> _diagnostics;
    private readonly List<DocumentedExchange> _exchanges = [];
    private List<DocumentedMessage> _messages = [];
    private string _title = "";
    private string _nextTitle = "";

    private ExampleReader(string path, string command, List<Diagnostic> diagnostics)
    {
        _path = path;
        _command = command;
        _diagnostics = diagnostics;
    }

    /// <param name="diagnostics">Gets what had to be repaired in the messages.</param>
    public static IReadOnlyList<DocumentedExchange> Read(string path, IEnumerable<PagePart> parts, string command, List<Diagnostic> diagnostics)
    {
        ExampleReader reader = new(path, command, diagnostics);
        foreach (PagePart part in parts)
        {
            reader.ReadPart(part);
        }

        return reader._exchanges;
    }

    /// <summary>True for a line that begins a message of either side.</summary>
    public static bool IsArrow(string text) => text.StartsWith("->", StringComparison.Ordinal) || text.StartsWith("<-", StringComparison.Ordinal);

    private void ReadPart(PagePart part)
    {
        for (int i = 0; i < part.Lines.Count; i++)
        {
            SourceLine line = part.Lines[i];
            if (IsArrow(line.Text))
            {
                i = ReadMessage(part.Lines, i);
            }
            else if (!line.IsBlank)
            {
                if (Numbering().IsMatch(line.Text))
                {
                    EndExchange();
                }

                _nextTitle = _nextTitle.Length == 0 ? Numbering().Replace(line.Text, "").TrimEnd(':') : $"{_nextTitle} {line.Text.TrimEnd(':')}";
            }
        }

        EndExchange();
    }

    /// <summary>Returns the index of the message's last line.</summary>
    private int ReadMessage(IReadOnlyList<SourceLine> lines, int index)
    {
        bool fromClient = lines[index].Text[0] == '-';
        if (fromClient && (_nextTitle.Length > 0 || _messages.Any(m => !m.FromClient)))
        {
            EndExchange();
        }

        if (_messages.Count == 0)
        {
            (_title, _nextTitle) = (_nextTitle.Length > 0 ? _nextTitle : _title, "");
        }

        int end = EndOfMessage(lines, index);
        SourceLine first = lines[index].From(2);
        int blanks = first.Text.Length - first.Text.TrimStart().Length;
        LineText text = new(_path, lines.Skip(index + 1).Take(end - index).Where(l => !l.IsBlank).Prepend(first.From(blanks)), "\n");
        ReadMessage read = RepairingReader.Read(text, lenient: false, _command);
        _diagnostics.AddRange(read.Diagnostics);
        _messages.Add(new DocumentedMessage(fromClient, new SourceSpan(_path, lines[index].Number, lines[index].Column, lines[index].Text.Length), text, read));
        return end;
    }

    private static int EndOfMessage(IReadOnlyList<SourceLine> lines, int index)
    {
        int open = OpenBrackets(lines[index].Text);
        bool empty = lines[index].Text.Length == 2;
        int end = index;
        for (int i = index + 1; i < lines.Count && !IsArrow(lines[i].Text); i++)
        {
            string text = lines[i].Text;
            bool closesMore = open <= 0 && !empty && ClosingOnly().IsMatch(text);
            if (text.Length > 0 && (IsProse(text) || (open <= 0 && !empty && !closesMore)))
            {
                break;
            }

            if (text.Length > 0)
            {
                open += OpenBrackets(text);
                empty = false;
                end = i;
            }
        }

        return end;
    }

    /// <summary>A sentence or numbered title: what no line of JSON begins like.</summary>
    private static bool IsProse(string text) => Prose().IsMatch(text) && !text.StartsWith("...", StringComparison.Ordinal);

    /// <summary>How many more brackets a line opens than it closes; strings do not go over line ends.</summary>
    private static int OpenBrackets(string line)
    {
        int open = 0;
        bool quoted = false;
        for (int i = 0; i < line.Length; i++)
        {
            char c = line[i];
            if (quoted)
            {
                i += c == '\\' ? 1 : 0;
                quoted = c != '"';
            }
            else
            {
                quoted = c == '"';
                open += c is '{' or '[' ? 1 : c is '}' or ']' ? -1 : 0;
            }
        }

        return open;
    }

    private void EndExchange()
    {
        if (_messages.Count > 0)
        {
            _exchanges.Add(new DocumentedExchange(_title, _messages));
        }

        _messages = [];
        _title = "";
    }

    [GeneratedRegex(@"^(\(?\d+[.)]|-)\s*")]
    private static partial Regex Numbering();

    [GeneratedRegex(@"^[\]}\s,]+$")]
    private static partial Regex ClosingOnly();

    [GeneratedRegex(@"^(\(?\d+[.)] +[A-Za-z]|[A-Z][a-z]*( |:$)|[a-z]+ [a-z]+\b)")]
    private static partial Regex Prose();
}
