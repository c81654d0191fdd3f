using System.Text;

using Harness.Emulator.Dispatch;

namespace Harness.Emulator.Mutants;

/// <summary>Events that are missing, too many, late, or not in their form.</summary>
internal static class EventMutants
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        new("no-stop-event", "does not send STOP", () => new Without("STOP")),
        new("no-resume-event", "does not send RESUME", () => new Without("RESUME")),
        new("no-reset-event", "does not send RESET", () => new Without("RESET")),
        new("no-powerdown-event", "does not send POWERDOWN", () => new Without("POWERDOWN")),
        new("no-shutdown-event", "does not send SHUTDOWN", () => new Without("SHUTDOWN")),
        new("no-wakeup-event", "does not send WAKEUP", () => new Without("WAKEUP")),
        new("repeated-stop-event", "sends STOP for a machine that is stopped already", () => new RepeatedStop()),
        new("event-after-reply", "sends the events of a command after its reply", () => new AfterReply()),
        new("event-to-caller-only", "sends events to the connection alone that caused them", () => new ToCallerOnly()),
        new("event-twice", "sends each event twice", () => new Twice()),
        new("event-without-timestamp", "sends events without a timestamp", () => new Spelt(line => "{" + line[line.IndexOf("\"event\"", StringComparison.Ordinal)..])),
        new("event-timestamp-as-number", "sends the timestamp of events as one number of seconds", () => new Spelt(line => "{\"timestamp\": 1429833600, " + line[line.IndexOf("\"event\"", StringComparison.Ordinal)..])),
        new("event-timestamp-overflow", "counts the microseconds of timestamps beyond a second", () => new Spelt(line => line.Replace("\"microseconds\": ", "\"microseconds\": 1000000", StringComparison.Ordinal))),
    ];

    private sealed class Without(string name) : Conduct
    {
        public override bool Emits(string name1) => name1 != name;
    }

    private sealed class RepeatedStop : Conduct
    {
        public override Reply Execute(in Invocation call)
        {
            if (call is { Command.Name: "stop", Machine.RunState.IsRunning: false })
            {
                call.Machine.Events.Emit("STOP");
            }

            return base.Execute(call);
        }
    }

    private sealed class AfterReply : Conduct
    {
        private readonly List<byte[]> _late = [];
        private MonitorSession? _caller;

        public override Reply Execute(in Invocation call)
        {
            _caller = call.Caller.Monitor;
            return base.Execute(call);
        }

        public override void Send(MonitorSession monitor, LineKind kind, ReadOnlySpan<byte> line)
        {
            if (kind == LineKind.Event && monitor == _caller)
            {
                _late.Add(line.ToArray());
                return;
            }

            base.Send(monitor, kind, line);
            if (kind == LineKind.Reply && monitor == _caller)
            {
                _caller = null;
                _late.ForEach(late => base.Send(monitor, LineKind.Event, late));
                _late.Clear();
            }
        }
    }

    private sealed class ToCallerOnly : Conduct
    {
        private MonitorSession? _caller;

        public override Reply Execute(in Invocation call)
        {
            _caller = call.Caller.Monitor;
            return base.Execute(call);
        }

        public override void Send(MonitorSession monitor, LineKind kind, ReadOnlySpan<byte> line)
        {
            if (kind != LineKind.Event || monitor == _caller)
            {
                base.Send(monitor, kind, line);
            }
        }
    }

    private sealed class Twice : Conduct
    {
        public override void Send(MonitorSession monitor, LineKind kind, ReadOnlySpan<byte> line)
        {
            base.Send(monitor, kind, line);
            if (kind == LineKind.Event)
            {
                base.Send(monitor, kind, line);
            }
        }
    }

    private sealed class Spelt(Func<string, string> change) : Conduct
    {
        public override void Send(MonitorSession monitor, LineKind kind, ReadOnlySpan<byte> line) =>
            base.Send(monitor, kind, kind == LineKind.Event ? Encoding.ASCII.GetBytes(change(Encoding.ASCII.GetString(line))) : line);
    }
}
