namespace Harness.Emulator.State;

/// <summary>What the emulated hardware and its accelerator can do; section <c>board</c>.</summary>
internal sealed class Board
{
    public Board(MachineSection section)
    {
        HasNmi = section.Bool("nmi", true);
        MachineSection kvm = section.Object("kvm");
        KvmPresent = kvm.Bool("present", true);
        KvmEnabled = kvm.Bool("enabled", KvmPresent);
    }

    public bool HasNmi { get; }

    /// <summary>Built with support for KVM.</summary>
    public bool KvmPresent { get; }

    public bool KvmEnabled { get; }
}
