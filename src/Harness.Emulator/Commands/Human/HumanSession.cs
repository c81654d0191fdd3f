using Harness.Emulator.State;

namespace Harness.Emulator.Commands.Human;

/// <summary>What a human monitor works on.</summary>
/// <param name="Cpu">Index of the CPU that commands about a CPU use.</param>
internal sealed record HumanSession(Machine Machine, QmpCalls Qmp, long Cpu);
