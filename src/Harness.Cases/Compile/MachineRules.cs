using Harness.Schema.Source;

namespace Harness.Cases.Compile;

/// <summary>What machine files can break.</summary>
public static class MachineRules
{
    public static readonly Rule Unreadable = new("MACH0101", Severity.Error, "a machine file can be read");

    public static readonly Rule NotJson = new("MACH0102", Severity.Error, "a machine file is a JSON object");

    public static readonly Rule BadMember = new("MACH0103", Severity.Error, "'description' is a string, 'for' and 'qemu' are arrays of strings");

    public static readonly Rule ReservedName = new("MACH0104", Severity.Error, "no machine file takes the name of the built-in machine");

    public static readonly Rule TwoMachines = new("MACH0105", Severity.Error, "a case starts from one machine");

    public static readonly Rule UnknownCase = new("MACH0106", Severity.Warning, "what a machine is for exists");
}
