using System.Text.Json;

namespace Harness.Session;

public enum IncomingKind
{
    Greeting,
    Success,
    Error,
    Event,

    /// <summary>A message that is none of these, or is one of them in the wrong place.</summary>
    Violation,
}

/// <summary>What a client makes of one message of the server.</summary>
/// <param name="Why">For a violation: what the protocol says against it; null otherwise.</param>
public readonly record struct Incoming(IncomingKind Kind, string? Why = null);

/// <summary>
/// The client's side of one connection: which message is what, and whether it may stand where it stands. Pure. Ids are compared as
/// values: a server is free to spell an id anew.
/// </summary>
public sealed class ClientSession(ServerProfile profile)
{
    private readonly List<Waiting> _outstanding = [];

    /// <summary>Requests without id whose reply may have been an answer to garbage.</summary>
    private readonly Queue<Waiting> _doubtful = [];
    private bool _sentGarbage;
    private bool _greeted = !profile.Greets;
    private bool _negotiated = !profile.Greets;

    /// <summary>Requests without a reply.</summary>
    public int Outstanding => _outstanding.Count;

    /// <summary>Records a request. One without id expects the next reply without id.</summary>
    public void Sent(in Request request)
    {
        JsonElement id = request.Id.ValueKind == JsonValueKind.Undefined ? default : request.Id.Clone();
        _outstanding.Add(new Waiting(request.Command, id, request.OutOfBand));
    }

    /// <summary>Records bytes that are no request. Nobody says how many errors a server makes of them; they have no id.</summary>
    public void SentGarbage() => _sentGarbage = true;

    /// <summary>Classifies one message of the server.</summary>
    public Incoming Step(JsonElement message)
    {
        Incoming shape = ServerMessage.Classify(message);
        return shape.Kind switch
        {
            IncomingKind.Violation => shape,
            IncomingKind.Greeting => StepGreeting(shape),
            _ when !_greeted => Violation("a message before the greeting"),
            IncomingKind.Event => _negotiated ? shape : Violation("an event before negotiation was complete"),
            _ => StepReply(message, shape),
        };
    }

    private Incoming StepGreeting(Incoming greeting)
    {
        bool again = _greeted;
        _greeted = true;
        return again ? Violation(profile.Greets ? "a second greeting" : "a greeting from a server that sends none") : greeting;
    }

    private Incoming StepReply(JsonElement message, Incoming reply)
    {
        JsonElement id = message.TryGetProperty("id"u8, out JsonElement given) ? given : default;
        bool isNameless = id.ValueKind == JsonValueKind.Undefined;
        int index = _outstanding.FindIndex(w => IdEquality.AreEqual(w.Id, id));
        if (index < 0)
        {
            return isNameless && AnswersGarbage(reply.Kind) ? reply : Violation("a reply to no request");
        }

        Waiting answered = _outstanding[index];
        if (!answered.OutOfBand && _outstanding.FindIndex(w => !w.OutOfBand) < index)
        {
            return Violation("a reply that overtakes the reply to an earlier request");
        }

        _outstanding.RemoveAt(index);
        if (isNameless && _sentGarbage && reply.Kind == IncomingKind.Error)
        {
            _doubtful.Enqueue(answered);
        }

        Complete(answered, reply.Kind);
        return reply;
    }

    /// <summary>Whether a reply without id, for which nothing waits, is due to garbage: by itself, or because garbage took the place of its request.</summary>
    private bool AnswersGarbage(IncomingKind reply)
    {
        if (!_doubtful.TryDequeue(out Waiting answered))
        {
            return _sentGarbage && reply == IncomingKind.Error;
        }

        Complete(answered, reply);
        return true;
    }

    private void Complete(in Waiting answered, IncomingKind reply) =>
        _negotiated |= reply == IncomingKind.Success && answered.Command == "qmp_capabilities";

    private static Incoming Violation(string why) => new(IncomingKind.Violation, why);

    private readonly record struct Waiting(string Command, JsonElement Id, bool OutOfBand);
}
