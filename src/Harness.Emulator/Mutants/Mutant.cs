using Harness.Emulator.Mutants;

namespace Harness.Emulator;

/// <summary>A named way in which an emulator is wrong on purpose. A harness that does not notice is not to be believed.</summary>
public sealed record Mutant
{
    internal Mutant(string id, string description, Func<Conduct> conduct)
    {
        Id = id;
        Description = description;
        Conduct = conduct;
    }

    /// <summary>Permanent, words joined by hyphens; <c>kills</c> lines of cases and <c>emu:mutant=</c> name it.</summary>
    public string Id { get; }

    /// <summary>What it does wrong, as a sentence about the server without its subject: "sends no greeting".</summary>
    public string Description { get; }

    /// <summary>Makes the conduct of one emulator; it may keep notes.</summary>
    internal Func<Conduct> Conduct { get; }
}
