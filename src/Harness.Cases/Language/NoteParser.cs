using System.Globalization;

using Harness.Schema.Source;

namespace Harness.Cases.Language;

/// <summary>Parses the notes to the runner, <c>--</c>. Every method returns null after it has reported an error.</summary>
internal sealed class NoteParser(CaseCursor cursor, List<Diagnostic> diagnostics, StepParser steps)
{
    private const int MaxConnections = 16;

    private static readonly string[] Forms =
        ["silence", "any order", "in order", "advance", "reconnect", "connection", "first connection", "second connection", "negotiate", "end output", "no event", "verify", "alive"];

    private static readonly string[] Framings = ["crlf", "ascii", "one-line", "strict-json"];

    public static string NameOf(Framing framing) => Framings[(int)framing];

    /// <summary>True between the braces of a block.</summary>
    public bool InBlock { get; private set; }

    public Step? Parse()
    {
        int start = cursor.Position;
        cursor.TryTake("--");
        cursor.SkipBlanks();
        string form = TakeForm();
        SourceSpan head = cursor.SpanFrom(start);
        cursor.SkipBlanks();
        return form switch
        {
            "silence" => ParseTime() is { } time ? new Step.Silence(time, head) : null,
            "advance" => ParseTime() is { } time ? new Step.Advance(time, head) : null,
            "any order" => ParseBlock() is { } block ? new Step.AnyOrder(block, head) : null,
            "in order" => ParseBlock() is { } block ? new Step.InOrder(block, head) : null,
            "reconnect" => new Step.Reconnect(head),
            "connection" => ParseConnection() is { } number ? new Step.UseConnection(number, head) : null,
            "first connection" => new Step.UseConnection(0, head),
            "second connection" => new Step.UseConnection(1, head),
            "negotiate" => new Step.Negotiate(head),
            "end output" => new Step.EndOutput(head),
            "no event" => ParseEventName() is { } name ? new Step.ExpectNoEvent(name, head) : null,
            "verify" => ParseFraming() is { } framing ? new Step.VerifyBytes(framing, head) : null,
            "alive" => new Step.Alive(head),
            _ => Report<Step>(LanguageRules.UnknownNote, head, $"'-- {form}' is no note to the runner{NearestWord.Advice(form, Forms)}"),
        };
    }

    /// <summary>The form that stands here: two words where a form begins with the first of them, else one.</summary>
    private string TakeForm()
    {
        string first = cursor.TakeName();
        if (!Forms.Any(f => f.StartsWith($"{first} ", StringComparison.Ordinal)))
        {
            return first;
        }

        cursor.SkipBlanks();
        return $"{first} {cursor.TakeName()}".TrimEnd();
    }

    private TimeSpan? ParseTime()
    {
        int start = cursor.Position;
        string text = cursor.TakeWord();
        TimeSpan? time = Durations.Parse(text);
        if (time is null)
        {
            diagnostics.Add(LanguageRules.BadTime.At(cursor.SpanFrom(start), $"'{text}' is no time; write one such as 100ms, 1.5s or 2min, of at most {Durations.Write(Durations.Longest)}"));
        }

        return time;
    }

    private int? ParseConnection()
    {
        int start = cursor.Position;
        string word = cursor.TakeWord();
        if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is >= 1 and <= MaxConnections)
        {
            return number - 1;
        }

        diagnostics.Add(LanguageRules.BadNumber.At(cursor.SpanFrom(start), $"'{word}' is no connection; they are counted from 1 to {MaxConnections}"));
        return null;
    }

    private string? ParseEventName()
    {
        string name = cursor.TakeName();
        return name.Length > 0 ? name : Report<string>(LanguageRules.UnexpectedCharacter, cursor.Here(), "the name of an event must follow '-- no event'");
    }

    private Framing? ParseFraming()
    {
        int start = cursor.Position;
        string word = cursor.TakeWord();
        if (Array.IndexOf(Framings, word) is >= 0 and int index)
        {
            return (Framing)index;
        }

        diagnostics.Add(LanguageRules.UnknownNote.At(cursor.SpanFrom(start), $"'{word}' is nothing to verify{NearestWord.Advice(word, Framings)}"));
        return null;
    }

    /// <summary>Expectations up to a line with <c>}</c> alone.</summary>
    private List<Step>? ParseBlock()
    {
        SourceSpan open = cursor.Here();
        if (InBlock)
        {
            return Report<List<Step>>(LanguageRules.NotInBlock, open, "a block cannot hold another");
        }

        if (!cursor.TryTake("{"))
        {
            return Report<List<Step>>(LanguageRules.BadBlock, open, "a block begins with '{' on this line and ends with a line that has '}' alone");
        }

        InBlock = true;
        List<Step>? block = ParseToBrace(open);
        InBlock = false;
        return block;
    }

    private List<Step>? ParseToBrace(SourceSpan open)
    {
        List<Step?> block = [];
        for (cursor.SkipTrivia(); !cursor.TryTake("}"); cursor.SkipTrivia())
        {
            if (!cursor.AtStep)
            {
                return Report<List<Step>>(LanguageRules.BadBlock, open, "the block that begins here is not closed by '}'");
            }

            block.Add(ParseExpectation());
        }

        return block.Count == 0 ? Report<List<Step>>(LanguageRules.BadBlock, open, "the block has nothing in it")
            : block.Contains(null) ? null
            : [.. block.OfType<Step>()];
    }

    private Step? ParseExpectation()
    {
        SourceSpan place = cursor.Here(2);
        Step? step = steps.Parse();
        return step is null or Step.ExpectReply or Step.ExpectError or Step.ExpectEvent
            ? step
            : Report<Step>(LanguageRules.NotInBlock, place, "a block holds expectations of replies, errors and events only");
    }

    private T? Report<T>(Rule rule, SourceSpan span, string message)
        where T : class
    {
        diagnostics.Add(rule.At(span, message));
        return null;
    }
}
