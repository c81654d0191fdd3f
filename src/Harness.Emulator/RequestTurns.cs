using System.Text.Json;

using Harness.Emulator.Dispatch;
using Harness.Session;
using Harness.Wire;

namespace Harness.Emulator;

/// <summary>
/// Whose turn it is on one connection. While an in-band reply is due later, in-band requests wait behind it and
/// <c>exec-oob</c> overtakes; while too much waits, nothing is looked at.
/// </summary>
internal sealed class RequestTurns(MonitorSession monitor, ServerSession session, MonitorServices services)
{
    private readonly Caller _inBand = new(monitor, OutOfBand: false);
    private readonly Caller _outOfBand = new(monitor, OutOfBand: true);

    /// <summary>Messages that came in while nothing may be looked at.</summary>
    private readonly Queue<WireMessage> _unread = new();

    /// <summary>In-band requests, and refusals of such, behind the reply that is due.</summary>
    private readonly Queue<ServerAction> _waiting = new();
    private bool _holding;
    private bool _goingOn;

    /// <summary>True while messages must wait for room in the output, or for replies that are due.</summary>
    public bool ArePaused => monitor.IsOutputFull || (_holding && (!session.OutOfBand || session.MustPause || _waiting.Count >= ServerSession.MaxInFlight));

    /// <summary>True when everything that came in was looked at and answered.</summary>
    public bool AreOver => !_holding && _waiting.Count == 0 && _unread.Count == 0;

    /// <summary>Looks at a message now, or keeps a copy of it until its turn.</summary>
    public void Take(in WireMessage message)
    {
        if (_unread.Count > 0 || ArePaused)
        {
            _unread.Enqueue(message with { Raw = message.Raw.ToArray() });
        }
        else
        {
            Handle(message);
        }
    }

    /// <summary>
    /// Looks at what waited, until a reply is due later again or the output is full. A reply that comes meanwhile leaves the
    /// rest to the loop that is under way, so that a long row of them does not nest.
    /// </summary>
    public void GoOn()
    {
        if (_goingOn)
        {
            return;
        }

        _goingOn = true;
        while (!monitor.IsEnded)
        {
            if (!_holding && _waiting.TryDequeue(out ServerAction action))
            {
                Perform(action);
            }
            else if (!ArePaused && _unread.TryDequeue(out WireMessage message))
            {
                Handle(message);
            }
            else
            {
                monitor.EndWhenDone();
                break;
            }
        }

        _goingOn = false;
    }

    private void Handle(in WireMessage message)
    {
        if (monitor.IsEnded)
        {
            return;
        }

        using JsonDocument? document = MessageParser.Parse(message, services.Conduct.Limits, out string? why);
        ServerAction? action = document is null ? services.Conduct.StepGarbage(monitor, why!) : services.Conduct.Step(session, document.RootElement);
        switch (action)
        {
            case null:
                break;
            case { IsDispatch: true, Request.OutOfBand: true }:
                PerformOutOfBand(action.Value.Request);
                break;
            case not null when _holding:
                _waiting.Enqueue(Detach(action.Value));
                break;
            default:
                Perform(action.Value);
                break;
        }
    }

    /// <summary>An action that outlives its message.</summary>
    private static ServerAction Detach(in ServerAction action)
    {
        JsonElement id = Detach(action.Id);
        return action.IsDispatch
            ? ServerAction.Dispatch(action.Request with { Arguments = Detach(action.Request.Arguments), Id = id })
            : ServerAction.Refuse(id, action.ErrorClass, action.Text!);
    }

    private static JsonElement Detach(JsonElement element) => element.ValueKind == JsonValueKind.Undefined ? element : element.Clone();

    private void Perform(in ServerAction action)
    {
        if (!action.IsDispatch)
        {
            monitor.SendReply(Reply.Error(action.ErrorClass, action.Text!), action.Id);
            return;
        }

        Reply reply = services.Dispatcher.Execute(action.Request, _inBand);
        if (reply.Pending is { } pending)
        {
            Hold(pending, Detach(action.Id));
        }
        else
        {
            Finish(reply, action.Id);
        }

        services.CommandExecuted();
    }

    private void PerformOutOfBand(in Request request)
    {
        Reply reply = services.Dispatcher.Execute(request, _outOfBand);
        if (reply.Pending is { } pending)
        {
            SendLater(pending, Detach(request.Id));
        }
        else
        {
            monitor.SendReply(reply, request.Id);
        }

        services.CommandExecuted();
    }

    private void Hold(PendingReply pending, JsonElement id)
    {
        _holding = true;
        pending.Then(later =>
        {
            _holding = false;
            Finish(later, id);
            GoOn();
        });
    }

    private void SendLater(PendingReply pending, JsonElement id) => pending.Then(later => monitor.SendReply(later, id));

    private void Finish(in Reply reply, JsonElement id)
    {
        monitor.SendReply(reply, id);
        session.Complete();
    }
}
