using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

using Harness.Cases.Compile;
using Harness.Cases.Run;
using Harness.Fuzz.Input;
using Harness.Fuzz.Mutate;
using Harness.Schema.Model;
using Harness.Schema.Validation;

namespace Harness.Fuzz.Generate;

/// <summary>
/// Makes the case of a number. Which bytes come out depends on the seed, the phase, the number and the material alone, never on the cases
/// before it, so that any worker can make any case. Commands, and what is aimed at in each, come in turn: nothing is left to luck
/// that can be counted. Keeps scratch state: one instance a thread.
/// </summary>
public sealed class CaseGenerator
{
    private readonly FuzzMaterial _material;
    private readonly IReadOnlyList<FuzzPhase> _phases;
    private readonly IReadOnlyList<Command> _commands;
    private readonly IReadOnlyList<DocumentedExchange> _exchanges;
    private readonly ILookup<string, DocumentedExchange> _exchangesOf;
    private readonly IReadOnlyList<IReadOnlyList<Command>> _groups;
    private readonly Dictionary<Command, IReadOnlyList<Fault>> _faults = [];
    private readonly FaultFinder _finder = new(maxDepth: 3);
    private readonly MemberHints _hints;

    public CaseGenerator(FuzzMaterial material, IReadOnlyList<FuzzPhase> phases)
    {
        _material = material;
        _phases = phases;
        _commands = material.Setting.Commands;
        DocumentedExchanges documented = new(material.Setting.Schema);
        _exchanges = [.. material.Setting.Schema.Commands.SelectMany(documented.Of).Where(e => !e.OutOfBand && _commands.Contains(e.Command))];
        _exchangesOf = _exchanges.Where(e => e.Succeeds).ToLookup(e => e.Command.Name);
        _groups = CommandGroups.Of(_commands);
        _hints = new MemberHints(material.Realistic);
    }

    /// <summary>The id of the case of that number, 0-based: the phases take turns.</summary>
    public static (string Id, FuzzPhase Phase, long Number) IdOf(long number, IReadOnlyList<FuzzPhase> phases)
    {
        FuzzPhase phase = phases[(int)(number % phases.Count)];
        long index = number / phases.Count;
        return (string.Create(CultureInfo.InvariantCulture, $"{phase.ToString().ToLowerInvariant()}/{index}"), phase, index);
    }

    public FuzzCase Make(long number)
    {
        (string id, FuzzPhase phase, long index) = IdOf(number, _phases);
        SeededRandom random = new(StableHash.Of(id) ^ (_material.Seed * 0x9E3779B97F4A7C15));
        _hints.Forget();
        return phase switch
        {
            FuzzPhase.Examples when _exchanges.Count > 0 => Example(id, index, random),
            FuzzPhase.Boundary => Boundary(id, index, random),
            FuzzPhase.Random or FuzzPhase.Examples => Random(id, phase, index, random),
            FuzzPhase.Stateful => Stateful(id, random),
            FuzzPhase.Wire => Wire(id, random),
            _ => throw new UnreachableException(phase.ToString()),
        };
    }

    private FuzzCase Example(string id, long index, SeededRandom random)
    {
        DocumentedExchange exchange = _exchanges[(int)(index % _exchanges.Count)];
        MachineReference machine = MachineOf(exchange);
        JsonObject arguments = (JsonObject?)exchange.Arguments?.DeepClone() ?? [];
        FuzzStep step = Request(exchange.Command, arguments, index < _exchanges.Count ? 0 : 1 + random.Below(2), random);
        return new FuzzCase(id, FuzzPhase.Examples, machine, [step]);
    }

