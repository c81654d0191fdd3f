using Harness.Emulator.Clock;
using Harness.Emulator.Events;

namespace Harness.Emulator.State.Block.Jobs;

/// <summary>What block jobs work with.</summary>
internal sealed record JobSurroundings(BlockGraph Graph, FileStore Files, EmulatorClock Clock, Scheduler Scheduler, EventSender Events);
