using System.Text.Json;

using Harness.Session;
using Harness.Wire;

namespace Harness.Cases.Verify;

/// <summary>
/// One connection as a judge follows it: what was sent, and whether what comes may stand where it stands. Ids are compared as
/// values, because a server is free to spell an id anew: QEMU answers <c>{"b":1,"a":1e0}</c> with <c>{"a": 1, "b": 1}</c>.
/// </summary>
internal sealed class Conversation
{
    private readonly MessageReader _sent = new(JsonFlavour.Qemu, WireLimits.Default);
    private readonly List<Pending> _pending = [];
    private readonly Queue<Pending> _doubtful = [];
    private bool _sentGarbage;
    private bool _greeted;
    private bool _negotiated;

    /// <summary>True when the client has begun a message and not ended it, so that nothing can be asked.</summary>
    public bool IsInsideMessage => _sent.IsInsideMessage;

    /// <summary>Records bytes of the client.</summary>
    public void Sent(ReadOnlyMemory<byte> bytes)
    {
        _sent.Feed(bytes.ToArray());
        while (_sent.TryRead(out WireMessage message))
        {
            using JsonDocument? document = MessageParser.Parse(message, WireLimits.Default, out _);
            if (document?.RootElement is { ValueKind: JsonValueKind.Object } request)
            {
                Pending pending = Pending.Of(request);
                _pending.Add(pending);
                _sentGarbage |= pending.MayBeGarbage;
            }
            else
            {
                _sentGarbage = true;
            }
        }
    }

    /// <summary>Judges a message of the server.</summary>
    public Incoming Judge(JsonElement message)
    {
        Incoming shape = MessageShape.Classify(message);
        return shape.Kind switch
        {
            IncomingKind.Greeting => JudgeGreeting(),
            IncomingKind.Violation => shape,
            _ when !_greeted => Violation("a message before the greeting"),
            IncomingKind.Event => _negotiated ? shape : Violation("an event before negotiation was complete"),
            _ => JudgeReply(message, shape),
        };
    }

    private Incoming JudgeGreeting()
    {
        bool again = _greeted;
        _greeted = true;
        return again ? Violation("a second greeting") : new Incoming(IncomingKind.Greeting);
    }

    private Incoming JudgeReply(JsonElement reply, Incoming shape)
    {
        JsonElement id = JsonValues.Member(reply, "id");
        int index = _pending.FindIndex(p => JsonValues.AreEqual(p.Id, id));
        if (index < 0)
        {
            return id.ValueKind == JsonValueKind.Undefined && MayAnswerGarbage(shape.Kind) ? shape : Stranger(id);
        }

        Pending answered = _pending[index];
        if (!answered.OutOfBand && _pending.FindIndex(p => p is { OutOfBand: false, MayBeGarbage: false }) is >= 0 and int first && first < index)
        {
            return Violation($"the reply to {answered} came before the reply to {_pending[first]}, which was sent before it");
        }

        _pending.RemoveAt(index);
        if (shape.Kind == IncomingKind.Error && _sentGarbage && id.ValueKind == JsonValueKind.Undefined)
        {
            _doubtful.Enqueue(answered);
        }

        _negotiated |= shape.Kind == IncomingKind.Success && answered.IsNegotiation;
        return shape;
    }

    /// <summary>
    /// What is no JSON has no id, and nobody says how many errors a server makes of it. So an error without id may answer garbage
    /// although it was taken for the answer to a request without id, whose own reply comes now.
    /// </summary>
    private bool MayAnswerGarbage(IncomingKind kind)
    {
        if (_doubtful.TryDequeue(out Pending? request))
        {
            _negotiated |= kind == IncomingKind.Success && request.IsNegotiation;
            return true;
        }

        return kind == IncomingKind.Error && (_sentGarbage || IsInsideMessage);
    }

    private Incoming Stranger(JsonElement id)
    {
        string which = id.ValueKind == JsonValueKind.Undefined ? "a reply without id" : $"a reply with id {PatternMatcher.Show(id)}";
        return Violation(_pending.Count == 0 ? $"{which}, while no request waits for a reply" : $"{which}, while the oldest request that waits is {_pending[0]}");
    }

    private static Incoming Violation(string why) => new(IncomingKind.Violation, why);

    /// <summary>A request without a reply.</summary>
    /// <param name="MayBeGarbage">It holds a number that no double can hold, which a server may refuse as no JSON.</param>
    private sealed record Pending(string Name, JsonElement Id, bool OutOfBand, bool IsNegotiation, bool MayBeGarbage)
    {
        public static Pending Of(JsonElement request)
        {
            JsonElement id = JsonValues.Member(request, "id");
            JsonElement execute = JsonValues.Member(request, "execute");
            JsonElement outOfBand = JsonValues.Member(request, "exec-oob");
            JsonElement command = execute.ValueKind == JsonValueKind.Undefined ? outOfBand : execute;
            string name = command.ValueKind == JsonValueKind.String ? command.GetString()! : "no command";
            bool isOutOfBand = outOfBand.ValueKind != JsonValueKind.Undefined;
            return new Pending(name, id.ValueKind == JsonValueKind.Undefined ? default : id.Clone(), isOutOfBand, name == "qmp_capabilities", HasHugeNumber(request));
        }

        private static bool HasHugeNumber(JsonElement value) => value.ValueKind switch
        {
            JsonValueKind.Number => !value.TryGetDouble(out double number) || double.IsInfinity(number),
            JsonValueKind.Array => value.EnumerateArray().Any(HasHugeNumber),
            JsonValueKind.Object => value.EnumerateObject().Any(member => HasHugeNumber(member.Value)),
            _ => false,
        };

        public override string ToString() => Id.ValueKind == JsonValueKind.Undefined ? $"'{Name}' without id" : $"'{Name}' with id {PatternMatcher.Show(Id)}";
    }
}
