using Harness.Cases.Language;
using Harness.Cases.Run;
using Harness.Schema.Model;
using Harness.Schema.Source;
using Harness.Schema.Validation;

namespace Harness.Cases.Compile;

/// <summary>
/// <c>surface/COMMAND</c>: the command is offered, and answers: a request with an argument that it does not have is refused, and not as
/// a command that is not there. Only queries without required arguments are asked that: a peer that is wrong executes them, which must do no
/// harm where the command is merely to be seen. Of the others, <c>args/COMMAND/unexpected</c> asks it, under their own safety class. A schema
/// that has no command to list commands says nothing of what is offered.
/// </summary>
internal sealed class SurfaceCases(QmpSchema schema, SafetyTable safety)
{
    private const string Listing = "query-commands";

    public IEnumerable<Script> Compile(Command command)
    {
        SourceSpan span = command.Definition.Span;
        bool listed = schema.Command(Listing) is not null;
        bool asked = IsAsked(command);
        if (!listed && !asked)
        {
            yield break;
        }

        List<Step> steps = [];
        if (listed)
        {
            steps.Add(Requests.Execute(Listing, null, span));
            steps.Add(Requests.Returns(new Pattern.Contains([Requests.Object("name", Requests.Text(command.Name))]), span));
        }

        if (asked)
        {
            steps.Add(Requests.Execute(command.Name, $"{{ \"{FaultFinder.Stranger}\": true }}", span));
            steps.Add(Requests.Refused(span));
        }

        yield return new Script(
            $"surface/{command.Name}",
            CaseKind.Surface,
            command.Name,
            Level.Must,
            command.Name,
            MachineReference.Default.Name,
            [listed ? Mutants.OffersNothing : Mutants.Overlooking(FaultKind.Unexpected)],
            SafetyClass.Read,
            listed ? [Listing] : [],
            [],
            OpensSession: true,
            steps,
            span);
    }

    private bool IsAsked(Command command) =>
        safety.ClassOf(command.Name) == SafetyClass.Read
        && !command.Arguments.IsOpen
        && command.Arguments.AllMembers.All(m => m.Optional)
        && command.Name != Requests.Negotiation;
}
