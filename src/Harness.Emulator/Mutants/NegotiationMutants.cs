using System.Text.Json;

using Harness.Emulator.Dispatch;
using Harness.Schema.Validation;
using Harness.Session;

namespace Harness.Emulator.Mutants;

/// <summary>Wrong ways to open a session ("QMP specification": greeting, capabilities negotiation).</summary>
internal static class NegotiationMutants
{
    private const string Negotiation = "qmp_capabilities";

    public static IReadOnlyList<Mutant> All { get; } =
    [
        new("no-greeting", "sends no greeting", () => new NoGreeting()),
        new("greeting-without-version", "leaves the version out of its greeting", () => new OtherGreeting("{\"QMP\": {\"capabilities\": [\"oob\"]}}\r\n")),
        new("greeting-without-capabilities", "leaves the capabilities out of its greeting", () => new OtherGreeting("{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 0, \"minor\": 3, \"major\": 2}, \"package\": \"\"}}}\r\n")),
        new("greeting-twice", "sends its greeting twice", () => new GreetingTwice()),
        new("event-before-negotiation", "sends events to connections that have not negotiated", () => new EventBeforeNegotiation()),
        new("open-gate", "executes commands before negotiation", () => new OpenGate()),
        new("gate-generic-error", "refuses commands before negotiation with the class GenericError", () => new GateGenericError()),
        new("gate-stays-shut", "accepts negotiation and goes on to ask for it", () => new GateStaysShut()),
        new("renegotiates", "accepts negotiation a second time", () => new Renegotiates()),
        new("negotiation-shared", "takes the negotiation of one connection for that of all", () => new NegotiationShared()),
        new("capability-unknown-accepted", "accepts a capability that it did not offer", () => new CapabilityUnknownAccepted()),
    ];

    private sealed class NoGreeting : Conduct
    {
        public override void Send(MonitorSession monitor, LineKind kind, ReadOnlySpan<byte> line)
        {
            if (kind != LineKind.Greeting)
            {
                base.Send(monitor, kind, line);
            }
        }
    }

    private sealed class OtherGreeting(string greeting) : Conduct
    {
        public override void Send(MonitorSession monitor, LineKind kind, ReadOnlySpan<byte> line) =>
            base.Send(monitor, kind, kind == LineKind.Greeting ? System.Text.Encoding.ASCII.GetBytes(greeting) : line);
    }

    private sealed class GreetingTwice : Conduct
    {
        public override void Send(MonitorSession monitor, LineKind kind, ReadOnlySpan<byte> line)
        {
            base.Send(monitor, kind, line);
            if (kind == LineKind.Greeting)
            {
                base.Send(monitor, kind, line);
            }
        }
    }

    private sealed class EventBeforeNegotiation : Conduct
    {
        public override bool GetsEvents(ServerSession session) => true;
    }

    private sealed class OpenGate : Conduct
    {
        public override ServerAction? Step(ServerSession session, JsonElement message)
        {
            ServerAction action = base.Step(session, message)!.Value;
            return session.Phase == SessionPhase.Negotiating && action is { IsDispatch: false, ErrorClass: ErrorClass.CommandNotFound }
                ? ServerAction.Dispatch(Envelope.Read(message))
                : action;
        }
    }

    private sealed class GateGenericError : Conduct
    {
        public override ServerAction? Step(ServerSession session, JsonElement message)
        {
            ServerAction action = base.Step(session, message)!.Value;
            return session.Phase == SessionPhase.Negotiating && !action.IsDispatch
                ? ServerAction.Refuse(action.Id, ErrorClass.GenericError, action.Text!)
                : action;
        }
    }

    private sealed class GateStaysShut : Conduct
    {
        public override Reply Execute(in Invocation call) => call.Command.Name == Negotiation ? Reply.Empty : base.Execute(call);
    }

    private sealed class Renegotiates : Conduct
    {
        public override ServerAction? Step(ServerSession session, JsonElement message)
        {
            ServerAction action = base.Step(session, message)!.Value;
            return session.Phase == SessionPhase.Ready && action is { IsDispatch: false, ErrorClass: ErrorClass.CommandNotFound }
                ? ServerAction.Dispatch(Envelope.Read(message))
                : action;
        }

        public override Reply Execute(in Invocation call) => call.Command.Name == Negotiation && call.Caller.Monitor.IsNegotiated ? Reply.Empty : base.Execute(call);
    }

    private sealed class NegotiationShared : Conduct
    {
        private bool _negotiated;

        public override ServerAction? Step(ServerSession session, JsonElement message)
        {
            if (_negotiated && session.Phase == SessionPhase.Negotiating)
            {
                session.Negotiate(outOfBand: false);
            }

            ServerAction action = base.Step(session, message)!.Value;
            _negotiated |= action is { IsDispatch: true, Request.Command: Negotiation };
            return action;
        }
    }

    private sealed class CapabilityUnknownAccepted : Conduct
    {
        public override Violation? Check(in Invocation call, ValueChecker checker) =>
            base.Check(call, checker) is { } found && !(call.Command.Name == Negotiation && found.Kind == ViolationKind.NotInEnum) ? found : null;
    }
}
