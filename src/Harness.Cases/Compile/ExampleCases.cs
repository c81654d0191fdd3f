using System.Text.Json;

using Harness.Cases.Language;
using Harness.Cases.Run;
using Harness.Schema.Model;
using Harness.Schema.Source;
using Harness.Session;

namespace Harness.Cases.Compile;

/// <summary>
/// <c>example/COMMAND/N</c>: the documented request gets the documented answer. Where the target answers as documented, member by member; elsewhere
/// a success of the documented type, or an error. An error's class counts where it is one that the protocol gives a meaning to,
/// its description never.
/// </summary>
internal sealed class ExampleCases(QmpSchema schema, SafetyTable safety, MachineCatalogue machines, DocumentedExchanges documented)
{
    /// <summary>Commands that take a file descriptor from their client, who must send one along.</summary>
    private static readonly string[] TakingDescriptors = ["getfd", "add-fd"];

    public IEnumerable<Script> Compile(Command owner) => documented.Of(owner).Select(e => Compile(owner, e));

    private Script Compile(Command owner, DocumentedExchange exchange)
    {
        SourceSpan span = exchange.Example.Span;
        Step.Send request = new(Template.Of(exchange.Request), span) { WithDescriptor = TakingDescriptors.Contains(exchange.Command.Name) };
        List<Step> steps = [.. Opening(exchange, span), request];
        steps.AddRange(exchange.Answers.Select(a => Expect(exchange, a)).OfType<Step>());
        bool replies = steps.Any(s => s is Step.ExpectReply or Step.ExpectError);
        if (!replies && exchange.Command.SuccessResponse)
        {
            steps.Add(Requests.Returns(ReturnType(exchange), span));
        }

        return new Script(
            exchange.Id,
            CaseKind.Example,
            owner.Name,
            Level.Must,
            $"{owner.Name}, example {exchange.Example.Index}",
            (machines.Of(exchange.Id) ?? MachineReference.Default).Name,
            [Kills(exchange)],
            safety.ClassOf(exchange.Command.Name),
            exchange.Command.Name == Requests.Negotiation ? [] : [exchange.Command.Name],
            Needs(exchange),
            OpensSession: exchange.Command.Name != Requests.Negotiation && !exchange.OutOfBand,
            steps,
            span);
    }

    private static Pattern.OfType ReturnType(DocumentedExchange exchange) => new(exchange.Command.Name, IsReturnOf: true);

    private static IEnumerable<Step> Opening(DocumentedExchange exchange, SourceSpan span)
    {
        if (exchange.OutOfBand)
        {
            return
            [
                new Step.ExpectGreeting(null, span),
                Requests.Execute(Requests.Negotiation, """{ "enable": [ "oob" ] }""", span),
                Requests.Returns(new Pattern.Members([], Exact: false), span),
            ];
        }

        return exchange.Command.Name == Requests.Negotiation ? [new Step.ExpectGreeting(null, span)] : [];
    }

    private Step? Expect(DocumentedExchange exchange, ExampleLine line)
    {
        if (line.Json is null || JsonElement.Parse(line.Json) is not { ValueKind: JsonValueKind.Object } message)
        {
            return null;
        }

        if (message.TryGetProperty("return", out JsonElement value))
        {
            return Requests.Returns(new Pattern.Documented(DocumentedValue.Pattern(value, line.Elided), ReturnType(exchange)), line.Span);
        }

        if (message.TryGetProperty("error", out JsonElement error))
        {
            return new Step.ExpectError(MeaningfulClass(error), null, line.Span);
        }

        return message.TryGetProperty("event", out JsonElement name) && name.ValueKind == JsonValueKind.String ? ExpectEvent(name.GetString()!, message, line) : null;
    }

    private Step.ExpectEvent ExpectEvent(string name, JsonElement message, ExampleLine line)
    {
        Pattern? data = message.TryGetProperty("data", out JsonElement value) && schema.Event(name) is not null
            ? new Pattern.Documented(DocumentedValue.Pattern(value, line.Elided), new Pattern.OfType(name, IsReturnOf: false))
            : null;
        return new Step.ExpectEvent(name, data, line.Span);
    }

    /// <summary>Null for the class that stands for all errors without a meaning of their own.</summary>
    private static string? MeaningfulClass(JsonElement error) =>
        error.ValueKind == JsonValueKind.Object && error.TryGetProperty("class", out JsonElement name) && name.ValueKind == JsonValueKind.String
        && !name.ValueEquals(ErrorClass.GenericError.WireName())
            ? name.GetString()
            : null;

    private static string[] Needs(DocumentedExchange exchange) => exchange.OutOfBand ? [Language.Needs.OutOfBand] : [];

    /// <summary>A documented error is told from success, a documented success from an answer of another type.</summary>
    private static string Kills(DocumentedExchange exchange) =>
        !exchange.Succeeds ? Mutants.ErrorAsSuccess
        : exchange.Command.Name == Requests.Negotiation ? Mutants.SuccessWithoutReturn
        : Mutants.WrongReturnType;
}
