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
/// The client's side of one connection: which message is what, and whether it may stand where it stands.
/// Pure. Ids are compared by their JSON text.
/// </summary>
public sealed class ClientSession(ServerProfile profile)
{
    private readonly List<string?> _outstanding = [];
    private bool _greeted = !profile.Greets;
    private bool _negotiated = !profile.Greets;
    private bool _askedNegotiation;

    /// <summary>Requests without a reply.</summary>
    public int Outstanding => _outstanding.Count;

    /// <summary>Records a request. One without id expects the oldest reply without id.</summary>
    /// <param name="id">JSON text of the id; null for none.</param>
    public void Sent(string? id, bool isNegotiation = false)
    {
        _outstanding.Add(id);
        _askedNegotiation |= isNegotiation;
    }

    /// <summary>Classifies one message of the server.</summary>
    public Incoming Step(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object)
        {
            return Violation("a server sends nothing but objects");
        }

        if (message.TryGetProperty("QMP"u8, out _))
        {
            bool again = _greeted;
            _greeted = true;
            return again ? Violation("a second greeting") : new Incoming(IncomingKind.Greeting);
        }

        if (!_greeted)
        {
            return Violation("a message before the greeting");
        }

        return message.TryGetProperty("event"u8, out _) ? StepEvent(message) : StepReply(message);
    }

    private Incoming StepEvent(JsonElement message)
    {
        if (!_negotiated)
        {
            return Violation("an event before negotiation was complete");
        }

        return message.TryGetProperty("timestamp"u8, out JsonElement time) && time.ValueKind == JsonValueKind.Object
            ? new Incoming(IncomingKind.Event)
            : Violation("an event without a timestamp");
    }

    private Incoming StepReply(JsonElement message)
    {
        bool success = message.TryGetProperty("return"u8, out _);
        bool error = message.TryGetProperty("error"u8, out _);
        if (success == error)
        {
            return Violation(success ? "a reply with both return and error" : "a message that is no greeting, reply or event");
        }

        string? id = message.TryGetProperty("id"u8, out JsonElement given) ? given.GetRawText() : null;
        int index = _outstanding.IndexOf(id);

        // What is no request cannot be answered with its id: an error without id also answers garbage.
        if (index < 0)
        {
            return error && id is null ? new Incoming(IncomingKind.Error) : Violation("a reply to no request");
        }

        _outstanding.RemoveAt(index);
        _negotiated |= success && _askedNegotiation;
        return new Incoming(success ? IncomingKind.Success : IncomingKind.Error);
    }

    private static Incoming Violation(string why) => new(IncomingKind.Violation, why);
}