    private FuzzCase Boundary(string id, long index, SeededRandom random)
    {
        Command command = _commands[(int)(index % _commands.Count)];
        DocumentedExchange? exchange = _exchangesOf[command.Name].FirstOrDefault();
        if (!_faults.TryGetValue(command, out IReadOnlyList<Fault>? faults))
        {
            _faults.Add(command, faults = _finder.Find(exchange?.Arguments ?? ValueSample.Of(command.Arguments), command.Arguments));
        }

        MachineReference machine = exchange is null ? Machine(random) : MachineOf(exchange);
        if (faults.Count == 0)
        {
            return new FuzzCase(id, FuzzPhase.Boundary, machine, [Request(command, Arguments(command, machine, random), 0, random)]);
        }

        Fault fault = faults[(int)(index / _commands.Count % faults.Count)];
        JsonNode? broken = JsonNode.Parse(fault.Json);
        Confine(broken);
        string request = RequestText.Of(command.Name, SpacedJson.Of(broken), RequestText.Id(random));
        Mutation mutation = new(fault.Word, $"arguments.{string.Join('.', fault.Path)}", null, null);
        return new FuzzCase(id, FuzzPhase.Boundary, machine, [new FuzzStep.Send(0, RequestText.Line(request), [mutation])]);
    }

    private FuzzCase Random(string id, FuzzPhase phase, long index, SeededRandom random)
    {
        Command command = _commands[(int)(index % _commands.Count)];
        MachineReference machine = Machine(random);
        return new FuzzCase(id, phase, machine, [Request(command, Arguments(command, machine, random), random.OneIn(2) ? 0 : 1 + random.Below(3), random)]);
    }

    private FuzzCase Stateful(string id, SeededRandom random)
    {
        MachineReference machine = Machine(random);
        IReadOnlyList<Command> group = random.Pick(_groups);
        List<FuzzStep> steps = [];
        bool two = _material.Setting.Target.Monitors > 1 && random.OneIn(4);
        for (int length = 2 + random.Below(5); steps.Count < length;)
        {
            Command[] making = steps.Count < 2 ? [.. group.Where(CommandGroups.Makes)] : [];
            Command command = making.Length > 0 && !random.OneIn(4) ? random.Pick(making) : random.Pick(group);
            FuzzStep step = Request(command, Arguments(command, machine, random), random.OneIn(5) ? 1 : 0, random);
            steps.Add(two ? step with { Connection = random.Below(2) } : step);
            if (random.OneIn(6))
            {
                steps.Add(steps[random.Below(steps.Count)]);
            }
        }

        return new FuzzCase(id, FuzzPhase.Stateful, machine, steps);
    }

    private FuzzCase Wire(string id, SeededRandom random)
    {
        MachineReference machine = Machine(random);
        List<byte[]> lines = [];
        for (int count = 1 + random.Below(4); lines.Count < count;)
        {
            Command command = random.Pick(_commands);
            JsonNode arguments = Arguments(command, machine, random);
            Confine(arguments);
            lines.Add(RequestText.Line(RequestText.Of(command.Name, arguments, $"{lines.Count + 1}")));
        }

        return new FuzzCase(id, FuzzPhase.Wire, machine, WireMutator.Apply(lines, random));
    }

    private FuzzStep.Send Request(Command command, JsonNode arguments, int mutations, SeededRandom random)
    {
        List<Mutation> made = [];
        string? request = null;
        for (int i = 0; i < mutations; i++)
        {
            if (i == mutations - 1 && random.OneIn(4))
            {
                Confine(arguments);
                (request, Mutation mutation) = EnvelopeMutator.Apply(RequestText.Of(command.Name, arguments, RequestText.Id(random)), command.Name, random);
                made.Add(mutation);
            }
            else if (arguments is JsonObject members && ArgumentMutator.Apply(members, random) is { } mutation)
            {
                made.Add(mutation);
            }
        }

        Confine(arguments);
        _hints.Remember(arguments);
        return new FuzzStep.Send(0, RequestText.Line(request ?? RequestText.Of(command.Name, arguments, RequestText.Id(random))), made);
    }

    private JsonNode Arguments(Command command, MachineReference machine, SeededRandom random)
    {
        _hints.Machine = _material.NamesOf(machine);
        return new ValueGenerator(random, Openness.Closed, _hints).Value(command.Arguments) ?? new JsonObject();
    }

    private void Confine(JsonNode? arguments)
    {
        if (_material.Folder is { } folder)
        {
            PathConfinement.Apply(arguments, folder);
        }
    }

    private MachineReference Machine(SeededRandom random) => random.Pick(_material.Machines).Machine;

    private MachineReference MachineOf(DocumentedExchange exchange) =>
        _material.Catalogue.Of(exchange.Id) is { } machine && _material.Machines.Any(m => m.Machine == machine) ? machine : MachineReference.Default;
}
