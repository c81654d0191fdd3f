namespace Harness.Wire;

/// <summary>Bounds on what a peer may make us hold.</summary>
/// <param name="MaxMessageBytes">A longer message is garbage, and reading starts over.</param>
/// <param name="MaxNesting">Objects and arrays open at the same time; one more is garbage.</param>
public sealed record WireLimits(int MaxMessageBytes, int MaxNesting)
{
    /// <summary>What QEMU itself accepts: 64 MiB and 1024 levels.</summary>
    public static WireLimits Default { get; } = new(64 * 1024 * 1024, 1024);
}
