using Harness.Schema.Examples.Json;
using Harness.Schema.Model;
using Harness.Schema.Source;

namespace Harness.Schema.Examples;

/// <param name="Name">What it executes; null where nobody can say.</param>
/// <param name="Command">Null where the schema has no such command.</param>
internal sealed record SentRequest(SourceSpan Span, string? Name, Command? Command, ExampleValue.Object? Body, bool Elided);

/// <summary>The envelope of documented requests, QMP specification, "Issuing Commands".</summary>
internal sealed class RequestReview(QmpSchema schema, string subject, List<Diagnostic> diagnostics)
{
    private static readonly string[] Envelope = ["execute", "exec-oob", "arguments", "id", "control"];

    public SentRequest Read(DocumentedMessage message)
    {
        SourceSpan span = message.Arrow;
        if (message.Read.Value is not ExampleValue.Object body)
        {
            if (message.Read.Value is { } value)
            {
                Report(ExampleRules.NotARequest, value.Span, $"the client sends {value.Describe()}; a request is an object");
            }

            return new SentRequest(span, null, null, null, message.Read.Elided);
        }

        ExampleMember? execute = body.Member("execute") ?? body.Member("exec-oob");
        CheckEnvelope(body, execute, span);
        string? name = (execute?.Value as ExampleValue.String)?.Value;
        return new SentRequest(span, name, name is null ? null : schema.Command(name), body, message.Read.Elided);
    }

    public void CheckCommand(SentRequest request, Func<string, bool> mentions)
    {
        if (request is not { Name: { } name, Body: { } body })
        {
            return;
        }

        SourceSpan span = (body["execute"] ?? body["exec-oob"])!.Span;
        if (request.Command is null && name == subject)
        {
            // That the documented command does not exist is said at its title.
            return;
        }

        if (request.Command is null)
        {
            string near = NearName.Find(name, schema.Commands.Select(c => c.Name)) is { } meant ? $"; '{meant}' may be meant" : "";
            Report(ExampleRules.UnknownCommand, span, $"there is no command '{name}'{near}");
        }
        else if (name != subject && schema.Command(subject) is not null && !mentions(name))
        {
            Report(ExampleRules.OtherCommand, span, $"the example of '{subject}' executes '{name}', which its text does not speak of");
        }
    }

    private void CheckEnvelope(ExampleValue.Object body, ExampleMember? execute, SourceSpan span)
    {
        if (execute is null && !body.Elided)
        {
            string near = NearName.Find("execute", body.Members.Select(m => m.Name)) is { } meant ? $"; '{meant}' may be meant to be it" : "";
            Report(ExampleRules.NotARequest, span, $"the request has no 'execute'{near}");
        }
        else if (execute is { Value: not ExampleValue.String })
        {
            Report(ExampleRules.NotARequest, execute.Value.Span, $"'execute' is {execute.Value.Describe()}; the protocol says the name of a command");
        }

        foreach (ExampleMember stranger in body.Members.Where(m => execute is not null && !Envelope.Contains(m.Name)))
        {
            string? meant = NearName.Find(stranger.Name, Envelope);
            string why = meant is not null ? $"'{meant}' may be meant"
                : execute!.Value is ExampleValue.String { Value: { } name } && schema.Command(name)?.Arguments.AllMembers.Any(a => a.Name == stranger.Name) == true
                    ? $"it is an argument and belongs into 'arguments'"
                    : $"a request has 'execute', 'arguments' and 'id' only";
            Report(ExampleRules.UnknownRequestMember, stranger.NameSpan, $"the request has the member '{stranger.Name}'; {why}");
        }
    }

    private void Report(Rule rule, SourceSpan span, string message) => diagnostics.Add(rule.At(span, message, null, subject));
}
