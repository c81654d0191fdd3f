using System.CommandLine;

using Harness.Cli.Options;
using Harness.Cli.Recording;

namespace Harness.Cli.Verbs;

/// <summary><c>record</c>: stands between clients and a target, and writes down what they say.</summary>
internal static class RecordVerb
{
    /// <summary>
    /// Read by the library before the first use of a socket: what waits for bytes goes on in the thread that learns of them. It saves a
    /// switch of threads each way, a third of what the proxy costs; nothing here keeps that thread for long.
    /// </summary>
    private const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    public static Command Create()
    {
        Option<string> listen = SharedOptions.Listen();
        Option<bool> any = SharedOptions.ListenAny();
        Option<string> target = SharedOptions.Target();
        Option<string> output = new("--output", "-o") { Description = "The transcript to write", HelpName = "FILE", Required = true };
        Option<bool> force = SharedOptions.Force();
        Option<bool> noRedact = SharedOptions.NoRedact();
        Option<string?> spec = SharedOptions.Spec();
        Option<string> profile = new("--profile") { Description = "Dialect, for the transcript's header: qemu, storage-daemon or guest-agent", HelpName = "NAME", DefaultValueFactory = _ => "qemu" };
        profile.AcceptOnlyFromAmong("qemu", "storage-daemon", "guest-agent");
        Option<ulong> seed = SharedOptions.Seed();
        Option<TimeSpan> timeout = SharedOptions.Timeout();
        Command command = new("record", "Stand between clients and a QMP server and record what they say, until stopped")
        {
            listen, any, target, output, force, noRedact, spec, profile, seed, timeout,
        };
        command.SetAction((parse, cancel) =>
        {
            Environment.SetEnvironmentVariable(InlineCompletions, Environment.GetEnvironmentVariable(InlineCompletions) ?? "1");
            RecordSettings settings = new()
            {
                Listen = parse.GetValue(listen)!,
                AnyAddress = parse.GetValue(any),
                Target = parse.GetValue(target)!,
                Output = parse.GetValue(output)!,
                Force = parse.GetValue(force),
                Redact = !parse.GetValue(noRedact),
                Spec = parse.GetValue(spec),
                Profile = parse.GetValue(profile)!,
                Seed = parse.GetValue(seed),
                Timeout = parse.GetValue(timeout),
            };
            return new RecordSession(settings, parse.InvocationConfiguration.Error).RunAsync(cancel);
        });
        return command;
    }
}
