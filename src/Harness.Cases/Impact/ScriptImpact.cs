using System.Text.Json;

using Harness.Cases.Language;
using Harness.Schema.Source;

namespace Harness.Cases.Impact;

/// <summary>Finds in a case what the second schema's server does not take or answer.</summary>
public sealed class ScriptImpact(MessageImpact messages)
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 2048 };

    /// <summary>What breaks, each once, in the order of the steps.</summary>
    public IReadOnlyList<(SourceSpan Span, string Subject, string Why)> Of(Script script)
    {
        List<(SourceSpan, string, string)> found = [];
        string? command = null;
        foreach (Step step in script.Steps.SelectMany(Flat))
        {
            JsonElement? request = step is Step.Send send ? Parse(send) : null;
            command = request is { } sent ? MessageImpact.CommandIn(sent) : command;
            (string? Subject, string? Why) broken = step switch
            {
                Step.Send when request is { } message => (command, messages.OfRequest(message)),
                Step.ExpectReply reply when command is not null => (command, messages.OfReply(command, PatternSample.Of(reply.Pattern))),
                Step.ExpectEvent expected => (expected.Name, messages.OfEvent(expected.Name, expected.Data is null ? default : PatternSample.Of(expected.Data))),
                _ => (null, null),
            };
            if (broken is { Subject: { } subject, Why: { } why } && !found.Any(f => f.Item2 == subject && f.Item3 == why))
            {
                found.Add((step.Span, subject, why));
            }
        }

        return found;
    }

    private static IEnumerable<Step> Flat(Step step) => step switch
    {
        Step.AnyOrder any => any.Steps.SelectMany(Flat),
        Step.InOrder order => order.Steps.SelectMany(Flat),
        _ => [step],
    };

    /// <summary>The message with null for what only the run knows; null where the case sends no JSON on purpose.</summary>
    private static JsonElement? Parse(Step.Send send)
    {
        try
        {
            return JsonElement.Parse(string.Concat(send.Message.Parts.Select(p => p.Text ?? "null")), Deep);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
