using Harness.Schema.Source;

namespace Harness.Schema.Hx.Syntax;

/// <summary>Reads <c>args_type</c>: <c>name:code</c>, comma separated, <c>?</c> behind the code for optional, <c>name:-x</c> for a flag.</summary>
internal sealed class ArgumentTable(string command, List<Diagnostic> diagnostics)
{
    private const string Codes = "sBFilMoTbqO";

    public IReadOnlyList<TableArgument> Read(LineText table)
    {
        List<TableArgument> arguments = [];
        int offset = 0;
        foreach (string item in table.Text.Length == 0 ? [] : table.Text.Split(','))
        {
            Take(item, offset, table, arguments);
            offset += item.Length + 1;
        }

        return arguments;
    }

    private void Take(string item, int offset, LineText table, List<TableArgument> arguments)
    {
        SourceSpan span = table.Span(offset, item.Length);
        int colon = item.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || colon == item.Length - 1 || item.AsSpan(0, colon).ContainsAny(" \t\""))
        {
            Report(FrameRules.BadArgument, span, item.Length == 0 ? "the args_type has an empty item" : $"'{item}' in args_type is not name:code");
            return;
        }

        string name = item[..colon];
        string code = item[(colon + 1)..];
        bool flag = code.Length == 2 && code[0] == '-';
        bool optional = flag || code.EndsWith('?');
        string letter = flag ? "-" : code.TrimEnd('?');
        if (!flag && (letter.Length != 1 || !Codes.Contains(letter[0])))
        {
            Report(FrameRules.UnknownCode, table.Span(offset + colon + 1, code.Length), $"argument '{name}' has the type code '{code}', which does not exist");
            letter = "q";
        }

        SourceSpan nameSpan = table.Span(offset, name.Length);
        if (arguments.FirstOrDefault(a => a.Name == name) is { } first)
        {
            Report(FrameRules.ArgumentTwice, nameSpan, $"args_type has an argument '{name}' already", first.Span);
            return;
        }

        arguments.Add(new TableArgument(name, letter[0], optional, nameSpan));
    }

    private void Report(Rule rule, SourceSpan span, string message, SourceSpan? related = null) =>
        diagnostics.Add(rule.At(span, message, related, command));
}
