using Harness.Cases.Language;
using Harness.Cases.Run;
using Harness.Schema.Model;
using Harness.Schema.Source;
using Harness.Session;

namespace Harness.Cases.Compile;

/// <summary>
/// <c>returns/COMMAND</c>: a query that needs no arguments answers with a value of its documented type. Where the documentation names an error
/// class among the command's errors, an error of that class is an answer as well: the machine may lack what is asked about.
/// </summary>
internal sealed class ReturnCases(SafetyTable safety, MachineCatalogue machines)
{
    /// <summary>What a documentation can name and mean: the other class stands for everything else.</summary>
    private static readonly string[] Classes = [.. Enum.GetValues<ErrorClass>().Where(c => c != ErrorClass.GenericError).Select(c => c.WireName())];

    public IEnumerable<Script> Compile(Command command)
    {
        if (command.Returns is null || !command.SuccessResponse || safety.ClassOf(command.Name) != SafetyClass.Read || command.Arguments.AllMembers.Any(m => !m.Optional))
        {
            yield break;
        }

        SourceSpan span = command.Definition.Span;
        string id = $"returns/{command.Name}";
        string[] errors = NamedErrors(command);
        yield return new Script(
            id,
            CaseKind.Returns,
            command.Name,
            Level.Must,
            $"{command.Name}, return value",
            (machines.Of(id) ?? MachineReference.Default).Name,
            [Mutants.WrongReturnType],
            SafetyClass.Read,
            [command.Name],
            [],
            OpensSession: true,
            [Requests.Execute(command.Name, null, span), new Step.ExpectReply(Expected(command, errors), span)],
            span);
    }

    private static Pattern Expected(Command command, string[] errors)
    {
        Pattern success = Requests.Object("return", new Pattern.OfType(command.Name, IsReturnOf: true));
        return errors.Length == 0
            ? success
            : new Pattern.Either([success, .. errors.Select(e => Requests.Object("error", Requests.Object("class", Requests.Text(e))))]);
    }

    private static string[] NamedErrors(Command command)
    {
        string text = command.Definition.Documentation.Text(SectionKind.Errors);
        return [.. Classes.Where(c => text.Contains(c, StringComparison.Ordinal))];
    }
}
