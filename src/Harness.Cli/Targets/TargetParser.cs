using Harness.Cases.Run;
using Harness.Schema.Model;

namespace Harness.Cli.Targets;

/// <summary>Targets as users name them, design "Target".</summary>
internal static class TargetParser
{
    private const string Forms = "emu:[mutant=NAME][,machine=FILE], unix:PATH, tcp:HOST:PORT or exec:COMMAND…";

    /// <exception cref="UsageException">No such form, or a part that cannot be used.</exception>
    public static ITarget Parse(string text, QmpSchema schema, ulong seed, TimeSpan timeout)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        string kind = colon < 0 ? text : text[..colon];
        string rest = colon < 0 ? "" : text[(colon + 1)..];
        return kind switch
        {
            "emu" => EmulatorTarget.Parse(rest, schema, seed),
            "unix" or "tcp" => ConnectedTarget.Parse(text, timeout),
            "exec" => ExecTarget.Parse(rest, timeout),
            _ => throw new UsageException($"--target {text}: give {Forms}"),
        };
    }
}
