using Harness.Cases.Compile;
using Harness.Cases.Run;
using Harness.Schema.Source;

namespace Harness.Cases.Language;

/// <summary>RFC 2119 word of the statement that a case checks.</summary>
public enum Level
{
    Must,
    Should,
    May,
}

/// <summary>
/// One case as what to send and what to expect. Everything that can be run is one of these: what a <c>.case</c> file holds, and
/// what examples, arguments and return types compile to.
/// </summary>
/// <param name="Id">Permanent: <c>qmp.negotiation.gate</c>, <c>args/eject/device/missing</c>.</param>
/// <param name="Command">The command that the case is about; null where it is about the protocol.</param>
/// <param name="Source">The statement's place: a clause of the protocol, or a command and argument.</param>
/// <param name="Machine">Name of the machine that the case starts from; <c>default</c> for the built-in one.</param>
/// <param name="Kills">Mutants that must fail on this case.</param>
/// <param name="Safety">The most careful class among the commands that it executes; a target runs it only where that is allowed.</param>
/// <param name="Commands">Commands that the target must offer for the case to make sense; where one is missing the case is skipped.</param>
/// <param name="Needs">Capabilities of the target without which the case is skipped, words of <see cref="Language.Needs"/>. How many connections it takes is <see cref="Connections"/>.</param>
/// <param name="OpensSession">True when the runner reads the greeting and negotiates before the first step.</param>
/// <param name="Span">The case's head in a <c>.case</c> file, or the definition that it was compiled from.</param>
public sealed record Script(
    string Id,
    CaseKind Kind,
    string? Command,
    Level Level,
    string Source,
    string Machine,
    IReadOnlyList<string> Kills,
    SafetyClass Safety,
    IReadOnlyList<string> Commands,
    IReadOnlyList<string> Needs,
    bool OpensSession,
    IReadOnlyList<Step> Steps,
    SourceSpan Span)
{
    /// <summary>Connections that it uses; where <see cref="ITarget.Monitors"/> is less, the case is skipped.</summary>
    public int Connections => 1 + Steps.OfType<Step.UseConnection>().Select(s => s.Number).DefaultIfEmpty(0).Max();

    /// <summary>True where a file descriptor goes with one of its requests; where the connection cannot carry one, the case is skipped.</summary>
    public bool PassesDescriptors => Steps.Any(s => s is Step.Send { WithDescriptor: true });
}
