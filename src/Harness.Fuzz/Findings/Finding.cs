using Harness.Cases.Language;
using Harness.Fuzz.Input;
using Harness.Fuzz.Oracles;

namespace Harness.Fuzz.Findings;

/// <summary>A breach, shrunk, that its own case shows again on a fresh peer.</summary>
/// <param name="FoundIn">The case as it was made.</param>
/// <param name="Shrunk">The least that still shows it.</param>
/// <param name="Script">The same as a case that anyone can play.</param>
public sealed record Finding(Breach Breach, FuzzCase FoundIn, FuzzCase Shrunk, Script Script)
{
    public string Id => Breach.Id;

    /// <summary>Requests of the shrunk case.</summary>
    public int Exchanges => Shrunk.Steps.OfType<FuzzStep.Send>().Count();
}
