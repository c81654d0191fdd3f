using Harness.Emulator.Output;

namespace Harness.Emulator.State;

/// <summary>
/// What the emulator was built with: machine types and CPU models; and what the guest reported of its slots. Section
/// <c>platform</c>: <c>{ "machines": [ … ], "cpu-models": [ … ], "acpi-slots": [ … ] }</c>; <c>"acpi": false</c> for a machine without.
/// </summary>
internal sealed class Platform
{
    public Platform(MachineSection section)
    {
        Machines = section.Has("machines") ? [.. section.Objects("machines").Select(MachineType.Read)] : MachineType.BuiltIn;
        CpuModels = section.Has("cpu-models") ? section.Strings("cpu-models") : ["host", "qemu64", "qemu32", "kvm64", "kvm32", "486", "pentium", "pentium2", "pentium3"];
        Slots = section.Has("acpi-slots") ? [.. section.Objects("acpi-slots").Select(AcpiSlot.Read)] : section.Bool("acpi", true) ? [] : null;
    }

    public IReadOnlyList<MachineType> Machines { get; }

    public IReadOnlyList<string> CpuModels { get; }

    /// <summary>Null for a machine without ACPI.</summary>
    public IReadOnlyList<AcpiSlot>? Slots { get; }

    /// <summary>Whether all changes of memory are recorded for Xen.</summary>
    public bool GlobalDirtyLog { get; set; }

    /// <summary>Interrupts of the real-time clock that are still to be made up for.</summary>
    public long MissedClockInterrupts { get; set; }
}

/// <summary>A type of machine, as <c>-machine</c> takes it.</summary>
internal sealed record MachineType(string Name, string? Alias, bool IsDefault, long MaxCpus)
{
    public static IReadOnlyList<MachineType> BuiltIn { get; } =
    [
        new("none", null, false, 1),
        new("isapc", null, false, 1),
        new("pc-i440fx-2.3", "pc", true, 255),
        new("pc-q35-2.3", "q35", false, 255),
    ];

    public static MachineType Read(MachineSection section) => new(
        section.RequiredString("name"), section.OptionalString("alias"), section.Bool("is-default", false), section.Int("cpu-max", 1, 1));

    /// <summary>Writes the members of QAPI <c>MachineInfo</c>.</summary>
    public void Write(DataWriter data)
    {
        data.String("name", Name);
        data.OptionalString("alias", Alias);
        data.OptionalBool("is-default", IsDefault ? true : null);
        data.Int("cpu-max", MaxCpus);
    }
}

/// <summary>A slot that the guest reports of by the ACPI method _OST.</summary>
internal sealed record AcpiSlot(string? Device, string Slot, string Type, long Source, long Status)
{
    public static AcpiSlot Read(MachineSection section) => new(
        section.OptionalString("device"), section.RequiredString("slot"), section.String("slot-type", "DIMM"), section.Int("source", 0, 0), section.Int("status", 0, 0));

    /// <summary>Writes the members of QAPI <c>ACPIOSTInfo</c>.</summary>
    public void Write(DataWriter data)
    {
        data.OptionalString("device", Device);
        data.String("slot", Slot);
        data.String("slot-type", Type);
        data.Int("source", Source);
        data.Int("status", Status);
    }
}
