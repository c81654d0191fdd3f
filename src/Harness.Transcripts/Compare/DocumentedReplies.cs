using Harness.Schema.Model;
using Harness.Transcripts.Format;
using Harness.Transcripts.Messages;

namespace Harness.Transcripts.Compare;

/// <summary>The type that a schema documents for what a reply or event of a connection carries.</summary>
/// <param name="schema">Null where nothing is known.</param>
public sealed class DocumentedReplies(QmpSchema? schema)
{
    private readonly Dictionary<long, string> _commands = [];

    public void Sent(long number, in MessageFacts request)
    {
        if (request.Name is { } name)
        {
            _commands[number] = name;
        }
    }

    /// <param name="inReplyTo">Number of the request's record.</param>
    public SchemaType? Of(RecordKind kind, long inReplyTo, in MessageFacts facts) => kind switch
    {
        RecordKind.Event => facts.Name is { } name ? schema?.Event(name)?.Data : null,
        _ => _commands.Remove(inReplyTo, out string? command) ? schema?.Command(command)?.Returns : null,
    };
}
