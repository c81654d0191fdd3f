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

    /// <summary>What to do about a JSON message. The envelope is checked in the order of its members, as QEMU does.</summary>
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
        JsonElement command = default;
        JsonElement arguments = default;
        bool outOfBand = false;
        request = default;
        foreach (JsonProperty member in message.EnumerateObject())
        {
            if (member.NameEquals("execute"u8) || (OutOfBand && member.NameEquals("exec-oob"u8)))
            {
                if (member.Value.ValueKind != JsonValueKind.String)
                {
                    return $"QMP input member '{member.Name}' must be a string";
                }

                if (command.ValueKind != JsonValueKind.Undefined)
                {
                    return "QMP input member 'exec-oob' clashes with 'execute'";
                }

                command = member.Value;
                outOfBand = !member.NameEquals("execute"u8);
            }
            else if (member.NameEquals("arguments"u8))
            {
                if (member.Value.ValueKind != JsonValueKind.Object)
                {
                    return "QMP input member 'arguments' must be an object";
                }

                arguments = member.Value;
            }
            else if (!member.NameEquals("id"u8))
            {
                return $"QMP input member '{member.Name}' is unexpected";
            }
        }

        if (command.ValueKind == JsonValueKind.Undefined)
        {
            return "QMP input lacks member 'execute'";
        }

        request = new Request(command.GetString()!, arguments, id, outOfBand);
        return null;
    }

    private ServerAction Admit(in Request request)
    {
        bool negotiation = request.Command == Negotiation;
        switch (Phase)
        {
            case SessionPhase.Negotiating when !negotiation:
                return ServerAction.Refuse(request.Id, ErrorClass.CommandNotFound, $"Expecting capabilities negotiation with '{Negotiation}'");
            case SessionPhase.Ready when negotiation && Profile.Greets:
                return ServerAction.Refuse(request.Id, ErrorClass.CommandNotFound, "Capabilities negotiation is already complete, command ignored");
            default:
                _inFlight += request.OutOfBand ? 0 : 1;
                return ServerAction.Dispatch(request);
        }
    }
}
