using Harness.Schema.Examples.Json;
using Harness.Schema.Model;
using Harness.Schema.Source;
using Harness.Schema.Validation;

namespace Harness.Schema.Examples;

/// <summary>Holds the exchanges that document one command or event against the schema.</summary>
/// <param name="subject">The command or event whose documentation they stand in.</param>
internal sealed class ExchangeReview(QmpSchema schema, DocumentedFacts facts, string subject, List<Diagnostic> diagnostics)
{
    private readonly TypeWalk _walk = new(facts, subject, diagnostics);
    private readonly RequestReview _requests = new(schema, subject, diagnostics);

    /// <param name="mentions">True for a command that the text around the examples speaks of, so that they may execute it.</param>
    public void Review(IReadOnlyList<DocumentedExchange> exchanges, Func<string, bool> mentions)
    {
        foreach (DocumentedExchange exchange in exchanges)
        {
            Review(exchange, mentions);
        }
    }

    private void Review(DocumentedExchange exchange, Func<string, bool> mentions)
    {
        Queue<SentRequest> open = new();
        foreach (DocumentedMessage message in exchange.Messages)
        {
            if (message.FromClient)
            {
                SentRequest request = _requests.Read(message);
                _requests.CheckCommand(request, mentions);
                CheckArguments(request);
                open.Enqueue(request);
            }
            else if (message.Read.Value is { } value)
            {
                CheckServerMessage(value, message, open);
            }
            else if (open.Count > 0)
            {
                // An unreadable message stands for the reply.
                open.Dequeue();
            }
        }

        foreach (SentRequest request in open.Where(r => r.Command is not { SuccessResponse: false }))
        {
            Report(ExampleRules.NoReply, request.Span, $"this request of '{request.Name ?? subject}' has no reply");
        }
    }

    private void CheckArguments(SentRequest request)
    {
        if (request is not { Command: { } command, Body: { } body })
        {
            return;
        }

        ExampleMember? member = body.Member("arguments");
        if (member is { Value: not ExampleValue.Object })
        {
            Report(ExampleRules.NotARequest, member.Value.Span, $"'arguments' is {member.Value.Describe()}; the protocol says an object");
            return;
        }

        ExampleValue.Object arguments = (ExampleValue.Object?)member?.Value ?? new ExampleValue.Object(request.Span, [], request.Elided);
        _walk.Walk(arguments, command.Arguments, ExampleRules.Request, $"the request of '{command.Name}'");
        if (command.Arguments.IsOpen && !facts.AllowsFurtherArguments(command))
        {
            foreach (ExampleMember stranger in arguments.Members.Where(m => command.Arguments.AllMembers.All(a => a.Name != m.Name)))
            {
                Report(ExampleRules.UndocumentedOption, stranger.NameSpan, $"the request of '{command.Name}' has '{stranger.Name}', an argument that no text describes");
            }
        }
    }

    private void CheckServerMessage(ExampleValue value, DocumentedMessage message, Queue<SentRequest> open)
    {
        if (value is not ExampleValue.Object body)
        {
            Report(ExampleRules.NotAServerMessage, value.Span, $"the server sends {value.Describe()}; a QMP message is an object");
            open.TryDequeue(out _);
        }
        else if (body.Member("return") is { } result)
        {
            CheckReturn(result, body, message, open);
        }
        else if (body.Member("error") is not null)
        {
            Answered(body, message, open);
        }
        else if (body.Member("event") is { } name)
        {
            CheckEvent(name, body);
        }
        else if (body.Member("QMP") is null && !body.Elided)
        {
            Report(ExampleRules.NotAServerMessage, message.Arrow, "the server sends an object with none of 'return', 'error', 'event' and 'QMP'");
            open.TryDequeue(out _);
        }
    }

    /// <summary>The request that a reply belongs to; null, and reported, where there is none.</summary>
    private SentRequest? Answered(ExampleValue.Object body, DocumentedMessage message, Queue<SentRequest> open)
    {
        if (!open.TryDequeue(out SentRequest? request))
        {
            Report(ExampleRules.NoRequest, message.Arrow, "this reply has no request before it");
            return null;
        }

        string? sent = request.Body?["id"]?.ToJson();
        if (body.Member("id") is { } id && !body.Elided && id.Value.ToJson() != sent)
        {
            string wanted = sent is null ? "the request has none" : $"the request has {sent}";
            Report(ExampleRules.IdNotEchoed, id.NameSpan, $"the reply has id {id.Value.ToJson()}; {wanted}", request.Span);
        }

        return request;
    }

    private void CheckReturn(ExampleMember result, ExampleValue.Object body, DocumentedMessage message, Queue<SentRequest> open)
    {
        if (Answered(body, message, open) is not { Command: { } command })
        {
            return;
        }

        bool empty = result.Value is ExampleValue.Object { Members.Count: 0 };
        ReturnsDescribed described = facts.Returns(command);
        if (described == ReturnsDescribed.ByName)
        {
            return;
        }

        if (described == ReturnsDescribed.Nowhere || (command.Returns is null && !empty))
        {
            if (!empty)
            {
                Report(ExampleRules.ReturnsUndocumented, result.NameSpan, $"'{command.Name}' returns {Outline(result.Value)}, and no text says so");
            }
        }
        else if (command.Returns is { } type)
        {
            CheckType(result.Value, type, command);
        }
    }

    private static string Outline(ExampleValue value) => value switch
    {
        ExampleValue.Object members => $"an object with {Listing.Of(members.Members.Select(m => m.Name))}",
        ExampleValue.Array { Items: [ExampleValue.Object element, ..] } => $"an array of objects with {Listing.Of(element.Members.Select(m => m.Name))}",
        _ => value.Describe(),
    };

    private void CheckType(ExampleValue value, SchemaType type, Command command)
    {
        if (JsonKinds.IsKindOf(value.Kind, type))
        {
            _walk.Walk(value, type, ExampleRules.Reply, $"the reply of '{command.Name}'");
            return;
        }

        SourceSpan? documented = command.Definition.Documentation.Sections.FirstOrDefault(s => s.Kind == SectionKind.Returns)?.Span;
        Report(ExampleRules.WrongShape, value.Span, $"'{command.Name}' returns {value.Describe()}; the documentation says {JsonKinds.NameOf(type)}", documented);
    }

    private void CheckEvent(ExampleMember name, ExampleValue.Object body)
    {
        if (name.Value is not ExampleValue.String text || schema.Events.Count == 0)
        {
            return;
        }

        if (schema.Event(text.Value) is not { } known)
        {
            string near = NearName.Find(text.Value, schema.Events.Select(e => e.Name)) is { } meant ? $"; '{meant}' may be meant" : "";
            Report(ExampleRules.UnknownEvent, text.Span, $"there is no event '{text.Value}'{near}");
            return;
        }

        ExampleValue data = body["data"] ?? new ExampleValue.Object(name.NameSpan, [], body.Elided);
        _walk.Walk(data, known.Data, ExampleRules.Reply, $"the event '{known.Name}'");
    }

    private void Report(Rule rule, SourceSpan span, string message, SourceSpan? related = null) =>
        diagnostics.Add(rule.At(span, message, related, subject));
}
