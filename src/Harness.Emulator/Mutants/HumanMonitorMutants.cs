using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

using Harness.Emulator.Dispatch;
using Harness.Emulator.Output;

namespace Harness.Emulator.Mutants;

/// <summary>A human monitor that reads, does or says the wrong thing.</summary>
internal static class HumanMonitorMutants
{
    private const string Command = "human-monitor-command";

    public static IReadOnlyList<Mutant> All { get; } =
    [
        Saying("human-line-feed-only", "ends the lines of the human monitor by a line feed alone", text => text.Replace("\r\n", "\n", StringComparison.Ordinal)),
        Saying("human-says-nothing", "leaves out what the human monitor prints", _ => ""),
        Saying("human-no-help", "tells nothing about commands of the human monitor", text => text.Contains(" -- ", StringComparison.Ordinal) ? "" : text),
        Of("human-unknown-is-error", "makes an error of a command that the human monitor does not know", call => Says(call, "unknown command") ? Reply.Error("unknown command") : call.Run()),
        Of("human-failure-is-error", "makes an error of a command of the human monitor that fails", FailsAloud),
        Of("human-blank-is-unknown", "takes nothing for a command of the human monitor", call => Line(call).Trim().Length == 0 ? Reply.Json("\"unknown command: ''\\r\\n\"") : call.Run()),
        Typed("human-extra-words-ignored", "passes over what follows a command of the human monitor", line => Regex.Replace(line, @"^(stop|info \w+)\s.*", "$1")),
        Typed("human-short-names-unknown", "knows no short names of commands of the human monitor", line => line.Length == 1 || line.StartsWith("? ", StringComparison.Ordinal) ? "no-such-word" : line),
        Typed("human-flags-ignored", "passes over flags of commands of the human monitor", line => line.Replace(" -f ", " ", StringComparison.Ordinal)),
        Typed("human-quotes-kept", "takes quotes of the human monitor for letters", line => line.Replace('"', '\'')),
        Typed("human-plain-numbers", "reads numbers of the human monitor as digits alone", line => Regex.Replace(line, @"(balloon|scratch) \(?(\d+).*", "$1 $2")),
        Of("human-cpu-unchecked", "takes any CPU for the commands of the human monitor", call => call.Run() is { IsError: false } reply ? reply : Reply.Json("\"\"")),
        Of("human-first-cpu", "uses the first CPU whichever is named", call => call.Run().IsError ? call.Run() : call.With("cpu-index", null).Run()),
        Of("human-last-cpu", "uses the last CPU unless one is named", call => call.Arguments.Has("cpu-index") ? call.Run() : call.With("cpu-index", $"{call.Machine.Processors.Cpus[^1].Index}").Run()),
        new("human-remembers-cpu", "keeps the CPU from one command of the human monitor to the next", () => new RemembersCpu()),
        Of("human-asks-nobody", "runs a machine whose disk has no password when the human monitor is told to", RunsAnyway),
        Of("human-without-effect", "answers commands of the human monitor and does nothing", call => Line(call).StartsWith("info", StringComparison.Ordinal) ? call.Run() : Reply.Json("\"\"")),
        Typed("human-waits-for-migration", "says nothing of a migration that it does not wait for", line => line.Replace("migrate ", "migrate -d ", StringComparison.Ordinal)),
    ];

    private static Mutant Of(string id, string description, Func<Invocation, Reply> execute) => CommandMutant.Of(id, description, Command, execute);

    /// <summary>Another text than the one that is printed.</summary>
    private static Mutant Saying(string id, string description, Func<string, string> change) => Of(id, description, call => Text(call.Run()) is { } text ? Answer(change(text)) : call.Run());

    /// <summary>Another line than the one that was typed.</summary>
    private static Mutant Typed(string id, string description, Func<string, string> change) => Of(id, description, call => Type(call, change(Line(call))).Run());

    private static string Line(Invocation call) => call.Arguments.String("command-line");

    private static Invocation Type(Invocation call, string line) => call.With("command-line", JsonSerializer.Serialize(line));

    private static Reply Answer(string text) => Reply.Value(data => data.String(text));

    /// <summary>Null for an error.</summary>
    private static string? Text(in Reply reply) => reply.IsError ? null : JsonElement.Parse(Encoding.UTF8.GetString(reply.Result(new DataWriter()))).GetString();

    private static bool Says(Invocation call, string beginning) => Text(call.Run())?.StartsWith(beginning, StringComparison.Ordinal) == true;

    private static Reply FailsAloud(Invocation call)
    {
        Reply reply = call.Run();
        return Text(reply) is { } text && text.StartsWith("Error: ", StringComparison.Ordinal) ? Reply.Error(text["Error: ".Length..]) : reply;
    }

    private static Reply RunsAnyway(Invocation call)
    {
        if (Line(call) == "cont")
        {
            call.Machine.RunState.Continue();
            return Answer("");
        }

        return call.Run();
    }

    private sealed class RemembersCpu : Conduct
    {
        private string? _cpu;

        public override Reply Execute(in Invocation call)
        {
            if (call.Command.Name != Command)
            {
                return base.Execute(call);
            }

            string line = Line(call);
            Reply reply = _cpu is null ? call.Run() : call.With("cpu-index", _cpu).Run();
            if (line.StartsWith("cpu ", StringComparison.Ordinal))
            {
                _cpu = line["cpu ".Length..];
            }

            return reply;
        }
    }
}
