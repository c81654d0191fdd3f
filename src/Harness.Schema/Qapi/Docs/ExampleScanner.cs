using Harness.Schema.Model;
using Harness.Schema.Source;

namespace Harness.Schema.Qapi.Docs;

/// <summary>
/// Finds exchanges in documentation, whatever frame they stand in: <c>Example:</c> sections, literal blocks,
/// <c>.. qmp-example::</c> directives. What counts is the arrow at the beginning of a line. Each request begins an example;
/// the replies and events up to the next request belong to it.
/// </summary>
internal static class ExampleScanner
{
    public static IReadOnlyList<Example> Scan(DocBlock block, List<Diagnostic> diagnostics)
    {
        List<Example> examples = [];
        List<ExampleLine> exchange = [];
        string title = "";
        string heading = "";
        for (int i = 0; i < block.Lines.Count; i++)
        {
            string text = block.Lines[i].Text.TrimStart();
            if (Arrow(text) is not { } fromClient)
            {
                if (text.Length > 0)
                {
                    title = TitleOf(text) ?? title;
                }

                continue;
            }

            if (fromClient || exchange.Count == 0 || (title.Length > 0 && !exchange[0].FromClient))
            {
                Finish(block, examples, exchange, heading);
                heading = title;
                exchange = [];
            }

            title = "";
            exchange.Add(Message(block, ref i, fromClient, diagnostics));
        }

        Finish(block, examples, exchange, heading);
        return examples;
    }

    private static bool? Arrow(string text) => text switch
    {
        ['-', '>', ..] => true,
        ['<', '-', ..] => false,
        _ => null,
    };

    private static void Finish(DocBlock block, List<Example> examples, List<ExampleLine> exchange, string title)
    {
        if (exchange.Count > 0)
        {
            examples.Add(new Example(title, examples.Count + 1, exchange, exchange[0].Span with { File = block.File }));
        }
    }

    /// <summary>What a line before an exchange says of it: prose, a numbered heading, a directive's title option.</summary>
    private static string? TitleOf(string text)
    {
        if (text.StartsWith(":title:", StringComparison.Ordinal))
        {
            return text[7..].Trim();
        }

        bool frame = text.StartsWith("Example", StringComparison.Ordinal) || text.StartsWith("..", StringComparison.Ordinal) || text.StartsWith('@') || text.StartsWith(':');
        return frame ? "" : text.TrimEnd(':');
    }

    /// <summary>Takes the message that begins at a line and goes on while its brackets are open.</summary>
    private static ExampleLine Message(DocBlock block, ref int index, bool fromClient, List<Diagnostic> diagnostics)
    {
        DocLine first = block.Lines[index];
        int indent = first.Text.Length - first.Text.TrimStart().Length;
        string text = first.Text[(indent + 2)..].Trim();
        while (index + 1 < block.Lines.Count && Continues(block.Lines[index + 1].Text, text, indent))
        {
            text += "\n" + block.Lines[++index].Text.Trim();
        }

        SourceSpan span = new(block.File, first.Number, first.Column + indent, first.Text.Length - indent);
        ElidedJson json = ElidedJson.Read(text);
        if (json.Error is not null)
        {
            diagnostics.Add(DocRules.ExampleNotJson.At(span, $"this message is not JSON: {json.Error}", null, block.Symbol));
        }

        return new ExampleLine(fromClient, text, json.Json, json.Elided, span, block.Lines[index].Number);
    }

    private static bool Continues(string line, string soFar, int indent)
    {
        string trimmed = line.TrimStart();
        if (trimmed.Length == 0 || Arrow(trimmed) is not null)
        {
            return false;
        }

        return soFar.Length == 0 || OpenBrackets(soFar) > 0 || (line.Length - trimmed.Length > indent && trimmed[0] is '{' or '}' or ']' or '[');
    }

    private static int OpenBrackets(string text)
    {
        int open = 0;
        char quote = '\0';
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (quote != '\0')
            {
                i += c == '\\' ? 1 : 0;
                quote = c == quote || c == '\n' ? '\0' : quote;
            }
            else
            {
                quote = c is '"' ? c : '\0';
                open += c is '{' or '[' ? 1 : c is '}' or ']' ? -1 : 0;
            }
        }

        return open;
    }
}
