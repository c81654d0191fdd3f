namespace Harness.Emulator.State.Block.Jobs;

/// <summary>What a mirror job copies where.</summary>
/// <param name="First">What is to be copied at the start.</param>
/// <param name="Granularity">What a bit of the dirty bitmap stands for, in bytes.</param>
/// <param name="BufferSize">What may be under way at once, in bytes.</param>
internal sealed record MirrorPlan(BlockNode Source, BlockNode Target, Extents First, long Granularity, long BufferSize)
{
    /// <summary>Takes hold of the target.</summary>
    public required Action Open { get; init; }

    /// <summary>Puts the target in the place of the source.</summary>
    public required Action Switch { get; init; }

    /// <summary>Lets go of the target.</summary>
    public required Action Leave { get; init; }
}
