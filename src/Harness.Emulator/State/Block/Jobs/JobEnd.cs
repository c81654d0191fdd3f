namespace Harness.Emulator.State.Block.Jobs;

/// <summary>How a job ended.</summary>
internal enum JobEnd
{
    Completed,
    Cancelled,
    Failed,
}
