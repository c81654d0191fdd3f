using System.Reflection;

namespace Harness.Cli;

/// <summary>Who this is, as reports and transcripts name it.</summary>
internal static class Tool
{
    public const string Name = "qmp-harness";

    public static string Version { get; } =
        typeof(Tool).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    public static string NameAndVersion { get; } = $"{Name} {Version}";
}
