using Harness.Schema.Examples;
using Harness.Schema.Model;
using Harness.Schema.Source;

namespace Harness.Schema.Hx.Syntax;

/// <summary>Reads the entries of the dispatch table out of a run of C.</summary>
internal sealed class EntryReader(string path, List<Diagnostic> diagnostics)
{
    private static readonly string[] KnownFields =
    [
        "name", "args_type", "params", "help", "user_print", "flags", "cmd", "cmd_new", "mhandler.cmd", "mhandler.cmd_new",
        "mhandler.cmd_async", "mhandler.info", "mhandler.info_new", "mhandler.info_async", "sub_table", "command_completion",
    ];

    private readonly List<HxEntry> _entries = [];
    private List<TableToken> _tokens = [];
    private int _next;

    public IReadOnlyList<HxEntry> Read(HxBlock block)
    {
        _entries.Clear();
        _tokens = [.. new TableLexer(path, diagnostics).Read(block)];
        _next = 0;
        int junkLine = 0;
        while (_next < _tokens.Count)
        {
            TableToken token = _tokens[_next++];
            if (token.Kind == TableTokenKind.OpenBrace)
            {
                ReadEntry(token, block.Conditions[token.LineIndex]);
            }
            else if (token.Kind != TableTokenKind.Comma && token.Line.Number != junkLine)
            {
                junkLine = token.Line.Number;
                diagnostics.Add(FrameRules.Junk.At(Span(token), $"'{token.Text}' belongs to no table entry and no documentation"));
            }
        }

        return [.. _entries];
    }

    private void ReadEntry(TableToken open, Condition? condition)
    {
        List<HxField> fields = [];
        int lastLine = open.Line.Number;
        bool closed = false;
        while (_next < _tokens.Count && _tokens[_next].Kind != TableTokenKind.OpenBrace && !closed)
        {
            TableToken token = _tokens[_next++];
            lastLine = token.Line.Number;
            closed = token.Kind == TableTokenKind.CloseBrace;
            if (token.Kind == TableTokenKind.Field)
            {
                AddField(fields, ReadField(token));
                lastLine = _tokens[_next - 1].Line.Number;
            }
            else if (token.Kind is not (TableTokenKind.Comma or TableTokenKind.CloseBrace))
            {
                diagnostics.Add(FrameRules.Junk.At(Span(token), $"'{token.Text}' is no field of a table entry"));
            }
        }

        if (!closed)
        {
            diagnostics.Add(FrameRules.EntryUnclosed.At(Span(open), "the table entry that begins here is not closed"));
        }

        AddEntry(fields, open, lastLine, condition);
    }

    private HxField ReadField(TableToken name)
    {
        List<SourceLine> strings = [];
        List<SourceLine> words = [];
        if (_next < _tokens.Count && _tokens[_next].Kind == TableTokenKind.Equals)
        {
            _next++;
        }

        while (_next < _tokens.Count && _tokens[_next].Kind is TableTokenKind.String or TableTokenKind.Word or TableTokenKind.Other)
        {
            TableToken token = _tokens[_next++];
            (token.Kind == TableTokenKind.String ? strings : words).Add(token.Line);
        }

        bool isString = strings.Count > 0;
        return new HxField(name.Text, Span(name), new LineText(path, isString ? strings : words, ""), isString);
    }

    private void AddField(List<HxField> fields, HxField field)
    {
        if (fields.FirstOrDefault(f => f.Name == field.Name) is { } first)
        {
            diagnostics.Add(FrameRules.FieldTwice.At(field.Span, $"the entry has a field '.{field.Name}' already", first.Span));
            return;
        }

        if (!KnownFields.Contains(field.Name))
        {
            string near = NearName.Find(field.Name, KnownFields) is { } meant ? $"; '.{meant}' may be meant" : "";
            diagnostics.Add(FrameRules.UnknownField.At(field.Span, $"a table entry has no field '.{field.Name}'{near}"));
        }

        fields.Add(field);
    }

    private void AddEntry(List<HxField> fields, TableToken open, int lastLine, Condition? condition)
    {
        HxField? name = fields.FirstOrDefault(f => f.Name == "name" && f.Value.Text.Length > 0);
        if (name is null)
        {
            diagnostics.Add(FrameRules.Nameless.At(Span(open), "the table entry that begins here has no .name"));
            return;
        }

        string command = name.Value.Text;
        HxField? table = fields.FirstOrDefault(f => f.Name == "args_type");
        if (table is null)
        {
            diagnostics.Add(FrameRules.NoTable.At(Span(open), $"the entry of '{command}' has no .args_type; an empty string says that there are no arguments", null, command));
        }

        IReadOnlyList<TableArgument> arguments = table is null ? [] : new ArgumentTable(command, diagnostics).Read(table.Value);
        _entries.Add(new HxEntry(command, name.Value.Span(0, command.Length), Span(open), lastLine, condition, fields, arguments));
    }

    private SourceSpan Span(TableToken token) => new(path, token.Line.Number, token.Line.Column, token.Text.Length);
}
