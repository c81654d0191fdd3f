using Harness.Cases.Run;
using Harness.Emulator;
using Harness.Schema.Model;
using Harness.Wire;

namespace Harness.Cli.Targets;

/// <summary><c>emu:</c>: the reference emulator in this process, a fresh machine for each case, on the virtual clock.</summary>
internal sealed class EmulatorTarget : ITarget
{
    private readonly QmpSchema _schema;
    private readonly EmulatorOptions _options;
    private readonly Emulator.Emulator _sample;
    private readonly MachineFiles _machines;
    private readonly bool _hasMachine;

    private EmulatorTarget(string rest, QmpSchema schema, EmulatorOptions options, MachineFiles machines, bool hasMachine)
    {
        Description = $"emu:{rest}";
        _schema = schema;
        _options = options;
        _machines = machines;
        _hasMachine = hasMachine;
        _sample = new Emulator.Emulator(schema, options);
    }

    public string Description { get; }

    public string Kind => "emu";

    public bool StartsFresh => true;

    public bool FreshForEachCase => true;

    public int Monitors => 8;

    public bool VirtualTime => true;

    /// <param name="rest">What follows <c>emu:</c>: <c>mutant=NAME,machine=FILE</c> in any order, each at most once.</param>
    /// <exception cref="UsageException">An unknown mutant, option or machine.</exception>
    public static EmulatorTarget Parse(string rest, QmpSchema schema, ulong seed)
    {
        string? mutant = null;
        string? machine = null;
        foreach (string part in rest.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] pair = part.Split('=', 2);
            switch (pair)
            {
                case ["mutant", string name] when mutant is null:
                    mutant = KnownMutant(name);
                    break;
                case ["machine", string file] when machine is null:
                    machine = file;
                    break;
                default:
                    throw new UsageException($"--target emu:{rest}: '{part}' is not mutant=NAME or machine=FILE, each at most once");
            }
        }

        MachineFiles machines = new();
        EmulatorOptions options = new() { Mutant = mutant, Seed = seed };
        return new EmulatorTarget(rest, schema, machine is null ? options : options with { Machine = machines.Read(machine) }, machines, machine is not null);
    }

    public bool AnswersExactly(string command) => _sample.IsStateful(command);

    public string? CanBe(MachineReference machine) => null;

    public ValueTask<IPeer> StartAsync(MachineReference machine, CancellationToken cancel)
    {
        EmulatorOptions options = machine.Path is null || _hasMachine ? _options : _options with { Machine = _machines.Read(machine.Path) };
        return ValueTask.FromResult<IPeer>(new Peer(new Emulator.Emulator(_schema, options)));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <exception cref="UsageException">There is no such mutant.</exception>
    public static string? KnownMutant(string? name) => name is null || MutantCatalogue.All.Any(m => m.Id == name)
        ? name
        : throw new UsageException($"no mutant '{name}'; 'qmp-harness list mutants' shows them");

    private sealed class Peer(Emulator.Emulator emulator) : IPeer
    {
        public string? Death => null;

        public TimeProvider Clock { get; } = new EmulatorTime(emulator);

        public ValueTask<IByteChannel> ConnectAsync(int monitor, CancellationToken cancel) =>
            ValueTask.FromResult<IByteChannel>(new EmulatorChannel(emulator.Connect()));

        public void Advance(TimeSpan time) => emulator.Advance(time);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
