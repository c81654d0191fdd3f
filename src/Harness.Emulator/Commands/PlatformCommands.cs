using Harness.Emulator.Dispatch;
using Harness.Emulator.State;

namespace Harness.Emulator.Commands;

/// <summary>Machine types, CPU models, ACPI, Xen and the real-time clock.</summary>
internal sealed class PlatformCommands(Machine machine)
{
    [QmpCommand("query-machines")]
    private Reply QueryMachines(Arguments arguments) => Reply.Array(data =>
    {
        foreach (MachineType type in machine.Platform.Machines)
        {
            data.BeginObject();
            type.Write(data);
            data.EndObject();
        }
    });

    [QmpCommand("query-cpu-definitions")]
    private Reply QueryCpuDefinitions(Arguments arguments) => Reply.Array(data =>
    {
        foreach (string model in machine.Platform.CpuModels)
        {
            data.BeginObject();
            data.String("name", model);
            data.EndObject();
        }
    });

    [QmpCommand("query-acpi-ospm-status")]
    private Reply QueryAcpi(Arguments arguments) => machine.Platform.Slots is not { } slots
        ? Reply.Error("the machine has no ACPI whose slots report their status")
        : Reply.Array(data =>
        {
            foreach (AcpiSlot slot in slots)
            {
                data.BeginObject();
                slot.Write(data);
                data.EndObject();
            }
        });

    [QmpCommand("xen-save-devices-state")]
    private Reply SaveDevices(Arguments arguments) =>
        machine.Files.Write(arguments.String("filename"), DeviceStateSize) is { } why ? Reply.Error(why) : Reply.Empty;

    [QmpCommand("xen-set-global-dirty-log")]
    private Reply SetDirtyLog(Arguments arguments)
    {
        machine.Platform.GlobalDirtyLog = arguments.Bool("enable");
        return Reply.Empty;
    }

    [QmpCommand("rtc-reset-reinjection")]
    private Reply ResetReinjection(Arguments arguments)
    {
        machine.Platform.MissedClockInterrupts = 0;
        return Reply.Empty;
    }

    /// <summary>Neither memory nor disks are in it, so its size does not depend on theirs.</summary>
    private const long DeviceStateSize = 64 * 1024;
}
