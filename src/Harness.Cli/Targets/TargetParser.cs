using Harness.Cases.Run;
using Harness.Schema.Model;

namespace Harness.Cli.Targets;

/// <summary>Targets as users name them, design "Target".</summary>
internal static class TargetParser
{
    private const string Forms = "emu:[mutant=NAME][,machine=FILE], unix:PATH, tcp:HOST:PORT or exec:COMMAND…";

    /// <exception cref="UsageException">No such form, or a part that cannot be used.</exception>
    public static ITarget Parse(string text, QmpSchema schema, ulong seed, TimeSpan timeout) => Kind(text) == "emu"
        ? EmulatorTarget.Parse(Rest(text), schema, seed)
        : ParseServer(text, timeout) ?? throw new UsageException($"--target {text}: give {Forms}");

    /// <summary>A server outside of this process; null when the text is of no such form.</summary>
    /// <exception cref="UsageException">A part that cannot be used.</exception>
    public static ITarget? ParseServer(string text, TimeSpan timeout) => Kind(text) switch
    {
        "unix" or "tcp" => ConnectedTarget.Parse(text, timeout),
        "exec" => ExecTarget.Parse(Rest(text), timeout),
        _ => null,
    };

    private static string Kind(string text) => text.Split(':', 2)[0];

    private static string Rest(string text) => text.Split(':', 2) is [_, string rest] ? rest : "";
}
