namespace Harness.Emulator.Commands.Human;

/// <summary>All topics of <c>info</c>, by name.</summary>
internal static class HumanTopics
{
    public static IReadOnlyList<HumanCommand> All { get; } =
    [
        .. ((IEnumerable<HumanCommand>)[.. MachineTopics.All, .. BlockTopics.All, .. DeviceTopics.All, .. PciTopic.All, .. MemoryTopics.All, .. MigrationTopics.All, .. DisplayTopics.All])
            .OrderBy(c => c.Names, StringComparer.Ordinal),
    ];
}
