using Harness.Cases.Compile;
using Harness.Cases.Language;

namespace Harness.Cases.Run;

/// <summary>Decides which cases may run on a target and make sense there.</summary>
/// <param name="Offered">Commands that the target offers; null when it did not say.</param>
/// <param name="Allowed">Safety classes that the user allows.</param>
public sealed record Admission(ITarget Target, IReadOnlySet<string>? Offered, IReadOnlySet<SafetyClass> Allowed)
{
    /// <summary>Why the case is not run; null when it is.</summary>
    public string? WhyNot(Script script, MachineReference machine)
    {
        if (script.Commands.FirstOrDefault(c => Offered?.Contains(c) == false) is { } missing)
        {
            return $"the target does not offer '{missing}'";
        }

        return Allowed.Contains(script.Safety) ? Target.CanBe(machine) : $"needs --allow {SafetyTable.NameOf(script.Safety)}";
    }
}
