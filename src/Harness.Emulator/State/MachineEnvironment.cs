using Harness.Emulator.Clock;
using Harness.Emulator.Events;
using Harness.Schema.Model;
using Harness.Schema.Validation;

namespace Harness.Emulator.State;

/// <summary>What a machine is built from and lives on.</summary>
/// <param name="Version">Overrides the version of the machine file; null for none.</param>
internal sealed record MachineEnvironment(
    MachineDefinition Definition,
    QmpSchema Schema,
    EmulatorClock Clock,
    Scheduler Scheduler,
    EventSender Events,
    SeededRandom Random,
    EmulatorVersion? Version);
