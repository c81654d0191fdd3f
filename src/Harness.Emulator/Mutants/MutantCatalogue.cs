using Harness.Emulator.Mutants;

namespace Harness.Emulator;

/// <summary>All mutants, by concern and then in the order in which their file lists them.</summary>
public static class MutantCatalogue
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        .. NegotiationMutants.All,
        .. IdMutants.All,
        .. ReplyMutants.All,
        .. FramingMutants.All,
        .. ArgumentMutants.All,
        .. OutOfBandMutants.All,
        .. EventMutants.All,
        .. RunStateMutants.All,
        .. HumanMonitorMutants.All,
        .. MemoryMutants.All,
        .. HardwareMutants.All,
        .. MediaMutants.All,
        .. ImageMutants.All,
        .. SnapshotMutants.All,
        .. DescriptorMutants.All,
        .. CharacterMutants.All,
        .. NetworkMutants.All,
        .. MigrationMutants.All,
        .. QomMutants.All,
        .. PciMutants.All,
        .. BlockJobMutants.All,
        .. CopyJobMutants.All,
        .. NbdMutants.All,
        .. DisplayMutants.All,
        .. InputMutants.All,
    ];

    /// <summary>The conduct of the mutant of that id; the honest one for null.</summary>
    /// <exception cref="ArgumentException">There is no such mutant.</exception>
    internal static Conduct ConductOf(string? id)
    {
        if (id is null)
        {
            return new Conduct();
        }

        Mutant? mutant = All.FirstOrDefault(m => m.Id == id);
        return mutant?.Conduct() ?? throw new ArgumentException($"no mutant is called '{id}'; there are: {string.Join(", ", All.Select(m => m.Id))}", nameof(id));
    }
}
