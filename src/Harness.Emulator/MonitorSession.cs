using System.Buffers;
using System.Text.Json;

using Harness.Emulator.Dispatch;
using Harness.Emulator.Mutants;
using Harness.Emulator.Output;
using Harness.Session;
using Harness.Wire;

namespace Harness.Emulator;

/// <summary>One connection's protocol: cuts messages, gives each its turn, writes greeting, replies and events. Used under the emulator's lock.</summary>
internal sealed class MonitorSession
{
    private readonly MonitorServices _services;
    private readonly MessageReader _reader;
    private readonly ServerSession _session;
    private readonly OutputQueue _output;
    private readonly RequestTurns _turns;
    private bool _inputEnded;

    public MonitorSession(MonitorServices services, bool outOfBand, int outputLimit)
    {
        _services = services;
        _output = new OutputQueue(outputLimit);
        _reader = new MessageReader(services.Conduct.Flavour, services.Conduct.Limits);
        _session = new ServerSession(ServerProfile.Qemu(services.Conduct.OffersOutOfBand(outOfBand)));
        _turns = new RequestTurns(this, _session, services);
        SendGreeting();
    }

    /// <summary>Mark of <see cref="Connections"/>: something happened in the turn that is under way.</summary>
    public bool IsTouched { get; set; }

    public bool OffersOutOfBand => _session.Profile.OffersOutOfBand;

    public bool IsNegotiated => _session.Phase == SessionPhase.Ready;

    /// <summary>True once the server has ended the connection; what it sent before may still be taken.</summary>
    public bool IsEnded { get; private set; }

    public bool HasOutput => !_output.IsEmpty;

    public bool IsOutputFull => _output.IsFull;

    public long DroppedEvents => _output.Dropped;

    /// <summary>True while requests must wait for room in the output, or for replies that are due.</summary>
    public bool IsPaused => _turns.ArePaused;

    public void Receive(ReadOnlyMemory<byte> bytes)
    {
        if (IsEnded || _inputEnded)
        {
            return;
        }

        _reader.Feed(_services.Conduct.Receive(this, bytes));
        while (_reader.TryRead(out WireMessage message))
        {
            _turns.Take(message);
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
            _turns.Take(message);
        }

        EndWhenDone();
    }

    /// <summary>Ends the connection; nothing more is read or sent.</summary>
    public void End() => IsEnded = true;

    /// <summary>Ends the connection if the client has ended its input and is answered.</summary>
    public void EndWhenDone()
    {
        if (_inputEnded && _turns.AreOver)
        {
            End();
        }
    }

    /// <summary>Hands out what there is to send, and goes on with what waited for the room.</summary>
    public ReadOnlyMemory<byte> TakeOutput()
    {
        ReadOnlyMemory<byte> taken = _output.Take();
        _turns.GoOn();
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

    public void SendReply(in Reply reply, JsonElement id)
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
}
