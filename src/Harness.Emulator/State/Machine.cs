using Harness.Emulator.Clock;
using Harness.Emulator.Events;
using Harness.Emulator.State.Block;
using Harness.Emulator.State.Block.Jobs;
using Harness.Emulator.State.Characters;
using Harness.Emulator.State.Displays;
using Harness.Emulator.State.Inputs;
using Harness.Emulator.State.Migrating;
using Harness.Emulator.State.Qom;
using Harness.Emulator.State.Networking;
using Harness.Schema.Model;
using Harness.Schema.Validation;

namespace Harness.Emulator.State;

/// <summary>
/// The emulated machine: one property a family of state, each read from its section of the machine file. Everything here is
/// used under the emulator's lock.
/// </summary>
internal sealed class Machine
{
    public Machine(MachineEnvironment environment)
    {
        Environment = environment;
        MachineSection state = environment.Definition.OpenState();
        Identity = new Identity(state.Object("identity"), environment.Version);
        Board = new Board(state.Object("board"));
        RunState = new RunState(state.Object("run-state"), environment.Events);
        Files = new FileStore(state.Objects("files"));
        Memory = new Memory(state.Object("memory"));
        Balloon = new Balloon(state.OptionalObject("balloon"), Memory, environment.Scheduler, environment.Events);
        Processors = new Processors(state.Object("processors"));
        Platform = new Platform(state.Object("platform"));
        MachineSection block = state.Object("block");
        Block = new BlockGraph(block, Files);
        Jobs = new BlockJobs(new JobSurroundings(Block, Files, environment.Clock, environment.Scheduler, environment.Events));
        _ = new GuestIo(block.Objects("guest"), Block, RunState, environment.Scheduler, environment.Events);
        Display = new Display(state.Object("display"), environment);
        Descriptors = new NamedDescriptors(state.Strings("descriptors"));
        DescriptorSets = new DescriptorSets(state.Objects("descriptor-sets"), DescriptorNumbers);
        CharacterDevices = new CharacterDevices(state.Object("character-devices"));
        Network = new Network(state.Object("network"), environment);
        Migration = new Migration(state.Object("migration"), environment, Memory, RunState, Descriptors);
        Pci = new PciBus(state.Object("pci"));
        Objects = new UserObjects(state.Objects("objects"), this);
        Devices = new Devices(state.Object("devices"), this);
        RunState.Resumed += Devices.Resume;
        Nbd = new NbdServer(state.Object("nbd"), Files, environment.Events);
        Display.Follow(Migration);
        Input = new InputDevices(state.Object("input"), environment.Scheduler, RunState, environment.Events, Reset);
        Tpm = new Tpm(state.Object("tpm"));
        TraceEvents = new TraceEvents(state.Objects("trace-events"));
        state.End();
    }

    public MachineEnvironment Environment { get; }

    /// <summary>What this peer documents about itself.</summary>
    public QmpSchema Schema => Environment.Schema;

    public EventSender Events => Environment.Events;

    public Scheduler Scheduler => Environment.Scheduler;

    /// <summary>What the machine makes up: names, addresses, chances.</summary>
    public SeededRandom Random => Environment.Random;

    public Identity Identity { get; }

    public Board Board { get; }

    public RunState RunState { get; }

    public FileStore Files { get; }

    public Memory Memory { get; }

    public Balloon Balloon { get; }

    public Processors Processors { get; }

    public Platform Platform { get; }

    /// <summary>Block devices and images.</summary>
    public BlockGraph Block { get; }

    public BlockJobs Jobs { get; }

    public NbdServer Nbd { get; }

    public Display Display { get; }
    /// <summary>Keyboard, mice, and what the guest makes of them.</summary>
    public InputDevices Input { get; }
    /// <summary>Trusted platform modules.</summary>
    public Tpm Tpm { get; }
    public TraceEvents TraceEvents { get; }

    public DescriptorNumbers DescriptorNumbers { get; } = new();

    public NamedDescriptors Descriptors { get; }

    public DescriptorSets DescriptorSets { get; }

    public CharacterDevices CharacterDevices { get; }

    public Network Network { get; }

    public Migration Migration { get; }

    /// <summary>The tree of all objects.</summary>
    public QomTree Qom { get; } = new();

    public PciBus Pci { get; }

    public UserObjects Objects { get; }

    public Devices Devices { get; }

    public HeldReplies HeldReplies { get; } = new();

    /// <summary>True once the process would have ended.</summary>
    public bool HasQuit { get; private set; }

    /// <summary>Ends the machine. Who executes the command answers it and then closes all connections.</summary>
    public void Quit()
    {
        HasQuit = true;
        Events.Emit("SHUTDOWN", data => RunState.WriteCause(data, "host-qmp-quit"));
        Jobs.CancelAll();
        Nbd.Stop();
        Descriptors.CloseUsed();
        DescriptorSets.CloseGiven();
    }

    /// <summary>Resets the machine and its devices.</summary>
    public void Reset()
    {
        RunState.Reset();
        Devices.Reset();
        Events.Emit("RESET", data => RunState.WriteCause(data, "host-qmp-system-reset"));
    }
}
