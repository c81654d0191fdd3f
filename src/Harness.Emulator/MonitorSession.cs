using System.Buffers;
using System.Text.Json;

using Harness.Emulator.Dispatch;
using Harness.Emulator.Mutants;
using Harness.Emulator.Output;
using Harness.Session;
using Harness.Wire;

namespace Harness.Emulator;

/// <summary>
/// One connection's protocol: cuts messages, steps the session, has commands executed, writes replies in order. While an
/// in-band reply is due later, in-band requests wait behind it and <c>exec-oob</c> overtakes; while too much waits, nothing is
/// looked at. Used under the emulator's lock.
/// </summary>
internal sealed class MonitorSession
{
    private readonly MonitorServices _services;
    private readonly MessageReader _reader;
    private readonly ServerSession _session;
    private readonly OutputQueue _output;
    private readonly Caller _inBand;
    private readonly Caller _outOfBand;

    /// <summary>Messages that came in while nothing may be looked at.</summary>
    private readonly Queue<WireMessage> _unread = new();

    /// <summary>In-band requests, and refusals of such, behind the reply that is due.</summary>
    private readonly Queue<ServerAction> _waiting = new();
    private bool _holding;
    private bool _goingOn;
    private bool _inputEnded;

    public MonitorSession(MonitorServices services, bool outOfBand, int outputLimit)
    {
        _services = services;
        _output = new OutputQueue(outputLimit);
        _reader = new MessageReader(services.Conduct.Flavour, services.Conduct.Limits);
        _session = new ServerSession(ServerProfile.Qemu(services.Conduct.OffersOutOfBand(outOfBand)));
        _inBand = new Caller(this, OutOfBand: false);
        _outOfBand = new Caller(this, OutOfBand: true);
        SendGreeting();
    }

    /// <summary>Mark of <see cref="Connections"/>: something happened in the turn that is under way.</summary>
    public bool IsTouched { get; set; }

    public bool OffersOutOfBand => _session.Profile.OffersOutOfBand;

    public bool IsNegotiated => _session.Phase == SessionPhase.Ready;

    /// <summary>True once the server has ended the connection; what it sent before may still be taken.</summary>
    public bool IsEnded { get; private set; }

    public bool HasOutput => !_output.IsEmpty;

    public long DroppedEvents => _output.Dropped;

    /// <summary>True while requests must wait for room in the output, or for replies that are due.</summary>
    public bool IsPaused => _output.IsFull || (_holding && (!_session.OutOfBand || _session.MustPause || _waiting.Count >= ServerSession.MaxInFlight));

    public void Receive(ReadOnlyMemory<byte> bytes)
    {
        if (IsEnded || _inputEnded)
        {
            return;
        }

        _reader.Feed(_services.Conduct.Receive(this, bytes));
        while (_reader.TryRead(out WireMessage message))
        {
            Take(message);
        }

        _services.Conduct.EndOfBytes(this, _reader);
    }

    /// <summary>The client sends no more. The connection ends when what it asked for is answered.</summary>
    public void EndInput()
    {
        if (_inputEnded || IsEnded)
        {
            return;
        }

        _inputEnded = true;
        if (_reader.TryFinish(out WireMessage message))
        {
            Take(message);
        }

        EndWhenDone();
    }

    /// <summary>Ends the connection; nothing more is read or sent.</summary>
    public void End() => IsEnded = true;

    /// <summary>Hands out what there is to send, and goes on with what waited for the room.</summary>
    public ReadOnlyMemory<byte> TakeOutput()
    {
        ReadOnlyMemory<byte> taken = _output.Take();
        GoOn();
        return taken;
    }

    /// <summary>Records that <c>qmp_capabilities</c> was executed.</summary>
    public void Negotiate(bool outOfBand) => _session.Negotiate(outOfBand);

    public void SendEvent(ReadOnlySpan<byte> line)
    {
        if (!IsEnded && _services.Conduct.GetsEvents(_session))
        {
            _services.Conduct.Send(this, LineKind.Event, line);
        }
    }

    /// <summary>The last step of sending: puts the bytes where the client will find them.</summary>
    public void Append(LineKind kind, ReadOnlySpan<byte> bytes)
    {
        if (kind == LineKind.Event)
        {
            _output.AppendEvent(bytes);
        }
        else
        {
            _output.Append(bytes);
        }

        _services.OutputAppeared(this);
    }

    private void SendGreeting()
    {
        ArrayBufferWriter<byte> line = new(256);
        DataWriter version = new();
        _services.Machine.Identity.WriteVersion(version);
        ReplyWriter.WriteGreeting(line, version.Complete(), OffersOutOfBand);
        _services.Conduct.Send(this, LineKind.Greeting, line.WrittenSpan);
    }

    private void Take(in WireMessage message)
    {
        if (_unread.Count > 0 || IsPaused)
        {
            _unread.Enqueue(message with { Raw = message.Raw.ToArray() });
        }
        else
        {
            Handle(message);
        }
    }

    private void Handle(in WireMessage message)
    {
        if (IsEnded)
        {
            return;
        }

        using JsonDocument? document = MessageParser.Parse(message, _services.Conduct.Limits, out string? why);
        ServerAction? action = document is null ? _services.Conduct.StepGarbage(this, why!) : _services.Conduct.Step(_session, document.RootElement);
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
            SendReply(Reply.Error(action.ErrorClass, action.Text!), action.Id);
            return;
        }

        Reply reply = _services.Dispatcher.Execute(action.Request, _inBand);
        if (reply.Pending is { } pending)
        {
            Hold(pending, Detach(action.Id));
        }
        else
        {
            Finish(reply, action.Id);
        }

        _services.CommandExecuted();
    }

    private void PerformOutOfBand(in Request request)
    {
        Reply reply = _services.Dispatcher.Execute(request, _outOfBand);
        if (reply.Pending is { } pending)
        {
            SendLater(pending, Detach(request.Id));
        }
        else
        {
            SendReply(reply, request.Id);
        }

        _services.CommandExecuted();
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

    private void SendLater(PendingReply pending, JsonElement id) => pending.Then(later => SendReply(later, id));

    private void Finish(in Reply reply, JsonElement id)
    {
        SendReply(reply, id);
        _session.Complete();
    }

    private void SendReply(in Reply reply, JsonElement id)
    {
        if (IsEnded || reply.IsNothing)
        {
            return;
        }

        ArrayBufferWriter<byte> line = _services.Line;
        line.ResetWrittenCount();
        _services.Conduct.WriteReply(line, reply, _services.Scratch, id);
        _services.Conduct.Send(this, LineKind.Reply, line.WrittenSpan);
    }

    /// <summary>
    /// Looks at what waited, until a reply is due later again or the output is full. A reply that comes meanwhile leaves the
    /// rest to the loop that is under way, so that a long row of them does not nest.
    /// </summary>
    private void GoOn()
    {
        if (_goingOn)
        {
            return;
        }

        _goingOn = true;
        while (!IsEnded)
        {
            if (!_holding && _waiting.TryDequeue(out ServerAction action))
            {
                Perform(action);
            }
            else if (!IsPaused && _unread.TryDequeue(out WireMessage message))
            {
                Handle(message);
            }
            else
            {
                EndWhenDone();
                break;
            }
        }

        _goingOn = false;
    }

    private void EndWhenDone()
    {
        if (_inputEnded && !_holding && _waiting.Count == 0 && _unread.Count == 0)
        {
            End();
        }
    }
}
