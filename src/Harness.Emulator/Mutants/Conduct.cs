using System.Buffers;
using System.Text.Json;

using Harness.Emulator.Dispatch;
using Harness.Emulator.Output;
using Harness.Schema.Validation;
using Harness.Session;
using Harness.Wire;

namespace Harness.Emulator.Mutants;

/// <summary>
/// The seams at which an emulator can be made to be wrong. This class keeps to the protocol; a mutant overrides one method.
/// One instance an emulator, used under its lock.
/// </summary>
internal class Conduct
{
    /// <summary>What a message may be long and deep.</summary>
    public virtual WireLimits Limits => WireLimits.Default;

    /// <summary>What JSON is read.</summary>
    public virtual JsonFlavour Flavour => JsonFlavour.Qemu;

    /// <summary>Whether the greeting offers <c>oob</c>.</summary>
    public virtual bool OffersOutOfBand(bool configured) => configured;

    /// <summary>Bytes come in. What is returned is read in their place.</summary>
    public virtual ReadOnlyMemory<byte> Receive(MonitorSession monitor, ReadOnlyMemory<byte> bytes) => bytes;

    /// <summary>All messages of the bytes that came in were looked at; one may have begun.</summary>
    public virtual void EndOfBytes(MonitorSession monitor, MessageReader reader)
    {
    }

    /// <summary>What to do about a message that is no JSON; null for nothing at all.</summary>
    public virtual ServerAction? StepGarbage(MonitorSession monitor, string why) => ServerSession.StepGarbage(why);

    /// <summary>What to do about a JSON message; null for nothing at all.</summary>
    public virtual ServerAction? Step(ServerSession session, JsonElement message) => session.Step(message);

    /// <summary>What is wrong with a command's arguments; null for nothing.</summary>
    public virtual Violation? Check(in Invocation call, ValueChecker checker) => call.Command.Check(call.Arguments.Element, checker);

    /// <summary>Answers a command whose arguments are wrong.</summary>
    public virtual Reply Refuse(in Invocation call, in Violation violation) => Reply.Error(ArgumentErrors.Describe(violation));

    /// <summary>Executes a command. Its own state, arguments and reply are all in reach here.</summary>
    public virtual Reply Execute(in Invocation call) => call.Run();

    /// <summary>Whether events of that name are sent at all.</summary>
    public virtual bool Emits(string name) => true;

    /// <summary>Whether a connection gets events.</summary>
    public virtual bool GetsEvents(ServerSession session) => session.Phase == SessionPhase.Ready;

    /// <summary>Writes a reply's line.</summary>
    public virtual void WriteReply(IBufferWriter<byte> output, in Reply reply, DataWriter scratch, JsonElement id) => reply.WriteLine(output, scratch, id);

    /// <summary>Sends a whole line: a greeting, a reply, an event.</summary>
    public virtual void Send(MonitorSession monitor, LineKind kind, ReadOnlySpan<byte> line) => monitor.Append(kind, line);
}
