namespace Harness.Emulator.State.Block;

/// <summary>How a node is to be opened.</summary>
internal sealed record OpenOptions
{
    /// <summary>Null: look into the file.</summary>
    public string? Format { get; init; }

    public string? NodeName { get; init; }

    public bool IsReadOnly { get; init; }

    public string DetectZeroes { get; init; } = "off";

    public CacheMode Cache { get; init; } = CacheMode.Default;

    /// <summary>What it stands on instead of what its image names; null for that.</summary>
    public BackingChoice? Backing { get; init; }
}

/// <param name="Node">Null: none at all.</param>
internal sealed record BackingChoice(BlockNode? Node);
