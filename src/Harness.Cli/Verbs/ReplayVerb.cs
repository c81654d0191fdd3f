using System.CommandLine;

using Harness.Cli.Options;
using Harness.Cli.Serving;
using Harness.Transport.Listening;

namespace Harness.Cli.Verbs;

/// <summary><c>replay</c>: serves a transcript, without the server that it was recorded from.</summary>
internal static class ReplayVerb
{
    public static Command Create()
    {
        Argument<string> file = new("FILE") { Description = "A transcript" };
        Option<string> listen = SharedOptions.Listen();
        Option<bool> any = SharedOptions.ListenAny();
        Option<ReplayMatch> match = new("--match")
        {
            Description = "How requests find what was recorded: sequence, in the recorded order of each connection; or request, by command and arguments",
            HelpName = "sequence|request",
        };
        Option<string> speed = new("--speed") { Description = "max, recorded, or xN for N times as fast as recorded", HelpName = "max|recorded|xN", DefaultValueFactory = _ => "max" };
        Option<MissPolicy> onMiss = new("--on-miss")
        {
            Description = "What a request that is not recorded gets: fail, an error reply; or schema, a reply of the documented type",
            HelpName = "fail|schema",
        };
        Option<bool> once = new("--once") { Description = "End when as many connections as were recorded have been served" };
        Option<string?> spec = SharedOptions.Spec();
        Command command = new("replay", "Serve a transcript: the recorded server, without the server") { file, listen, any, match, speed, onMiss, once, spec };
        command.SetAction(async (parse, cancel) =>
        {
            ReplayPace pace = ReplayPace.Parse(parse.GetValue(speed)!);
            ReplaySource source = ReplaySource.Open(
                parse.GetValue(file)!, parse.GetValue(match), parse.GetValue(onMiss) == MissPolicy.Schema ? Specs.Load(parse.GetValue(spec)) : null);
            await using IListener listener = await ListenEndpoints.OpenAsync(parse.GetValue(listen)!, new ListenOptions(parse.GetValue(any)), cancel);
            return await new ReplayHost(source, pace, parse.GetValue(once), parse.InvocationConfiguration.Error).RunAsync(listener, cancel);
        });
        return command;
    }
}
