using System.CommandLine.Parsing;
using System.Globalization;

using Harness.Cases.Run;

namespace Harness.Cli.Targets;

/// <summary>Reads what <c>--target</c> says.</summary>
internal sealed class TargetParser(EmulatorTargetFactory emulators)
{
    private const string Forms = "emu:[mutant=NAME,machine=FILE], unix:PATH, tcp:HOST:PORT, exec:COMMAND…";

    /// <exception cref="UsageException">Not one of the forms.</exception>
    public ITarget Parse(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        string kind = colon < 0 ? text : text[..colon];
        string rest = colon < 0 ? "" : text[(colon + 1)..];
        return kind switch
        {
            "emu" => emulators.Create(text, Settings(rest)),
            "unix" when rest.Length > 0 => SocketTarget.Unix(text, rest),
            "tcp" => Tcp(text, rest),
            "exec" when rest.Trim().Length > 0 => new ExecTarget(text, [.. CommandLineParser.SplitCommandLine(rest)]),
            _ => throw new UsageException($"'{text}' is not a target; the forms are {Forms}"),
        };
    }

    private static SocketTarget Tcp(string text, string rest)
    {
        int colon = rest.LastIndexOf(':');
        if (colon <= 0 || !ushort.TryParse(rest.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) || port == 0)
        {
            throw new UsageException($"'{text}' is not tcp:HOST:PORT with a port from 1 to 65535");
        }

        return SocketTarget.Tcp(text, rest[..colon].Trim('[', ']'), port);
    }

    private static Dictionary<string, string> Settings(string rest)
    {
        Dictionary<string, string> settings = new(StringComparer.Ordinal);
        foreach (string part in rest.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] pair = part.Split('=', 2);
            if (pair.Length != 2 || !settings.TryAdd(pair[0], pair[1]))
            {
                throw new UsageException($"'{part}' in 'emu:{rest}' is not one NAME=VALUE, or stands there twice");
            }
        }

        return settings;
    }
}
