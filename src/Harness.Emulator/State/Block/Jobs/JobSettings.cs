namespace Harness.Emulator.State.Block.Jobs;

/// <summary>What the command that starts a job says about it.</summary>
/// <param name="Type">Of QAPI <c>BlockJobType</c>.</param>
/// <param name="Device">That the job works on; its name is that of the job.</param>
/// <param name="Speed">The highest, in bytes a second; 0 for no limit.</param>
/// <param name="OnSourceError">Of QAPI <c>BlockdevOnError</c>.</param>
internal sealed record JobSettings(string Type, BlockDevice Device, long Speed, string OnSourceError = "report", string OnTargetError = "report");
