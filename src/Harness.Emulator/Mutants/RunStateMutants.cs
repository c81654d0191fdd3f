using System.Text;

using Harness.Emulator.Dispatch;
using Harness.Emulator.Output;
using Harness.Emulator.State;

namespace Harness.Emulator.Mutants;

/// <summary>A machine that stops, starts, resets and ends wrongly, or says so.</summary>
internal static class RunStateMutants
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        new("stale-state", "answers query-status with the state in which it was first asked", () => new StaleState()),
        CommandMutant.Of("stop-without-effect", "answers stop and runs on", "stop", _ => Reply.Empty),
        CommandMutant.Of("cont-without-effect", "answers cont and stays stopped", "cont", _ => Reply.Empty),
        CommandMutant.Of("repeated-stop-refused", "refuses to stop a machine that is stopped already", "stop", call => call.Machine.RunState.IsRunning ? call.Run() : Reply.Error("already stopped")),
        CommandMutant.Of("running-flag-stuck", "says running whatever the status is", "query-status", call => Rewrite(call.Run(), "\"running\": false", "\"running\": true")),
        CommandMutant.Of("reset-stops", "stops the machine when it resets it", "system_reset", ResetStops),
        CommandMutant.Of("reset-starts", "starts the machine when it resets it", "system_reset", ResetStarts),
        CommandMutant.Of("repeated-resume-event", "sends RESUME for a machine that runs already", "cont", ResumeAlways),
        CommandMutant.Of("cont-ignores-incoming", "runs a machine whose migration has not come in", "cont", ContinueAlways),
        CommandMutant.Of("powerdown-stops", "pauses the machine when it presses its power button", "system_powerdown", PowerDownStops),
        CommandMutant.Of("wakeup-always", "lets a machine run that was not asleep, and says that it woke up", "system_wakeup", WakeUpAlways),
        CommandMutant.Of("quit-without-end", "answers quit and goes on", "quit", _ => Reply.Empty),
        CommandMutant.Of("quit-without-reply", "ends without an answer to quit", "quit", QuitWithoutReply),
        CommandMutant.Of("offers-nothing", "lists no commands", "query-commands", _ => Reply.Json("[]")),
        CommandMutant.Of("hides-a-command", "leaves a command out of query-commands", "query-commands", HidesACommand),
    ];

    private static Reply Rewrite(in Reply reply, string from, string to) =>
        Reply.Json(Encoding.UTF8.GetString(reply.Result(new DataWriter())).Replace(from, to, StringComparison.Ordinal));

    private static Reply ResetStops(Invocation call)
    {
        Reply reply = call.Run();
        call.Machine.RunState.Enter(RunStatus.Paused);
        return reply;
    }

    private static Reply ResetStarts(Invocation call)
    {
        Reply reply = call.Run();
        call.Machine.RunState.Enter(RunStatus.Running);
        return reply;
    }

    private static Reply ResumeAlways(Invocation call)
    {
        call.Machine.Events.Emit("RESUME");
        return call.Run();
    }

    private static Reply ContinueAlways(Invocation call)
    {
        call.Machine.RunState.Enter(RunStatus.Paused);
        return call.Run();
    }

    private static Reply PowerDownStops(Invocation call)
    {
        call.Machine.RunState.Stop();
        return call.Run();
    }

    private static Reply WakeUpAlways(Invocation call)
    {
        call.Machine.RunState.Enter(RunStatus.Suspended);
        return call.Run();
    }

    private static Reply QuitWithoutReply(Invocation call)
    {
        call.Run();
        return Reply.Nothing;
    }

    private static Reply HidesACommand(Invocation call)
    {
        string names = Encoding.UTF8.GetString(call.Run().Result(new DataWriter()));
        int last = names.LastIndexOf(", {", StringComparison.Ordinal);
        return Reply.Json(last < 0 ? "[]" : names[..last] + "]");
    }

    private sealed class StaleState : Conduct
    {
        private byte[]? _first;

        public override Reply Execute(in Invocation call) => call.Command.Name == "query-status"
            ? Reply.Json(_first ??= call.Run().Result(new DataWriter()).ToArray())
            : base.Execute(call);
    }
}
