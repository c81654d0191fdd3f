using System.Text.Json;

using Harness.Wire;

namespace Harness.Session;

public enum SessionPhase
{
    /// <summary>Only <c>qmp_capabilities</c> is accepted, and no event is sent.</summary>
    Negotiating,
    Ready,
}

/// <summary>
/// The server's side of one connection: envelope checks, the negotiation gate, out-of-band. Pure: one message in, one action
/// out. It does not execute; who does calls <see cref="Negotiate"/> when <c>qmp_capabilities</c> was executed and
/// <see cref="Complete"/> after each in-band reply.
/// </summary>
public sealed class ServerSession(ServerProfile profile)
{
    /// <summary>Requests in flight at which a server with out-of-band execution stops reading ("QMP specification, out-of-band execution").</summary>
    public const int MaxInFlight = 8;

    private const string Negotiation = "qmp_capabilities";

    private int _inFlight;

    public ServerProfile Profile { get; } = profile;

    public SessionPhase Phase { get; private set; } = profile.Greets ? SessionPhase.Negotiating : SessionPhase.Ready;

    /// <summary>True once the client has enabled <c>oob</c>.</summary>
    public bool OutOfBand { get; private set; }

    /// <summary>True while the server must not read: out-of-band requests must not wait behind more than eight others.</summary>
    public bool MustPause => OutOfBand && _inFlight >= MaxInFlight;

    /// <summary>What to do about a message that is no JSON.</summary>
    public static ServerAction StepGarbage(string why) => ServerAction.Refuse(default, ErrorClass.GenericError, $"JSON parse error, {why}");

    /// <summary>What to do about a JSON message.</summary>
    public ServerAction Step(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object)
        {
            return ServerAction.Refuse(default, ErrorClass.GenericError, "QMP input must be a JSON object");
        }

        JsonElement id = message.TryGetProperty("id"u8, out JsonElement given) ? given : default;
        return ReadEnvelope(message, id, out Request request) is { } trouble
            ? ServerAction.Refuse(id, ErrorClass.GenericError, trouble)
            : Admit(request);
    }

    /// <summary>Records that <c>qmp_capabilities</c> was executed.</summary>
    /// <param name="outOfBand">The client enabled <c>oob</c>.</param>
    public void Negotiate(bool outOfBand)
    {
        Phase = SessionPhase.Ready;
        OutOfBand = outOfBand;
    }

    /// <summary>Records that the reply of an in-band request was written.</summary>
    public void Complete() => _inFlight = Math.Max(0, _inFlight - 1);

    private string? ReadEnvelope(JsonElement message, JsonElement id, out Request request)
    {
        JsonElement execute = default;
        JsonElement outOfBand = default;
        JsonElement arguments = default;
        string? unexpected = null;
        foreach (JsonProperty member in message.EnumerateObject())
        {
            if (member.NameEquals("execute"u8))
            {
                execute = member.Value;
            }
            else if (member.NameEquals("arguments"u8))
            {
                arguments = member.Value;
            }
            else if (OutOfBand && member.NameEquals("exec-oob"u8))
            {
                outOfBand = member.Value;
            }
            else if (!member.NameEquals("id"u8))
            {
                unexpected ??= member.Name;
            }
        }

        bool isOutOfBand = outOfBand.ValueKind != JsonValueKind.Undefined;
        string? trouble = Trouble(execute, outOfBand, arguments, unexpected);
        request = trouble is null ? new Request((isOutOfBand ? outOfBand : execute).GetString()!, arguments, id, isOutOfBand) : default;
        return trouble;
    }

    /// <summary>One fault is reported, whatever the order of the members. QEMU's own order depends on its hash of an unexpected name.</summary>
    private static string? Trouble(JsonElement execute, JsonElement outOfBand, JsonElement arguments, string? unexpected) =>
        (outOfBand.ValueKind, execute.ValueKind, arguments.ValueKind, unexpected) switch
        {
            (not (JsonValueKind.Undefined or JsonValueKind.String), _, _, _) => "QMP input member 'exec-oob' must be a string",
            (_, not (JsonValueKind.Undefined or JsonValueKind.String), _, _) => "QMP input member 'execute' must be a string",
            (JsonValueKind.String, JsonValueKind.String, _, _) => "QMP input member 'execute' clashes with 'exec-oob'",
            (_, _, not (JsonValueKind.Undefined or JsonValueKind.Object), _) => "QMP input member 'arguments' must be an object",
            (_, _, _, not null) => $"QMP input member '{unexpected}' is unexpected",
            (JsonValueKind.Undefined, JsonValueKind.Undefined, _, _) => "QMP input lacks member 'execute'",
            _ => null,
        };

    private ServerAction Admit(in Request request)
    {
        bool negotiation = request.Command == Negotiation;
        switch (Phase)
        {
            case SessionPhase.Negotiating when !negotiation:
                return ServerAction.Refuse(request.Id, ErrorClass.CommandNotFound, $"Expecting capabilities negotiation with '{Negotiation}'");
            case SessionPhase.Ready when negotiation && Profile.Greets && !request.OutOfBand && IsSound(request.Arguments):
                return ServerAction.Refuse(request.Id, ErrorClass.CommandNotFound, "Capabilities negotiation is already complete, command ignored");
            default:
                _inFlight += request.OutOfBand ? 0 : 1;
                return ServerAction.Dispatch(request);
        }
    }

    /// <summary>
    /// Whether these arguments of <c>qmp_capabilities</c> pass the check of arguments, which comes before the refusal to negotiate
    /// again. Unsound ones are dispatched to be refused for what is wrong with them; so is <c>exec-oob</c>, which the command does not allow.
    /// </summary>
    private static bool IsSound(JsonElement arguments)
    {
        if (arguments.ValueKind == JsonValueKind.Undefined)
        {
            return true;
        }

        foreach (JsonProperty argument in arguments.EnumerateObject())
        {
            if (!argument.NameEquals("enable"u8) || argument.Value.ValueKind != JsonValueKind.Array)
            {
                return false;
            }

            foreach (JsonElement capability in argument.Value.EnumerateArray())
            {
                if (capability.ValueKind != JsonValueKind.String || !capability.ValueEquals("oob"u8))
                {
                    return false;
                }
            }
        }

        return true;
    }
}
