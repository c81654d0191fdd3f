using Harness.Cases.Compile;
using Harness.Cases.Run;
using Harness.Schema.Model;

namespace Harness.Fuzz.Play;

/// <summary>What all cases of a run have in common.</summary>
/// <param name="Offered">Commands that the target offers; null when it need not be asked.</param>
/// <param name="Allowed">Safety classes that may be sent.</param>
/// <param name="Timeout">Longest wait for a reply.</param>
public sealed record FuzzSetting(
    QmpSchema Schema, SafetyTable Safety, ITarget Target, IReadOnlySet<string>? Offered, IReadOnlySet<SafetyClass> Allowed, TimeSpan Timeout, TimeProvider Clock)
{
    /// <summary>Commands of the schema that the target offers and that are allowed, in schema order; negotiation is not one of them.</summary>
    public IReadOnlyList<Command> Commands { get; } =
        [.. Schema.Commands.Where(c => c.Name != Oracles.RequestReader.Negotiation && Offered?.Contains(c.Name) != false && Allowed.Contains(Safety.ClassOf(c.Name)))];
}
