using Harness.Cases.Run;
using Harness.Schema.Model;

namespace Harness.Cli.Targets;

/// <summary>Targets as users name them, design "Target".</summary>
internal static class TargetParser
{
    private const string Forms = "emu:[mutant=NAME][,machine=FILE], unix:PATH, tcp:HOST:PORT, exec:COMMAND… or replay:FILE";

    /// <param name="passDescriptors">Whether channels of unix sockets carry file descriptors.</param>
    /// <exception cref="UsageException">No such form, or a part that cannot be used.</exception>
    public static ITarget Parse(string text, QmpSchema schema, ulong seed, TimeSpan timeout, bool passDescriptors = false) => Kind(text) switch
    {
        "emu" => EmulatorTarget.Parse(Rest(text), schema, seed),
        "replay" => ReplayTarget.Parse(Rest(text)),
        _ => ParseServer(text, timeout, passDescriptors) ?? throw new UsageException($"--target {text}: give {Forms}"),
    };

    /// <summary>A server outside of this process; null when the text is of no such form.</summary>
    /// <exception cref="UsageException">A part that cannot be used.</exception>
    public static ITarget? ParseServer(string text, TimeSpan timeout, bool passDescriptors = false) => Kind(text) switch
    {
        "unix" or "tcp" => ConnectedTarget.Parse(text, timeout, passDescriptors),
        "exec" => ExecTarget.Parse(Rest(text), timeout, passDescriptors),
        _ => null,
    };

    private static string Kind(string text) => text.Split(':', 2)[0];

    private static string Rest(string text) => text.Split(':', 2) is [_, string rest] ? rest : "";
}
