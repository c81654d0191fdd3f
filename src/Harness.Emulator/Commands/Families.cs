using Harness.Emulator.Dispatch;

namespace Harness.Emulator.Commands;

/// <summary>All families, one line each. A family keeps no state of its own: that is in <c>State/</c>, where other families find it.</summary>
internal static class Families
{
    public static IReadOnlyList<Family> All { get; } =
    [
        Family.Of(machine => new MonitorCommands(machine)),
        Family.Of(machine => new HumanMonitorCommands(machine)),
        Family.Of(machine => new RunStateCommands(machine)),
        Family.Of(machine => new IdentityCommands(machine)),
        Family.Of(machine => new MemoryCommands(machine)),
        Family.Of(machine => new DumpCommands(machine)),
        Family.Of(machine => new DescriptorCommands(machine)),
        Family.Of(machine => new DeviceCommands(machine)),
        Family.Of(machine => new ObjectCommands(machine)),
        Family.Of(machine => new QomCommands(machine)),
        Family.Of(machine => new PciCommands(machine)),
        Family.Of(machine => new ProcessorCommands(machine)),
        Family.Of(machine => new PlatformCommands(machine)),
        Family.Of(machine => new DisplayCommands(machine)),
        Family.Of(machine => new InputCommands(machine)),
        Family.Of(machine => new TpmCommands(machine)),
        Family.Of(machine => new TraceCommands(machine)),
        Family.Of(machine => new MediaCommands(machine)),
        Family.Of(machine => new ImageCommands(machine)),
        Family.Of(machine => new BlockQueryCommands(machine)),
        Family.Of(machine => new SnapshotCommands(machine)),
        Family.Of(machine => new CharacterCommands(machine)),
        Family.Of(machine => new NetworkCommands(machine)),
        Family.Of(machine => new MigrationCommands(machine)),
        Family.Of(machine => new BlockJobCommands(machine)),
        Family.Of(machine => new ChainJobCommands(machine)),
        Family.Of(machine => new CopyJobCommands(machine)),
        Family.Of(machine => new NbdCommands(machine)),
    ];
}
