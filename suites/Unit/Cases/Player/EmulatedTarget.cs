using Harness.Cases.Run;
using Harness.Emulator;
using Harness.Schema.Model;
using Harness.Wire;

using ReferenceEmulator = Harness.Emulator.Emulator;

namespace Harness.Unit.Cases.Player;

/// <summary>The emulator, or a mutant of it, as a target on the virtual clock.</summary>
internal sealed class EmulatedTarget(QmpSchema schema, string? mutant) : ITarget
{
    public string Description => mutant is null ? "emu:" : $"emu:mutant={mutant}";

    public string Kind => "emu";

    public bool StartsFresh => true;

    public bool FreshForEachCase => true;

    public int Monitors => 4;

    public bool VirtualTime => true;

    public bool AnswersExactly(string command) => false;

    public string? CanBe(MachineReference machine) => machine.Path is null ? null : "this target knows the default machine only";

    public ValueTask<IPeer> StartAsync(MachineReference machine, CancellationToken cancel) =>
        ValueTask.FromResult<IPeer>(new Peer(new ReferenceEmulator(schema, new EmulatorOptions { Mutant = mutant })));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class Peer(ReferenceEmulator emulator) : IPeer
    {
        public string? Death => null;

        public ValueTask<IByteChannel> ConnectAsync(int monitor, CancellationToken cancel) => ValueTask.FromResult<IByteChannel>(new EmulatorChannel(emulator.Connect()));

        public void Advance(TimeSpan time) => emulator.Advance(time);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
