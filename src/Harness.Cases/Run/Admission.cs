using Harness.Cases.Compile;
using Harness.Cases.Language;

namespace Harness.Cases.Run;

/// <summary>Decides which cases can and may run on a target.</summary>
/// <param name="Allowed">Safety classes that the user allows.</param>
public sealed record Admission(ITarget Target, TargetAbilities Abilities, IReadOnlySet<SafetyClass> Allowed)
{
    /// <summary>Why the case is not run; null when it is.</summary>
    public string? WhyNot(Script script, MachineReference machine)
    {
        if (!Allowed.Contains(script.Safety))
        {
            return $"needs --allow {SafetyTable.NameOf(script.Safety)}";
        }

        foreach (string need in script.Needs)
        {
            if (!Abilities.Features.Contains(need))
            {
                return TargetAbilities.Words.TryGetValue(need, out string? lack) ? lack : $"the target lacks '{need}'";
            }
        }

        foreach (string command in script.Commands)
        {
            if (Abilities.Commands?.Contains(command) == false)
            {
                return $"the target does not offer '{command}'";
            }
        }

        return Target.CanBe(machine);
    }
}
