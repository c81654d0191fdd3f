using System.CommandLine;

using Harness.Cli.Options;
using Harness.Cli.Verifying;

namespace Harness.Cli.Verbs;

/// <summary><c>verify</c>: sends the recorded client's side to a target and says what differs.</summary>
internal static class VerifyVerb
{
    public static Command Create()
    {
        Argument<string> file = new("FILE") { Description = "A transcript" };
        Option<string> target = SharedOptions.Target();
        Option<string?> spec = SharedOptions.Spec();
        Option<bool> update = new("--update") { Description = "Write the transcript anew from what the target answers" };
        Option<bool> noRedact = SharedOptions.NoRedact();
        Option<string[]> ignore = new("--ignore")
        {
            Description = "Kinds of difference that do not count (repeatable), e.g. extra-member,extra-event",
            HelpName = "KIND[,KIND]",
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = false,
            DefaultValueFactory = _ => [],
        };
        Option<OutputFormat> format = SharedOptions.Format();
        Option<ulong> seed = SharedOptions.Seed();
        Option<TimeSpan> timeout = SharedOptions.Timeout();
        Command command = new("verify", "Send the client's side of a transcript to a QMP server and say what it answers otherwise")
        {
            file, target, spec, update, noRedact, ignore, format, seed, timeout,
        };
        command.SetAction((parse, cancel) => new VerifySession(new VerifySettings
        {
            File = parse.GetValue(file)!,
            Target = parse.GetValue(target)!,
            Spec = parse.GetValue(spec),
            Update = parse.GetValue(update),
            Redact = !parse.GetValue(noRedact),
            Ignore = parse.GetValue(ignore)!,
            Json = parse.GetValue(format) == OutputFormat.Json,
            Seed = parse.GetValue(seed),
            Timeout = parse.GetValue(timeout),
        }).RunAsync(parse.InvocationConfiguration.Output, cancel));
        return command;
    }
}
