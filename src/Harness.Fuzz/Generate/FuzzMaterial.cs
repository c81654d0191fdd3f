using Harness.Cases.Compile;
using Harness.Cases.Run;
using Harness.Fuzz.Play;

namespace Harness.Fuzz.Generate;

/// <summary>What cases are made of, shared by all workers and never changed.</summary>
/// <param name="Machines">States that cases may start from, and the names of what is in each.</param>
/// <param name="Catalogue">Says which machine a documented example assumes.</param>
/// <param name="Folder">The only place in which paths may lie; null where no host is touched.</param>
public sealed record FuzzMaterial(
    FuzzSetting Setting, ulong Seed, IReadOnlyList<(MachineReference Machine, MachineNames Names)> Machines, MachineCatalogue Catalogue, RealisticValues Realistic, string? Folder)
{
    /// <summary>Names in a machine; none for one that was not asked.</summary>
    public MachineNames NamesOf(MachineReference machine)
    {
        foreach ((MachineReference known, MachineNames names) in Machines)
        {
            if (known == machine)
            {
                return names;
            }
        }

        return new MachineNames();
    }
}
