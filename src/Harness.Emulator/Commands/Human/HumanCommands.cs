namespace Harness.Emulator.Commands.Human;

/// <summary>All commands of the human monitor, by name.</summary>
internal static class HumanCommands
{
    public static IReadOnlyList<HumanCommand> All { get; } =
    [
        .. ((IEnumerable<HumanCommand>)[.. MonitorWords.All, .. RunWords.All, .. BlockWords.All, .. JobWords.All, .. DeviceWords.All, .. MigrationWords.All])
            .OrderBy(c => c.Names, StringComparer.Ordinal),
    ];
}
