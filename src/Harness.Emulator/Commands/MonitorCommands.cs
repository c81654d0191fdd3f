using Harness.Emulator.Dispatch;
using Harness.Emulator.Output;
using Harness.Emulator.State;
using Harness.Session;

namespace Harness.Emulator.Commands;

/// <summary>Commands about the monitor itself: negotiation, what there is, out-of-band execution.</summary>
internal sealed class MonitorCommands(Machine machine)
{
    /// <summary>QMP specification, "Capabilities Negotiation". A second time comes here only with arguments that are news to the session.</summary>
    [QmpCommand("qmp_capabilities")]
    private static Reply Negotiate(Arguments arguments, Caller caller)
    {
        if (caller.Monitor.IsNegotiated)
        {
            return Reply.Error(ErrorClass.CommandNotFound, "Capabilities negotiation is already complete, command ignored");
        }

        bool outOfBand = arguments.Strings("enable").Contains("oob", StringComparer.Ordinal);
        if (outOfBand && !caller.Monitor.OffersOutOfBand)
        {
            return Reply.Error("Capability 'oob' is not offered");
        }

        caller.Monitor.Negotiate(outOfBand);
        return Reply.Empty;
    }

    [QmpCommand("query-commands")]
    private Reply QueryCommands(Arguments arguments) => Reply.Array(data => WriteNames(data, machine.Schema.Commands.Select(c => c.Name)));

    [QmpCommand("query-events")]
    private Reply QueryEvents(Arguments arguments) => Reply.Array(data => WriteNames(data, machine.Schema.Events.Select(e => e.Name)));

    /// <summary>With <c>lock</c> the reply is held, and in-band requests of the connection with it, until <c>exec-oob</c> without it.</summary>
    [QmpCommand("x-oob-test")]
    private Reply TestOutOfBand(Arguments arguments, Caller caller)
    {
        if (!arguments.Bool("lock"))
        {
            machine.Scheduler.After(TimeSpan.Zero, machine.HeldReplies.ReleaseAll);
            return Reply.Empty;
        }

        return caller.OutOfBand
            ? Reply.Error("an out-of-band command must not wait")
            : Reply.Later(machine.HeldReplies.Hold());
    }

    private static void WriteNames(DataWriter data, IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            data.BeginObject();
            data.String("name", name);
            data.EndObject();
        }
    }
}
