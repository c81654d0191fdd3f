using System.Text.Json.Nodes;

using Harness.Cases.Language;
using Harness.Cases.Run;
using Harness.Schema.Model;
using Harness.Schema.Source;
using Harness.Schema.Validation;

namespace Harness.Cases.Compile;

/// <summary>
/// <c>args/COMMAND/ARGUMENT/CHECK</c>: a request with one fault in its arguments is refused, and what the machine says of itself before and after is
/// the same. All but the fault comes from a documented example, on the machine that the example assumes, so that a peer that overlooks
/// the fault executes the command. Therefore a case has its command's safety class.
/// </summary>
internal sealed class ArgumentCases(SafetyTable safety, MachineCatalogue machines, StateQueries state, DocumentedExchanges documented)
{
    /// <summary>Members deep in an argument are checked to this depth: <c>actions.0.data.device</c> has three.</summary>
    private const int Depth = 3;

    private readonly FaultFinder _finder = new(Depth);

    public IEnumerable<Script> Compile(Command command)
    {
        DocumentedExchange? example = documented.Of(command).FirstOrDefault(e => e.Command == command && e.Succeeds);
        JsonNode? valid = example?.Arguments ?? ValueSample.Of(command.Arguments);
        Watch watch = command.Name == Requests.Negotiation ? Negotiation(command.Definition.Span) : Queries(command);
        return _finder.Find(valid, command.Arguments).Where(f => IsRefused(command, f)).Select(fault => Compile(command, fault, example, watch));
    }

    /// <summary>
    /// False where the documentation promises no refusal: at the root, which is an object by the protocol; in an open set of options, where
    /// everything is text and what becomes of other JSON types is not said; and for negative numbers where an unsigned 64-bit one
    /// belongs, which QEMU has always taken for their two's complement.
    /// </summary>
    private static bool IsRefused(Command command, Fault fault) =>
        command.Arguments.IsOpen
            ? fault.Kind == FaultKind.Missing
            : (fault.Path.Count > 0 || fault.Kind == FaultKind.Unexpected) && !(fault.Kind == FaultKind.BelowMinimum && fault.Type is "uint64" or "size");

    private Script Compile(Command command, Fault fault, DocumentedExchange? example, Watch watch)
    {
        string argument = string.Join('.', fault.Path);
        string id = argument.Length == 0 ? $"args/{command.Name}/{fault.Word}" : $"args/{command.Name}/{argument}/{fault.Word}";
        SourceSpan span = fault.Span == SourceSpan.None ? command.Definition.Span : fault.Span;
        return new Script(
            id,
            CaseKind.Args,
            command.Name,
            Level.Must,
            argument.Length == 0 ? $"{command.Name}, arguments" : $"{command.Name}, argument {argument}",
            (machines.Of(id) ?? (example is null ? null : machines.Of(example.Id)) ?? MachineReference.Default).Name,
            [Mutants.Overlooking(fault.Kind)],
            safety.ClassOf(command.Name),
            watch.Commands,
            [],
            OpensSession: command.Name != Requests.Negotiation,
            [.. watch.Before, Requests.Execute(command.Name, fault.Json, span), Requests.Refused(span), .. watch.After],
            span);
    }

    private Watch Queries(Command command)
    {
        SourceSpan span = command.Definition.Span;
        IReadOnlyList<string> queries = state.For(command.Name);
        string[] commands = [command.Name, .. queries.Where(q => q != command.Name)];
        return new Watch(commands, [.. StateQueries.Remember(queries, span)], [.. StateQueries.Compare(queries, span)]);
    }

    /// <summary>A negotiation that was refused has not happened: it can be done rightly.</summary>
    private static Watch Negotiation(SourceSpan span) => new(
        [],
        [new Step.ExpectGreeting(null, span)],
        [Requests.Execute(Requests.Negotiation, null, span), Requests.Returns(new Pattern.Members([], Exact: false), span)]);

    /// <summary>What shows that a refused request has changed nothing; the same for all cases of a command.</summary>
    private sealed record Watch(string[] Commands, Step[] Before, Step[] After);
}
