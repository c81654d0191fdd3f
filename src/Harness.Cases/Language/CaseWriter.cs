using System.Diagnostics;
using System.Globalization;
using System.Text;

using Harness.Cases.Compile;
using Harness.Cases.Run;

namespace Harness.Cases.Language;

/// <summary>Writes cases as <c>.case</c> text: <see cref="CaseFileParser"/> with the same table reads the same case back.</summary>
public sealed class CaseWriter(SafetyTable safety)
{
    private const int Wide = 120;

    /// <summary>The whole case, each line ended by a line feed. What follows from id and steps is left out.</summary>
    public string Write(Script script)
    {
        StringBuilder output = new();
        output.Append(CultureInfo.InvariantCulture, $"case {script.Id}\n");
        foreach ((string name, string? value) in Headers(script).Where(h => h.Value is not null))
        {
            output.Append(CultureInfo.InvariantCulture, $"  {name,-7} {value}\n");
        }

        output.Append('\n');
        foreach (Step step in script.Steps)
        {
            WriteStep(output, step, "  ");
        }

        return output.ToString();
    }

    /// <summary>One step as a case file has it, without indentation; a block takes several lines.</summary>
    public static string Write(Step step)
    {
        StringBuilder output = new();
        WriteStep(output, step, "");
        return output.ToString().TrimEnd('\n');
    }

    private IEnumerable<(string Name, string? Value)> Headers(Script script)
    {
        IReadOnlyList<string> sent = SentCommands.Of(script.Steps);
        yield return ("level", script.Level.ToString().ToUpperInvariant());
        yield return ("source", Source(script.Source));
        yield return ("machine", script.Machine == MachineReference.Default.Name ? null : script.Machine);
        yield return ("kills", Words(script.Kills));
        yield return ("needs", Words(script.Needs));
        yield return ("commands", script.Commands.SequenceEqual(sent) ? null : Words(script.Commands) ?? "none");
        yield return ("command", script.Command == CaseIds.CommandOf(script.Id) ? null : script.Command ?? "none");
        yield return ("allow", script.Safety == SentCommands.SafetyOf(sent, safety) ? null : SafetyTable.NameOf(script.Safety));
        yield return ("session", script.OpensSession == SessionOpening.IsImplied(script.Steps) ? null : script.OpensSession ? "opened" : "bare");
    }

    private static string? Words(IReadOnlyList<string> words) => words.Count == 0 ? null : string.Join(' ', words);

    private static string Source(string text) =>
        text.Length == 0 || text[0] == '"' || text != text.Trim() || text.AsSpan().ContainsAnyExceptInRange(' ', '~') || text.Contains('#', StringComparison.Ordinal)
            ? ArrowText.Quote(text)
            : text;

    private static void WriteStep(StringBuilder output, Step step, string indent)
    {
        output.Append(indent);
        switch (step)
        {
            case Step.ExpectReply reply:
                output.Append("<- ");
                WriteWide(output, reply.Pattern, indent + "   ");
                break;
            case Step.AnyOrder any:
                WriteBlock(output, "any", any.Steps, indent);
                break;
            case Step.InOrder strict:
                WriteBlock(output, "in", strict.Steps, indent);
                break;
            default:
                output.Append(Line(step));
                break;
        }

        output.Append('\n');
    }

    private static string Line(Step step) => step switch
    {
        Step.Send send => $"->{(send.WithDescriptor ? "fd" : "")} {ArrowText.FoldStrings(send.Message.ToString())}",
        Step.SendRaw raw => $"->raw {ArrowText.OfBytes(raw.Bytes.Span)}",
        Step.ExpectGreeting greeting => $"<- greeting{Optional("", greeting.Pattern)}",
        Step.ExpectError error => $"<- error{(error.Class is null ? "" : $" class={error.Class}")}{Optional("id=", error.Id)}",
        Step.ExpectErrors => "<- errors",
        Step.ExpectEvent happening => $"<- event {happening.Name}{Optional("timestamp=", happening.Timestamp)}{Optional("", happening.Data)}",
        Step.ExpectClosed => "<- closed",
        Step.ExpectNoEvent none => $"-- no event {none.Name}",
        Step.Silence silence => $"-- silence {Durations.Write(silence.Time)}",
        Step.Advance advance => $"-- advance {Durations.Write(advance.Time)}",
        Step.Reconnect => "-- reconnect",
        Step.UseConnection { Number: 0 } => "-- first connection",
        Step.UseConnection { Number: 1 } => "-- second connection",
        Step.UseConnection use => string.Create(CultureInfo.InvariantCulture, $"-- connection {use.Number + 1}"),
        Step.Negotiate => "-- negotiate",
        Step.EndOutput => "-- end output",
        Step.VerifyBytes verify => $"-- verify {NoteParser.NameOf(verify.Framing)}",
        Step.Alive => "-- alive",
        _ => throw new UnreachableException(step.GetType().Name),
    };

    private static string Optional(string before, Pattern? pattern) => pattern is null ? "" : $" {before}{ArrowText.Of(pattern)}";

    private static void WriteBlock(StringBuilder output, string word, IReadOnlyList<Step> steps, string indent)
    {
        output.Append(CultureInfo.InvariantCulture, $"-- {word} order {{\n");
        foreach (Step step in steps)
        {
            WriteStep(output, step, indent + "  ");
        }

        output.Append(indent).Append('}');
    }

    /// <summary>A pattern on one line where that is not too wide, else its members and elements on lines of their own.</summary>
    private static void WriteWide(StringBuilder output, Pattern pattern, string indent)
    {
        string line = ArrowText.Of(pattern);
        if (pattern is Pattern.Documented documented && line.Length + indent.Length > Wide)
        {
            output.Append("documented ");
            WriteWide(output, documented.Exact, indent);
            output.Append(' ').Append(ArrowText.Of(documented.Type));
            return;
        }

        (string head, IReadOnlyList<(string Name, Pattern Value)> parts, char close) = line.Length + indent.Length <= Wide ? ("", [], '\0') : Parts(pattern);
        if (parts.Count == 0)
        {
            output.Append(line);
            return;
        }

        output.Append(head);
        for (int i = 0; i < parts.Count; i++)
        {
            output.Append(i == 0 ? "\n" : ",\n").Append(indent).Append("  ").Append(parts[i].Name);
            WriteWide(output, parts[i].Value, indent + "  ");
        }

        output.Append('\n').Append(indent).Append(close);
    }

    private static (string Head, IReadOnlyList<(string Name, Pattern Value)> Parts, char Close) Parts(Pattern pattern) => pattern switch
    {
        Pattern.Members members => (members.Exact ? "exact {" : "{", [.. members.Items.Select(m => ($"{ArrowText.Quote(m.Key)}: ", m.Value))], '}'),
        Pattern.Elements elements => ("[", [.. elements.Items.Select(e => ("", e))], ']'),
        Pattern.Contains contains => ("contains [", [.. contains.Items.Select(e => ("", e))], ']'),
        Pattern.Either either => ("either [", [.. either.Options.Select(e => ("", e))], ']'),
        _ => ("", [], '\0'),
    };
}
